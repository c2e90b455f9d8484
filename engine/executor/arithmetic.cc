#include "engine/executor/arithmetic.h"

#include <cmath>
#include <limits>
#include <string>

#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

Error arithmetic_overflow(const char* operation, std::int64_t a, std::int64_t b) {
  return runtime_error("ArithmeticError",
                       "integer overflow in " + std::to_string(a) + " " + operation + " " +
                           std::to_string(b) + ": integers have 64 bits",
                       "compute with floats: toFloat(...)");
}

Error no_operation(const char* operation, const Value& a, const Value& b) {
  return runtime_error("InvalidArgumentType", "'" + std::string(operation) +
                                                  "' is not defined for " +
                                                  std::string(value_type_name(a.type())) + " and " +
                                                  std::string(value_type_name(b.type())));
}

bool both_integers(const Value& a, const Value& b) {
  return a.type() == ValueType::Integer && b.type() == ValueType::Integer;
}

// What a scalar looks like beside a string; nullopt: it cannot stand there.
std::optional<std::string> written(const Value& v) {
  switch (v.type()) {
    case ValueType::String:
      return v.string();
    case ValueType::Integer:
      return std::to_string(v.integer());
    case ValueType::Float:
      return format_float(v.floating());
    case ValueType::Date:
      return v.date().to_string();
    default:
      return std::nullopt;
  }
}

Value joined(const Value& a, const Value& b) {
  std::vector<Value> items;
  const auto append = [&items](const Value& v) {
    if (v.type() == ValueType::List) {
      items.insert(items.end(), v.items().begin(), v.items().end());
    } else {
      items.push_back(v);
    }
  };
  append(a);
  append(b);
  return Value::list(std::move(items));
}

// Shifts a date by days. Errors: ArithmeticError outside the calendar's range.
Result<Value> shifted(Date date, std::int64_t days, bool forward) {
  std::int64_t moved = 0;
  const bool bad = forward ? __builtin_add_overflow(std::int64_t{date.days}, days, &moved)
                           : __builtin_sub_overflow(std::int64_t{date.days}, days, &moved);
  if (bad || moved < std::numeric_limits<std::int32_t>::min() ||
      moved > std::numeric_limits<std::int32_t>::max()) {
    return runtime_error("ArithmeticError", "the date is out of range");
  }
  return Value(Date{static_cast<std::int32_t>(moved)});
}

}  // namespace

Result<Value> add(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.integer(), b.integer(), &sum)) {
      return arithmetic_overflow("+", a.integer(), b.integer());
    }
    return Value(sum);
  }
  if (a.is_number() && b.is_number()) return Value(a.number() + b.number());
  if (a.type() == ValueType::List || b.type() == ValueType::List) return joined(a, b);
  if (a.type() == ValueType::String || b.type() == ValueType::String) {
    auto left = written(a);
    auto right = written(b);
    if (left && right) return Value(std::move(*left) + *right);
  }
  if (a.type() == ValueType::Date && b.type() == ValueType::Integer) {
    return shifted(a.date(), b.integer(), true);
  }
  return no_operation("+", a, b);
}

Result<Value> subtract(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a.integer(), b.integer(), &difference)) {
      return arithmetic_overflow("-", a.integer(), b.integer());
    }
    return Value(difference);
  }
  if (a.is_number() && b.is_number()) return Value(a.number() - b.number());
  if (a.type() == ValueType::Date && b.type() == ValueType::Date) {
    return Value(std::int64_t{a.date().days} - b.date().days);
  }
  if (a.type() == ValueType::Date && b.type() == ValueType::Integer) {
    return shifted(a.date(), b.integer(), false);
  }
  return no_operation("-", a, b);
}

Result<Value> multiply(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a.integer(), b.integer(), &product)) {
      return arithmetic_overflow("*", a.integer(), b.integer());
    }
    return Value(product);
  }
  if (a.is_number() && b.is_number()) return Value(a.number() * b.number());
  return no_operation("*", a, b);
}

Result<Value> divide(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    if (b.integer() == 0) {
      return runtime_error("ArithmeticError",
                           "division of the integer " + std::to_string(a.integer()) + " by zero",
                           "divide floats for Infinity or NaN, or test the divisor with CASE");
    }
    if (b.integer() == -1) return negate(a);
    return Value(a.integer() / b.integer());
  }
  if (a.is_number() && b.is_number()) return Value(a.number() / b.number());
  return no_operation("/", a, b);
}

Result<Value> modulo(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (both_integers(a, b)) {
    if (b.integer() == 0) {
      return runtime_error("ArithmeticError",
                           "remainder of the integer " + std::to_string(a.integer()) + " by zero",
                           "test the divisor with CASE");
    }
    return Value(b.integer() == -1 ? std::int64_t{0} : a.integer() % b.integer());
  }
  if (a.is_number() && b.is_number()) return Value(std::fmod(a.number(), b.number()));
  return no_operation("%", a, b);
}

Result<Value> power(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (a.is_number() && b.is_number()) return Value(std::pow(a.number(), b.number()));
  return no_operation("^", a, b);
}

Result<Value> negate(const Value& a) {
  if (a.is_null()) return Value();
  if (a.type() == ValueType::Integer) {
    if (a.integer() == std::numeric_limits<std::int64_t>::min()) {
      return arithmetic_overflow("-", 0, a.integer());
    }
    return Value(-a.integer());
  }
  if (a.type() == ValueType::Float) return Value(-a.floating());
  return wrong_type("unary '-'", "a number", a);
}

Result<Value> plus(const Value& a) {
  if (a.is_null() || a.is_number()) return a;
  return wrong_type("unary '+'", "a number", a);
}

}  // namespace sarye
