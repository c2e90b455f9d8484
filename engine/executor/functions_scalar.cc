// Conversions between scalar types, and coalesce.
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "engine/executor/functions.h"
#include "engine/executor/runtime_error.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using Arguments = std::span<const Value>;

Error not_convertible(std::string_view function, const Value& given) {
  return runtime_error("InvalidArgumentValue", std::string(function) +
                                                   " cannot convert a value of type " +
                                                   std::string(value_type_name(given.type())));
}

std::string_view trimmed_number(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n\f\v";
  const auto begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

// A decimal number as the language writes it; nullopt when the text is something else.
std::optional<double> parse_float(std::string_view text) {
  text = trimmed_number(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.front() == '+') return std::nullopt;
  // Of the words that from_chars takes, only those that toString writes.
  if (text.find_first_of("nN") != std::string_view::npos && text != "NaN" && text != "Infinity" &&
      text != "-Infinity") {
    return std::nullopt;
  }
  double d = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), d);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return d;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  text = trimmed_number(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty() || text.front() == '+') return std::nullopt;
  std::int64_t i = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), i);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return i;
}

// nullopt: not finite, or outside 64 bits.
std::optional<std::int64_t> truncated(double d) {
  if (!(d >= -9223372036854775808.0 && d < 9223372036854775808.0)) return std::nullopt;
  return static_cast<std::int64_t>(d);
}

Result<Value> to_integer(const FunctionContext&, Arguments a) {
  const Value& v = a[0];
  switch (v.type()) {
    case ValueType::Integer:
      return v;
    case ValueType::Boolean:
      return Value(std::int64_t{v.boolean()});
    case ValueType::Float: {
      const auto whole = truncated(v.floating());
      if (!whole) {
        return runtime_error("ArithmeticError", "toInteger: " + format_float(v.floating()) +
                                                    " does not fit into 64 bits");
      }
      return Value(*whole);
    }
    case ValueType::String: {
      if (const auto i = parse_integer(v.string())) return Value(*i);
      if (const auto d = parse_float(v.string())) {
        if (const auto whole = truncated(*d)) return Value(*whole);
      }
      return Value();
    }
    default:
      return not_convertible("toInteger", v);
  }
}

Result<Value> to_float(const FunctionContext&, Arguments a) {
  const Value& v = a[0];
  switch (v.type()) {
    case ValueType::Float:
      return v;
    case ValueType::Integer:
      return Value(static_cast<double>(v.integer()));
    case ValueType::String: {
      const auto d = parse_float(v.string());
      return d ? Value(*d) : Value();
    }
    default:
      return not_convertible("toFloat", v);
  }
}

Result<Value> to_boolean(const FunctionContext&, Arguments a) {
  const Value& v = a[0];
  switch (v.type()) {
    case ValueType::Boolean:
      return v;
    case ValueType::Integer:
      return Value(v.integer() != 0);
    case ValueType::String: {
      const std::string word = to_lower(trimmed_number(v.string()));
      if (word == "true") return Value(true);
      if (word == "false") return Value(false);
      return Value();
    }
    default:
      return not_convertible("toBoolean", v);
  }
}

Result<Value> to_string(const FunctionContext&, Arguments a) {
  return to_string_value(a[0]);
}

Result<Value> coalesce(const FunctionContext&, Arguments a) {
  for (const Value& v : a) {
    if (!v.is_null()) return v;
  }
  return Value();
}

Result<Value> exists(const FunctionContext&, Arguments a) {
  return Value(!a[0].is_null());
}

constexpr std::array kScalarFunctions = {
    FunctionEntry{FunctionId::ToInteger, to_integer},
    FunctionEntry{FunctionId::ToFloat, to_float},
    FunctionEntry{FunctionId::ToBoolean, to_boolean},
    FunctionEntry{FunctionId::ToString, to_string},
    FunctionEntry{FunctionId::Exists, exists, false},
    FunctionEntry{FunctionId::Coalesce, coalesce, false},
};

}  // namespace

std::span<const FunctionEntry> scalar_functions() {
  return kScalarFunctions;
}

Result<Value> to_string_value(const Value& v) {
  switch (v.type()) {
    case ValueType::Null:
      return Value();
    case ValueType::String:
      return v;
    case ValueType::Integer:
      return Value(std::to_string(v.integer()));
    case ValueType::Float:
      return Value(format_float(v.floating()));
    case ValueType::Boolean:
      return Value(std::string(v.boolean() ? "true" : "false"));
    case ValueType::Date:
      return Value(v.date().to_string());
    default:
      return not_convertible("toString", v);
  }
}

}  // namespace sarye
