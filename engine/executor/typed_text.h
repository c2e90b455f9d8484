// `f.name CONTAINS 'x'`, STARTS WITH, ENDS WITH and `f.industry = 'x'` over many rows, and several
// of them with OR, read straight from the columns of the graph: no string is copied.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"
#include "engine/model/value.h"

namespace sarye {

// Keeps the columns that it has met: one thread each, no longer than the query.
class TypedText {
 public:
  explicit TypedText(const QueryContext& context) : context_(context) {}

  // As TypedComparison::keep.
  Result<bool> keep(const BoundExpression& predicate, const Batch& batch,
                    std::vector<std::uint32_t>& rows, std::vector<std::uint32_t>* null_rows);

 private:
  struct Columns {
    TypeId type;
    bool any = false;
    bool other_form = false;  // what is asked for is no column
    std::string name;
    std::vector<const Column*> by_range;
    std::vector<std::uint8_t> known;
    // CONTAINS: by range, a bit for each row that does, made when many of the rows were asked for.
    struct Containing {
      std::uint32_t asked = 0;
      std::vector<std::uint64_t> bits;
    };
    std::vector<Containing> containing;
  };

  // One truth a row; false: the predicate or what it reads is of another kind.
  Result<bool> test(const BoundExpression& e, const Batch& batch,
                    const std::vector<std::uint32_t>& rows, std::vector<Truth>& out);
  Result<bool> test_column(const BoundExpression& e, const BatchColumn& nodes,
                           const BoundExpression& property, std::string_view wanted,
                           const std::vector<std::uint32_t>& rows, std::vector<Truth>& out);
  Result<bool> contains(Columns& columns, NodeId node, const Column& column,
                        std::string_view wanted);
  const std::string* constant(const BoundExpression& e) const;

  const QueryContext& context_;
  std::map<const BoundExpression*, Columns> columns_;  // by the property expression
  std::vector<Truth> truths_;
};

// `kind`: Contains, StartsWith, EndsWith, or for equal texts any other.
bool fits_text(ExprKind kind, std::string_view text, std::string_view wanted);

// Whether a property is given in another form than the column of that name has it
// (GraphView::property).
bool has_other_form(std::string_view property, bool literature);

}  // namespace sarye
