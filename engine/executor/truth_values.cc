#include "engine/executor/truth_values.h"

#include "engine/executor/runtime_error.h"

namespace sarye {

Value value_of(Truth truth) {
  return truth == Truth::Null ? Value() : Value(truth == Truth::True);
}

Truth negated(Truth truth) {
  if (truth == Truth::Null) return truth;
  return truth == Truth::True ? Truth::False : Truth::True;
}

Result<Truth> truth_of(const Value& value, const char* where) {
  if (value.is_null()) return Truth::Null;
  if (value.type() == ValueType::Boolean) return value.boolean() ? Truth::True : Truth::False;
  return wrong_type(where, "a Boolean", value);
}

Truth in_list(const Value& x, const std::vector<Value>& list) {
  Truth result = Truth::False;
  for (const Value& item : list) {
    const Truth same = equals(x, item);
    if (same == Truth::True) return same;
    if (same == Truth::Null) result = same;
  }
  return result;
}

Truth compare_values(ComparisonKind op, const Value& a, const Value& b) {
  if (op == ComparisonKind::Equal) return equals(a, b);
  if (op == ComparisonKind::NotEqual) return negated(equals(a, b));
  const Comparison c = compare(a, b);
  if (!c.known) return Truth::Null;
  bool holds = false;
  switch (op) {
    case ComparisonKind::Less:
      holds = c.order < 0;
      break;
    case ComparisonKind::LessOrEqual:
      holds = c.order <= 0;
      break;
    case ComparisonKind::Greater:
      holds = c.order > 0;
      break;
    default:
      holds = c.order >= 0;
      break;
  }
  return holds ? Truth::True : Truth::False;
}

}  // namespace sarye
