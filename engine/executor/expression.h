// Bound expressions over batches. An expression is evaluated for many rows at once: a property of a
// node column is one request for all its nodes, and a list comprehension is evaluated over the
// elements of all rows together. AND, OR, CASE and coalesce evaluate an operand only for the rows
// that need it.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/batch.h"
#include "engine/executor/null_drops.h"
#include "engine/executor/query_context.h"

namespace sarye {

class AssertionFields;
class PropertyColumns;
class TextMatcher;
class TypedComparison;
class TypedText;

// Keeps compiled patterns between batches: one thread each.
class Evaluator {
 public:
  explicit Evaluator(const QueryContext& context);
  ~Evaluator();
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  // One value for each of `rows`, in their order; `out` is overwritten.
  // Errors: Runtime, under openCypher's names, with the expression's place.
  Result<void> evaluate(const BoundExpression& expression, const Batch& batch,
                        std::span<const std::uint32_t> rows, std::vector<Value>& out);
  // A column for all rows of the batch.
  Result<BatchColumn> column(const BoundExpression& expression, const Batch& batch);
  // The rows of `batch` for which every predicate is true, ascending. `drops`, where given, is told
  // of rows for which one was null.
  Result<std::vector<std::uint32_t>> keep(std::span<const BoundExpression> predicates,
                                          const Batch& batch,
                                          std::vector<NullDrop>* drops = nullptr);
  // The value of an expression that reads no row.
  Result<Value> constant(const BoundExpression& expression);

 private:
  // The values of an operand for the rows at hand, or one for all of them.
  struct Operand {
    std::vector<Value> values;
    const Value* same = nullptr;  // literal or parameter
    const Value& at(std::size_t i) const { return same != nullptr ? *same : values[i]; }
  };
  using Rows = std::span<const std::uint32_t>;

  Result<void> note_null_drops(const BoundExpression& predicate, const Batch& batch, Rows rows,
                               std::vector<NullDrop>& drops);
  Result<void> operand(const BoundExpression& expression, const Batch& batch, Rows rows,
                       Operand& out);
  Result<void> property(const BoundExpression& expression, const Batch& batch, Rows rows,
                        std::vector<Value>& out);
  Result<void> node_properties(const PropertyRef& property, const BatchColumn& column, Rows rows,
                               std::vector<Value>& out);
  Result<void> logic(const BoundExpression& expression, const Batch& batch, Rows rows,
                     std::vector<Value>& out);
  Result<void> branches(const BoundExpression& expression, const Batch& batch, Rows rows,
                        std::vector<Value>& out);
  Result<void> coalesce(const BoundExpression& expression, const Batch& batch, Rows rows,
                        std::vector<Value>& out);
  Result<void> call(const BoundExpression& expression, const Batch& batch, Rows rows,
                    std::vector<Value>& out);
  // measure_expression.cc
  Result<void> measure(const BoundExpression& expression, const Batch& batch, Rows rows,
                       std::vector<Value>& out);
  Result<Value> binary(const BoundExpression& expression, const Value& a, const Value& b);
  // list_expression.cc
  Result<void> over_elements(const BoundExpression& expression, const Batch& batch, Rows rows,
                             std::vector<Value>& out);
  Result<void> list(const BoundExpression& expression, const Batch& batch, Rows rows,
                    std::vector<Value>& out);
  Result<void> slice(const BoundExpression& expression, const Batch& batch, Rows rows,
                     std::vector<Value>& out);
  Result<Value> index(const Value& subject, const Value& at);

  const QueryContext& context_;
  std::unique_ptr<TextMatcher> texts_;
  std::unique_ptr<PropertyColumns> numbers_;
  std::unique_ptr<TypedComparison> typed_;
  std::unique_ptr<TypedText> typed_texts_;
  std::unique_ptr<AssertionFields> assertions_;
};

// The error with the expression's place, unless it has one.
Error with_place(Error error, const BoundExpression& expression);

// A property's name for a type: its own, unless the type calls it otherwise.
std::string_view property_name(const PropertyRef& property, TypeId type);

}  // namespace sarye
