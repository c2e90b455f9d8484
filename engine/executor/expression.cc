#include "engine/executor/expression.h"

#include <algorithm>
#include <utility>

#include "engine/executor/arithmetic.h"
#include "engine/executor/assertion_fields.h"
#include "engine/executor/property_columns.h"
#include "engine/executor/runtime_error.h"
#include "engine/executor/text_predicates.h"
#include "engine/executor/truth_values.h"
#include "engine/executor/typed_comparison.h"
#include "engine/executor/typed_text.h"

namespace sarye {

Evaluator::Evaluator(const QueryContext& context)
    : context_(context),
      texts_(std::make_unique<TextMatcher>(context.functions.budget)),
      numbers_(std::make_unique<PropertyColumns>(context)),
      typed_(std::make_unique<TypedComparison>(context, *numbers_)),
      typed_texts_(std::make_unique<TypedText>(context)),
      assertions_(std::make_unique<AssertionFields>(context.graph, context.evidence)) {}
Evaluator::~Evaluator() = default;

Error with_place(Error error, const BoundExpression& expression) {
  if (!error.place && expression.place.byte_end > 0) error.place = expression.place;
  return error;
}

std::string_view property_name(const PropertyRef& property, TypeId type) {
  for (const auto& [of, name] : property.by_type) {
    if (of == type) return name;
  }
  return property.name;
}

Result<Value> Evaluator::constant(const BoundExpression& expression) {
  const Batch one(context_.frame, 1);
  const std::uint32_t row = 0;
  std::vector<Value> out;
  if (auto done = evaluate(expression, one, {&row, 1}, out); !done) return done.error();
  return std::move(out.front());
}

Result<BatchColumn> Evaluator::column(const BoundExpression& expression, const Batch& batch) {
  if (expression.kind == ExprKind::Variable || expression.kind == ExprKind::Subquery) {
    return batch.column(expression.slot);
  }
  if (expression.kind == ExprKind::Literal) return BatchColumn::constant(expression.value);
  if (expression.kind == ExprKind::Parameter) {
    return BatchColumn::constant(context_.parameters[expression.index]);
  }
  if (expression.kind == ExprKind::Property && expression.operands[0].kind == ExprKind::Variable) {
    const BatchColumn& subject = batch.column(expression.operands[0].slot);
    if (subject.holds(ColumnData::Kind::Assertions)) {
      auto field = assertions_->column(subject, batch.size(), expression.property.name);
      if (!field) return field.error();
      if (*field) return std::move(**field);
    }
    if (subject.holds_nodes()) {
      auto numbers = numbers_->column(expression.property, subject, batch.size());
      if (!numbers) return numbers.error();
      if (*numbers) return std::move(**numbers);
    }
  }
  std::vector<Value> out;
  if (auto done = evaluate(expression, batch, first_rows(batch.size()), out); !done) {
    return done.error();
  }
  return BatchColumn::of_values(std::move(out));
}

Result<std::vector<std::uint32_t>> Evaluator::keep(std::span<const BoundExpression> predicates,
                                                   const Batch& batch,
                                                   std::vector<NullDrop>* drops) {
  std::vector<std::uint32_t> rows = first_rows(batch.size());
  std::vector<Value> values;
  std::vector<std::uint32_t> null_rows;
  for (const BoundExpression& predicate : predicates) {
    if (rows.empty()) break;
    auto typed = typed_->keep(predicate, batch, rows, drops != nullptr ? &null_rows : nullptr);
    if (!typed) return typed.error();
    if (!*typed) {
      typed = typed_texts_->keep(predicate, batch, rows, drops != nullptr ? &null_rows : nullptr);
      if (!typed) return typed.error();
    }
    if (!*typed) {
      if (auto done = evaluate(predicate, batch, rows, values); !done) return done.error();
      std::size_t kept = 0;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        auto truth = truth_of(values[i], "WHERE");
        if (!truth) return with_place(truth.error(), predicate);
        if (*truth == Truth::True) {
          rows[kept++] = rows[i];
        } else if (drops != nullptr && *truth == Truth::Null) {
          null_rows.push_back(rows[i]);
        }
      }
      rows.resize(kept);
    }
    if (null_rows.empty()) continue;
    if (auto ok = note_null_drops(predicate, batch, null_rows, *drops); !ok) return ok.error();
    null_rows.clear();
  }
  return rows;
}

Result<void> Evaluator::operand(const BoundExpression& expression, const Batch& batch, Rows rows,
                                Operand& out) {
  out.same = nullptr;
  if (expression.kind == ExprKind::Literal) {
    out.same = &expression.value;
    return {};
  }
  if (expression.kind == ExprKind::Parameter) {
    out.same = &context_.parameters[expression.index];
    return {};
  }
  return evaluate(expression, batch, rows, out.values);
}

Result<void> Evaluator::evaluate(const BoundExpression& e, const Batch& batch, Rows rows,
                                 std::vector<Value>& out) {
  out.clear();
  out.reserve(rows.size());
  switch (e.kind) {
    case ExprKind::Literal:
      out.assign(rows.size(), e.value);
      return {};
    case ExprKind::Parameter:
      out.assign(rows.size(), context_.parameters[e.index]);
      return {};
    case ExprKind::Variable:
    case ExprKind::Subquery: {
      const BatchColumn& column = batch.column(e.slot);
      for (const std::uint32_t row : rows) out.push_back(column.value(row));
      return {};
    }
    case ExprKind::Property:
      return property(e, batch, rows, out);
    case ExprKind::And:
    case ExprKind::Or:
      return logic(e, batch, rows, out);
    case ExprKind::Case:
      return branches(e, batch, rows, out);
    case ExprKind::List:
      return list(e, batch, rows, out);
    case ExprKind::Slice:
      return slice(e, batch, rows, out);
    case ExprKind::Call:
      return call(e, batch, rows, out);
    case ExprKind::Measure:
      return measure(e, batch, rows, out);
    case ExprKind::ListComprehension:
    case ExprKind::All:
    case ExprKind::Any:
    case ExprKind::None:
    case ExprKind::Single:
      return over_elements(e, batch, rows, out);
    default:
      break;
  }
  Operand a;
  Operand b;
  if (auto done = operand(e.operands[0], batch, rows, a); !done) return done;
  if (e.operands.size() > 1) {
    if (auto done = operand(e.operands[1], batch, rows, b); !done) return done;
  }
  static const Value kNone;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto value = binary(e, a.at(i), e.operands.size() > 1 ? b.at(i) : kNone);
    if (!value) return with_place(value.error(), e);
    out.push_back(std::move(*value));
  }
  return {};
}

Result<Value> Evaluator::binary(const BoundExpression& e, const Value& a, const Value& b) {
  switch (e.kind) {
    case ExprKind::Compare:
      return value_of(compare_values(e.comparison, a, b));
    case ExprKind::Add:
      return add(a, b);
    case ExprKind::Subtract:
      return subtract(a, b);
    case ExprKind::Multiply:
      return multiply(a, b);
    case ExprKind::Divide:
      return divide(a, b);
    case ExprKind::Modulo:
      return modulo(a, b);
    case ExprKind::Power:
      return power(a, b);
    case ExprKind::Negate:
      return negate(a);
    case ExprKind::IsNull:
      return Value(a.is_null());
    case ExprKind::IsNotNull:
      return Value(!a.is_null());
    case ExprKind::Index:
      return index(a, b);
    case ExprKind::Not: {
      auto truth = truth_of(a, "NOT");
      if (!truth) return truth.error();
      return value_of(negated(*truth));
    }
    case ExprKind::Xor: {
      auto left = truth_of(a, "XOR");
      if (!left) return left.error();
      auto right = truth_of(b, "XOR");
      if (!right) return right.error();
      if (*left == Truth::Null || *right == Truth::Null) return Value();
      return Value(*left != *right);
    }
    case ExprKind::In: {
      if (b.is_null()) return Value();
      if (b.type() != ValueType::List) return wrong_type("IN", "a list on its right", b);
      return value_of(in_list(a, b.items()));
    }
    case ExprKind::Contains:
    case ExprKind::StartsWith:
    case ExprKind::EndsWith:
    case ExprKind::Matches:
    case ExprKind::RegexMatches: {
      auto truth = texts_->test(e.kind, a, b);
      if (!truth) return truth.error();
      return value_of(*truth);
    }
    case ExprKind::HasType: {
      if (a.is_null()) return Value();
      if (a.type() == ValueType::Node) {
        return Value(std::binary_search(e.types.begin(), e.types.end(), a.node().type()));
      }
      if (a.type() == ValueType::Edge) {
        const RelationId family = context_.graph.edge_table(a.edge().id.table()).family;
        return Value(std::binary_search(e.relations.begin(), e.relations.end(), family));
      }
      return wrong_type("':'", "a node or an edge", a);
    }
    default:
      return Error{ErrorCode::Internal, "an expression that the evaluator does not know"};
  }
}

Result<void> Evaluator::node_properties(const PropertyRef& property, const BatchColumn& column,
                                        Rows rows, std::vector<Value>& out) {
  out.assign(rows.size(), Value());
  std::vector<std::uint8_t> done(rows.size(), 0);
  std::vector<std::uint32_t> offsets;
  std::vector<std::size_t> places;
  std::vector<Value> values;
  // One request for each type among the nodes; there is one in most batches.
  for (std::size_t first = 0; first < rows.size(); ++first) {
    if (done[first] != 0) continue;
    const NodeId node = column.node(rows[first]);
    if (node == null_node()) continue;
    offsets.clear();
    places.clear();
    for (std::size_t i = first; i < rows.size(); ++i) {
      const NodeId other = column.node(rows[i]);
      if (other == null_node() || other.type() != node.type()) continue;
      offsets.push_back(other.offset());
      places.push_back(i);
      done[i] = 1;
    }
    auto read = context_.graph.properties(node.type(), property_name(property, node.type()),
                                          offsets, values);
    if (!read) return read;
    if (places.size() == rows.size()) {
      out.swap(values);
      return {};
    }
    for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = std::move(values[i]);
  }
  return {};
}

Result<void> Evaluator::property(const BoundExpression& e, const Batch& batch, Rows rows,
                                 std::vector<Value>& out) {
  const BoundExpression& subject = e.operands[0];
  if (subject.kind == ExprKind::Variable && batch.column(subject.slot).holds_nodes()) {
    return node_properties(e.property, batch.column(subject.slot), rows, out);
  }
  std::vector<Value> subjects;
  if (auto done = evaluate(subject, batch, rows, subjects); !done) return done;
  if (std::all_of(subjects.begin(), subjects.end(),
                  [](const Value& v) { return v.is_null() || v.type() == ValueType::Node; })) {
    const BatchColumn nodes = BatchColumn::of_values(std::move(subjects));
    return node_properties(e.property, nodes, first_rows(rows.size()), out);
  }
  for (const Value& value : subjects) {
    const std::string_view name = value.type() == ValueType::Node
                                      ? property_name(e.property, value.node().type())
                                      : std::string_view(e.property.name);
    auto read = property_of(context_.functions, value, name);
    if (!read) return with_place(read.error(), e);
    out.push_back(std::move(*read));
  }
  return {};
}

// AND stops a row at its first false operand, OR at its first true one.
Result<void> Evaluator::logic(const BoundExpression& e, const Batch& batch, Rows rows,
                              std::vector<Value>& out) {
  const bool is_and = e.kind == ExprKind::And;
  const Truth stops = is_and ? Truth::False : Truth::True;
  std::vector<Truth> truths(rows.size(), negated(stops));
  std::vector<std::uint32_t> open(rows.begin(), rows.end());
  std::vector<std::uint32_t> places = first_rows(rows.size());
  std::vector<Value> values;
  for (const BoundExpression& operand : e.operands) {
    if (open.empty()) break;
    if (auto done = evaluate(operand, batch, open, values); !done) return done;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      auto truth = truth_of(values[i], is_and ? "AND" : "OR");
      if (!truth) return with_place(truth.error(), operand);
      if (*truth == stops) {
        truths[places[i]] = stops;
        continue;
      }
      if (*truth == Truth::Null) truths[places[i]] = Truth::Null;
      open[kept] = open[i];
      places[kept++] = places[i];
    }
    open.resize(kept);
    places.resize(kept);
  }
  for (const Truth truth : truths) out.push_back(value_of(truth));
  return {};
}

Result<void> Evaluator::branches(const BoundExpression& e, const Batch& batch, Rows rows,
                                 std::vector<Value>& out) {
  out.assign(rows.size(), Value());
  std::vector<std::uint32_t> open(rows.begin(), rows.end());
  std::vector<std::uint32_t> places = first_rows(rows.size());
  std::vector<std::uint32_t> taken;
  std::vector<std::uint32_t> taken_places;
  std::vector<Value> values;
  for (std::size_t branch = 0; branch < e.operands.size() && !open.empty(); branch += 2) {
    const bool is_else = branch + 1 == e.operands.size();
    taken.clear();
    taken_places.clear();
    if (is_else) {
      taken.swap(open);
      taken_places.swap(places);
    } else {
      if (auto done = evaluate(e.operands[branch], batch, open, values); !done) return done;
      std::size_t kept = 0;
      for (std::size_t i = 0; i < open.size(); ++i) {
        const bool taken_here = values[i].type() == ValueType::Boolean && values[i].boolean();
        if (taken_here) {
          taken.push_back(open[i]);
          taken_places.push_back(places[i]);
        } else {
          open[kept] = open[i];
          places[kept++] = places[i];
        }
      }
      open.resize(kept);
      places.resize(kept);
    }
    if (taken.empty()) continue;
    const BoundExpression& result = is_else ? e.operands[branch] : e.operands[branch + 1];
    if (auto done = evaluate(result, batch, taken, values); !done) return done;
    for (std::size_t i = 0; i < taken.size(); ++i) out[taken_places[i]] = std::move(values[i]);
  }
  return {};
}

Result<void> Evaluator::coalesce(const BoundExpression& e, const Batch& batch, Rows rows,
                                 std::vector<Value>& out) {
  out.assign(rows.size(), Value());
  std::vector<std::uint32_t> open(rows.begin(), rows.end());
  std::vector<std::uint32_t> places = first_rows(rows.size());
  std::vector<Value> values;
  for (const BoundExpression& operand : e.operands) {
    if (open.empty()) break;
    if (auto done = evaluate(operand, batch, open, values); !done) return done;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!values[i].is_null()) {
        out[places[i]] = std::move(values[i]);
        continue;
      }
      open[kept] = open[i];
      places[kept++] = places[i];
    }
    open.resize(kept);
    places.resize(kept);
  }
  return {};
}

Result<void> Evaluator::call(const BoundExpression& e, const Batch& batch, Rows rows,
                             std::vector<Value>& out) {
  if (e.function == FunctionId::Coalesce) return coalesce(e, batch, rows, out);
  const FunctionEntry* entry = function_entry(e.function);
  if (entry == nullptr) {
    return Error{ErrorCode::Internal, "the function '" +
                                          std::string(function_info(e.function).name) +
                                          "' has no body in the executor"};
  }
  std::vector<Operand> operands(e.operands.size());
  for (std::size_t k = 0; k < operands.size(); ++k) {
    if (auto done = operand(e.operands[k], batch, rows, operands[k]); !done) return done;
  }
  std::vector<Value> arguments(operands.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool null = false;
    for (std::size_t k = 0; k < operands.size(); ++k) {
      arguments[k] = operands[k].at(i);
      null = null || arguments[k].is_null();
    }
    if (null && entry->null_gives_null) {
      out.emplace_back();
      continue;
    }
    auto value = entry->body(context_.functions, arguments);
    if (!value) return with_place(value.error(), e);
    out.push_back(std::move(*value));
  }
  return {};
}

}  // namespace sarye
