// Tests of properties against constants, one of which must hold, asked of the columns of a range of
// nodes at a time: what each test says of a row is a bit.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/query_context.h"
#include "engine/graph/columns.h"
#include "engine/model/value.h"

namespace sarye {

class Evaluator;

// What was found in some ranges, in order of them.
struct ColumnTestsFound {
  std::vector<NodeId> nodes;           // for which a test holds
  std::uint64_t settled = 0;           // nodes for which the whole is true or false, not null
  std::vector<std::uint64_t> present;  // by test: nodes that have its property or that were found
};

// One instance may be asked by several threads at once.
class ColumnTests {
 public:
  // `predicate`: a test, or several with OR; it is borrowed.
  ColumnTests(const QueryContext& context, const BoundExpression& predicate);

  std::size_t size() const { return tests_.size(); }
  // The property of a test, as it was bound.
  const BoundExpression& property(std::size_t test) const {
    return tests_[test].expression->operands[0];
  }
  // Reads the constants; before any find(). Errors: of evaluating them.
  Result<void> prepare(Evaluator& evaluator);
  // Adds what is found in a whole type, where one test asks for a text or its beginning and the
  // graph has all texts of the type in order. False: it has not, and its ranges must be asked.
  Result<bool> find_in_order(TypeId type, ColumnTestsFound& out) const;
  // Adds what is found in a range. Errors: of reading columns.
  Result<void> find(TypeId type, std::uint32_t range, ColumnTestsFound& out) const;

 private:
  struct Test {
    const BoundExpression* expression = nullptr;
    Value wanted;
  };
  struct Answer;

  // A text that is all or the beginning of others, and of which property.
  struct Beginning {
    ExprKind kind = ExprKind::Compare;
    std::string_view property;
    std::string_view wanted;
  };

  void add(const BoundExpression& predicate);
  std::optional<Beginning> beginning(TypeId type) const;
  Result<bool> find_beginning(TypeId type, std::uint32_t range, ColumnTestsFound& out) const;
  Result<void> ask(const Test& test, TypeId type, std::uint32_t range, Answer& out) const;
  Result<void> ask_texts(const Test& test, TypeId type, std::string_view name, std::uint32_t range,
                         const Column& column, Answer& out) const;
  Result<void> ask_values(const Test& test, TypeId type, std::string_view name, std::uint32_t range,
                          Answer& out) const;
  static void ask_dictionary(const Test& test, const Column& column, Answer& out);
  static void ask_integers(const Test& test, const Column& column, Answer& out);
  static void note(const Test& test, const Value& value, std::uint32_t row, Answer& out);

  const QueryContext& context_;
  std::vector<Test> tests_;
};

}  // namespace sarye
