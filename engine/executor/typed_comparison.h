// `a.year < b.year`, `a.id <> 5`, `a.industry = b.industry` and `a = b` over many rows without
// making a Value of each side: a comparison of whole numbers, of texts that are properties, or of
// nodes, read straight from the columns of the graph.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/batch.h"
#include "engine/executor/property_columns.h"
#include "engine/executor/query_context.h"

namespace sarye {

// One thread each.
class TypedComparison {
 public:
  TypedComparison(const QueryContext& context, PropertyColumns& properties)
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

  // As keep, of two properties that are texts.
  Result<bool> keep_texts(const BoundExpression& predicate, const Batch& batch,
                          std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>* null_rows);

  const QueryContext& context_;
  PropertyColumns& properties_;
  Side left_;
  Side right_;
  std::vector<std::string_view> left_texts_;
  std::vector<std::string_view> right_texts_;
};

}  // namespace sarye
