#include <algorithm>
#include <utility>

#include "engine/planner/rules/rules.h"
#include "engine/planner/unique_keys.h"

namespace sarye::rules {
namespace {

// Whether rows have each node of `slot` once.
bool has_each_once(const PlanNode& rows, Slot slot) {
  const PlanNode* node = &rows;
  while (std::holds_alternative<plan::Filter>(node->op) ||
         std::holds_alternative<plan::MentionTest>(node->op)) {
    node = node->inputs[0].get();
  }
  const auto* scan = std::get_if<plan::NodeScan>(&node->op);
  const auto* lookup = std::get_if<plan::ColumnLookup>(&node->op);
  return (scan != nullptr && scan->slot == slot) || (lookup != nullptr && lookup->slot == slot);
}

bool reads_alone(const BoundExpression& key, Slot slot) {
  return slots_of(key) == std::vector<Slot>{slot};
}

}  // namespace

void neighbour_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog) {
  for (PlanPtr& input : root->inputs) neighbour_count(input, query, catalog);
  auto* aggregate = std::get_if<plan::Aggregate>(&root->op);
  if (aggregate == nullptr || aggregate->aggregates.size() != 1) return;
  PlanNode& below = *root->inputs[0];
  auto* expand = std::get_if<plan::Expand>(&below.op);
  if (expand == nullptr || aggregate->ascending != expand->from || expand->from == expand->to ||
      expand->into || expand->by_support || expand->assertion != kNoSlot ||
      !expand->predicates.empty() || !expand->access.distinct_from.empty() ||
      !has_each_once(*below.inputs[0], expand->from)) {
    return;
  }
  const BoundAggregate& count = aggregate->aggregates[0];
  const bool counts_ends = count.function == FunctionId::Count && count.distinct &&
                           count.arguments[0].kind == ExprKind::Variable &&
                           count.arguments[0].slot == expand->to;
  const auto& keys = aggregate->keys;
  const bool is_of_each_node = std::all_of(keys.begin(), keys.end(),
                                           [&](const BoundColumn& key) {
                                             return reads_alone(key.expression, expand->from);
                                           }) &&
                               std::any_of(keys.begin(), keys.end(), [&](const BoundColumn& key) {
                                 return is_unique_key(key.expression, expand->from, query, catalog);
                               });
  if (!counts_ends || !is_of_each_node) return;
  below.op = plan::NeighbourCount{expand->from, std::move(expand->access), expand->to, count.slot};
  below.rows = root->rows;
  root->op = plan::Project{std::move(aggregate->keys)};
}

}  // namespace sarye::rules
