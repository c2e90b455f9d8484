#include "engine/planner/expressions.h"

#include <algorithm>

namespace sarye {

bool has_subquery(const BoundExpression& e) {
  return e.kind == ExprKind::Subquery ||
         std::any_of(e.operands.begin(), e.operands.end(), has_subquery);
}

bool reads_only(const BoundExpression& e, const std::set<Slot>& bound) {
  const std::vector<Slot> slots = slots_of(e);
  return std::all_of(slots.begin(), slots.end(), [&](Slot s) { return bound.count(s) != 0; });
}

void collect_subqueries(const BoundExpression& e, std::vector<std::uint16_t>& out) {
  if (e.kind == ExprKind::Subquery) out.push_back(e.index);
  for (const BoundExpression& operand : e.operands) collect_subqueries(operand, out);
}

}  // namespace sarye
