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
    const bool is_counted = std::any_of(aggregate->aggregates.begin(), aggregate->aggregates.end(),
                                        [slot](const BoundAggregate& what) {
                                          return what.function == FunctionId::Count &&
                                                 what.distinct &&
                                                 what.arguments[0].kind == ExprKind::Variable &&
                                                 what.arguments[0].slot == slot;
                                        });
    if (slot != kNoSlot && is_counted) aggregate->ascending = slot;
  }
}

}  // namespace sarye::rules
