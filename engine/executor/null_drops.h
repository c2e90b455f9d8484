// Rows that a condition dropped because it was null for them, neither true nor false: what a person
// who has not heard of three-valued logic should be told.
#pragma once

#include <cstdint>

#include "engine/binder/bound_query.h"

namespace sarye {

struct NullDrop {
  const BoundExpression* predicate = nullptr;  // of the plan
  const BoundExpression* absent = nullptr;     // a property in it that a dropped row has not
  std::uint64_t rows = 0;                      // weights counted
};

}  // namespace sarye
