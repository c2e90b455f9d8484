// What tells nodes of one type apart.
#pragma once

#include "engine/binder/bound_query.h"
#include "engine/model/catalog.h"

namespace sarye {

// Whether no two nodes of the variable in `slot` have the same value of the expression: the node
// itself, or a property whose values ascend.
bool is_unique_key(const BoundExpression& expression, Slot slot, const BoundQuery& query,
                   const Catalog& catalog);

}  // namespace sarye
