// What is known while binding: literals, parameters, and arithmetic on small integers.
#include "engine/binder/binding.h"

namespace sarye::binding {

Result<Value> Binding::constant(const ast::Expression& e) {
  using Syntax = ast::ExpressionKind;
  switch (e.kind) {
    case Syntax::Null:
      return Value();
    case Syntax::Boolean:
      return Value(e.boolean);
    case Syntax::Integer:
      return Value(e.integer);
    case Syntax::Float:
      return Value(e.number);
    case Syntax::String:
      return Value(std::string_view(e.text));
    case Syntax::Date: {
      const auto date = Date::parse(e.text);
      if (date) return Value(*date);
      return semantic("InvalidArgumentValue", e.place, "'" + e.text + "' is not a day",
                      "a day is written DATE '2023-06-30'");
    }
    case Syntax::Parameter: {
      auto bound = parameter(e.text, e.place);
      if (!bound) return bound.error();
      out_.parameters[bound->index].fixed = true;
      return out_.parameters[bound->index].value;
    }
    case Syntax::List: {
      std::vector<Value> items;
      for (const ast::Expression& operand : e.operands) {
        auto item = constant(operand);
        if (!item) return item.error();
        items.push_back(std::move(*item));
      }
      return Value::list(std::move(items));
    }
    case Syntax::Negate:
    case Syntax::Add:
    case Syntax::Subtract: {
      std::vector<Value> values;
      for (const ast::Expression& operand : e.operands) {
        auto value = constant(operand);
        if (!value) return value.error();
        if (!value->is_number()) break;
        values.push_back(std::move(*value));
      }
      if (values.size() != e.operands.size()) break;
      const bool whole =
          values[0].type() == ValueType::Integer && values.back().type() == ValueType::Integer;
      const auto calculate = [&](auto a, auto b) {
        return e.kind == Syntax::Negate ? -a : e.kind == Syntax::Add ? a + b : a - b;
      };
      if (!whole) return Value(calculate(values[0].number(), values.back().number()));
      constexpr std::int64_t kSmall = std::int64_t{1} << 53;
      const std::int64_t a = values[0].integer();
      const std::int64_t b = values.back().integer();
      if (a > kSmall || a < -kSmall || b > kSmall || b < -kSmall) break;
      return Value(calculate(a, b));
    }
    default:
      break;
  }
  return semantic("NonConstantExpression", e.place, "only a constant can stand here",
                  "write a literal or a parameter");
}

}  // namespace sarye::binding
