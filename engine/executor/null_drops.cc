#include "engine/executor/null_drops.h"

#include "engine/executor/expression.h"

namespace sarye {

namespace {

// The properties of variables that the expression reads, in the order of the text. What is bound
// inside it (elements of lists) has no value out here.
void collect_properties(const BoundExpression& e, std::vector<const BoundExpression*>& out) {
  if (e.kind == ExprKind::ListComprehension || e.kind == ExprKind::All || e.kind == ExprKind::Any ||
      e.kind == ExprKind::None || e.kind == ExprKind::Single) {
    return;
  }
  if (e.kind == ExprKind::Property && e.operands[0].kind == ExprKind::Variable) {
    out.push_back(&e);
    return;
  }
  for (const BoundExpression& operand : e.operands) collect_properties(operand, out);
}

// `x.p = v` drops rows without p by its meaning, and nobody wonders. A comparison with null has its
// notice from the binder.
bool wants_presence(const BoundExpression& e) {
  if (e.kind != ExprKind::Compare) return false;
  const auto is_null = [](const BoundExpression& operand) {
    return operand.kind == ExprKind::Literal && operand.value.is_null();
  };
  return e.comparison == ComparisonKind::Equal || is_null(e.operands[0]) || is_null(e.operands[1]);
}

}  // namespace

// Which property is absent is looked up once a predicate, for the first rows that it drops.
Result<void> Evaluator::note_null_drops(const BoundExpression& predicate, const Batch& batch,
                                        Rows rows, std::vector<NullDrop>& drops) {
  if (wants_presence(predicate)) return {};
  NullDrop* drop = nullptr;
  for (NullDrop& known : drops) {
    if (known.predicate == &predicate) drop = &known;
  }
  if (drop == nullptr) drop = &drops.emplace_back(NullDrop{&predicate, nullptr, 0});
  for (const std::uint32_t row : rows) drop->rows += batch.weight(row);
  if (drop->absent != nullptr) return {};
  std::vector<const BoundExpression*> read;
  collect_properties(predicate, read);
  std::vector<Value> values;
  for (const BoundExpression* property : read) {
    if (auto done = evaluate(*property, batch, rows, values); !done) return done;
    for (const Value& value : values) {
      if (!value.is_null()) continue;
      drop->absent = property;
      return {};
    }
  }
  return {};
}

}  // namespace sarye
