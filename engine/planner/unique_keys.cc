#include "engine/planner/unique_keys.h"

namespace sarye {

bool is_unique_key(const BoundExpression& expression, Slot slot, const BoundQuery& query,
                   const Catalog& catalog) {
  if (expression.kind == ExprKind::Variable) return expression.slot == slot;
  if (expression.kind != ExprKind::Property || !expression.property.by_type.empty() ||
      expression.operands[0].kind != ExprKind::Variable || expression.operands[0].slot != slot) {
    return false;
  }
  const StaticType& type = query.slots[slot].type;
  if (type.kind != StaticType::Kind::Node || type.node_types.size() != 1) return false;
  const auto ascends = catalog.ascends(type.node_types[0], expression.property.name);
  return ascends && *ascends;
}

}  // namespace sarye
