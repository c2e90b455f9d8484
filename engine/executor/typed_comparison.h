// `a.year < b.year`, `a.id <> 5` and `a = b` over many rows without making a Value of each side: a
// comparison of whole numbers or of nodes, read straight from the columns of the graph.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/batch.h"
#include "engine/executor/number_properties.h"
#include "engine/executor/query_context.h"

namespace sarye {

// One thread each.
class TypedComparison {
 public:
  TypedComparison(const QueryContext& context, NumberProperties& properties)
      : context_(context), properties_(properties) {}

  // Leaves those of `rows` for which the predicate is true, and gives true; or leaves them alone
  // and gives false, when the predicate or its values are of another kind. Appends those for which
  // it is null to `null_rows`, if that is given. Errors: those of reading.
  Result<bool> keep(const BoundExpression& predicate, const Batch& batch,
                    std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>* null_rows);

 private:
  using Side = IntegerCells;

  Result<bool> numbers(const BoundExpression& side, const Batch& batch,
                       const std::vector<std::uint32_t>& rows, Side& out);
  static void nodes(const BoundExpression& side, const Batch& batch,
                    const std::vector<std::uint32_t>& rows, Side& out);

  const QueryContext& context_;
  NumberProperties& properties_;
  Side left_;
  Side right_;
};

}  // namespace sarye
