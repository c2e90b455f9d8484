#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// The edge whose assertions are listed; kNoSlot: it is another list.
Slot edge_of_assertions(const BoundExpression& list) {
  const bool is_it = list.kind == ExprKind::Call && list.function == FunctionId::Assertions &&
                     list.operands[0].kind == ExprKind::Variable;
  return is_it ? list.operands[0].slot : kNoSlot;
}

}  // namespace

void assertion_rows(PlanPtr& root) {
  for (PlanPtr& input : root->inputs) assertion_rows(input);
  const auto* unwind = std::get_if<plan::Unwind>(&root->op);
  if (unwind == nullptr) return;
  const Slot edge = edge_of_assertions(unwind->list);
  auto* expand = std::get_if<plan::Expand>(&root->inputs[0]->op);
  const bool fits = edge != kNoSlot && expand != nullptr && expand->edge == edge &&
                    expand->assertion == kNoSlot && !expand->into && !expand->by_support &&
                    expand->predicates.empty() && expand->access.distinct_from.empty();
  if (!fits) return;
  expand->assertion = unwind->slot;
  PlanPtr below = std::move(root->inputs[0]);
  below->rows = root->rows;
  root = std::move(below);
}

}  // namespace sarye::rules
