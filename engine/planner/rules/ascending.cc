#include <algorithm>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// Whether what an operator makes of a row comes before what it makes of the next.
bool keeps_order(const PlanOperator& op) {
  const auto* check = std::get_if<plan::NodeByIds>(&op);
  return (check != nullptr && check->check) || std::holds_alternative<plan::Expand>(op) ||
         std::holds_alternative<plan::Filter>(op) || std::holds_alternative<plan::Unwind>(op) ||
         std::holds_alternative<plan::Intersection>(op) ||
         std::holds_alternative<plan::TreeCount>(op) ||
         std::holds_alternative<plan::RingCount>(op) ||
         std::holds_alternative<plan::TypeTest>(op) ||
         std::holds_alternative<plan::MentionTest>(op);
}

// The slot of the node that rows are in order of; kNoSlot: of none.
Slot ordered_by(const PlanNode& rows) {
  const PlanNode* node = &rows;
  while (keeps_order(node->op)) node = node->inputs[0].get();
  const auto of_source = [&](Slot slot, const std::vector<TypeId>& types) {
    const bool is_first = std::holds_alternative<plan::SingleRow>(node->inputs[0]->op);
    return is_first && std::is_sorted(types.begin(), types.end()) ? slot : kNoSlot;
  };
  if (const auto* scan = std::get_if<plan::NodeScan>(&node->op)) {
    return of_source(scan->slot, scan->types);
  }
  if (const auto* lookup = std::get_if<plan::ColumnLookup>(&node->op)) {
    return of_source(lookup->slot, lookup->types);
  }
  return kNoSlot;
}

}  // namespace

void ascending(PlanPtr& root) {
  for (PlanPtr& input : root->inputs) ascending(input);
  if (auto* aggregate = std::get_if<plan::Aggregate>(&root->op)) {
    const Slot slot = ordered_by(*root->inputs[0]);
    const auto counts_distinct = [](const BoundAggregate& what) {
      return what.function == FunctionId::Count && what.distinct &&
             what.arguments[0].kind == ExprKind::Variable;
    };
    const auto counts_it = [&](const BoundAggregate& what) {
      return counts_distinct(what) && what.arguments[0].slot == slot;
    };
    const auto reads_it_alone = [slot](const BoundColumn& key) {
      return slots_of(key.expression) == std::vector<Slot>{slot};
    };
    const std::vector<BoundAggregate>& all = aggregate->aggregates;
    const std::vector<BoundColumn>& keys = aggregate->keys;
    const bool is_counted =
        std::any_of(all.begin(), all.end(), counts_it) ||
        (!keys.empty() && std::all_of(keys.begin(), keys.end(), reads_it_alone) &&
         std::any_of(all.begin(), all.end(), counts_distinct));
    if (slot != kNoSlot && is_counted) aggregate->ascending = slot;
  }
}

}  // namespace sarye::rules
