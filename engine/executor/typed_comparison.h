// `a.year < b.year`, `a.id <> 5` and `a = b` over many rows without making a Value of each side: a
// comparison of whole numbers or of nodes, read straight from the columns of the graph.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"

namespace sarye {

// Keeps the columns that it has met: one thread each, no longer than the query.
class TypedComparison {
 public:
  explicit TypedComparison(const QueryContext& context) : context_(context) {}

  // Leaves those of `rows` for which the predicate is true, and gives true; or leaves them alone
  // and gives false, when the predicate or its values are of another kind. Appends those for which
  // it is null to `null_rows`, if that is given. Errors: those of reading.
  Result<bool> keep(const BoundExpression& predicate, const Batch& batch,
                    std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>* null_rows);

 private:
  struct Side {
    std::vector<std::int64_t> values;   // one a row
    std::vector<std::uint8_t> missing;  // 1: null; empty: none is
  };
  using PropertyKey = std::pair<TypeId, std::string>;
  struct Columns {
    std::vector<const Column*> by_range;
    std::vector<std::uint8_t> known;
  };

  Result<bool> numbers(const BoundExpression& side, const Batch& batch,
                       const std::vector<std::uint32_t>& rows, Side& out);
  Result<bool> properties(const BoundExpression& side, const BatchColumn& nodes,
                          const std::vector<std::uint32_t>& rows, Side& out);
  Result<const Column*> column(Columns& columns, TypeId type, const std::string& name,
                               std::uint32_t range);
  static void nodes(const BoundExpression& side, const Batch& batch,
                    const std::vector<std::uint32_t>& rows, Side& out);

  const QueryContext& context_;
  std::map<PropertyKey, Columns> columns_;
  Side left_;
  Side right_;
};

}  // namespace sarye
