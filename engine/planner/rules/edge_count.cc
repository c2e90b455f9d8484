#include <algorithm>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// The number of edges that an Expand over a bare scan of all its source nodes gives; nothing when
// the statistics cannot tell.
std::optional<std::uint64_t> known_count(const PlanNode& node, const BoundQuery& query,
                                         const Catalog& catalog) {
  const auto* expand = std::get_if<plan::Expand>(&node.op);
  if (expand == nullptr || expand->into || !expand->predicates.empty() ||
      expand->from == expand->to || !expand->access.tests.empty() ||
      !expand->access.to_types.empty() || !expand->access.distinct_from.empty() ||
      !query.filters[expand->access.filter].is_default()) {
    return std::nullopt;
  }
  const PlanNode& below = *node.inputs[0];
  const auto* scan = std::get_if<plan::NodeScan>(&below.op);
  if (scan == nullptr || scan->slot != expand->from ||
      !std::holds_alternative<plan::SingleRow>(below.inputs[0]->op)) {
    return std::nullopt;
  }
  std::uint64_t sum = 0;
  std::vector<EdgeTableId> seen;
  for (const plan::EdgeStep& step : expand->access.steps) {
    if (std::find(seen.begin(), seen.end(), step.table) != seen.end()) return std::nullopt;
    seen.push_back(step.table);
    for (const EdgeTableInfo& table : catalog.edge_tables()) {
      if (table.id != step.table) continue;
      const TypeId from = step.forward ? table.from : table.to;
      // Edges with assertions may have none that is visible.
      if (!table.plain || !std::binary_search(scan->types.begin(), scan->types.end(), from)) {
        return std::nullopt;
      }
      sum += table.edges;
    }
  }
  return sum;
}

}  // namespace

void edge_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog) {
  for (PlanPtr& input : root->inputs) edge_count(input, query, catalog);
  auto* aggregate = std::get_if<plan::Aggregate>(&root->op);
  if (aggregate == nullptr || !aggregate->keys.empty() || aggregate->aggregates.size() != 1) return;
  const BoundAggregate& count = aggregate->aggregates[0];
  const auto* expand = std::get_if<plan::Expand>(&root->inputs[0]->op);
  const bool counts_rows = count.function == FunctionId::CountStar ||
                           (count.function == FunctionId::Count && expand != nullptr &&
                            count.arguments[0].kind == ExprKind::Variable &&
                            (count.arguments[0].slot == expand->edge ||
                             (!count.distinct && (count.arguments[0].slot == expand->from ||
                                                  count.arguments[0].slot == expand->to))));
  if (!counts_rows) return;
  const auto known = known_count(*root->inputs[0], query, catalog);
  if (!known) return;
  root->op = plan::EdgeCount{count.slot, *known};
  root->inputs.clear();
}

}  // namespace sarye::rules
