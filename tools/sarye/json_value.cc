#include "tools/sarye/json_value.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "engine/text/display_width.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr int kMaxDepth = 200;  // of lists in lists, as in a query's text

Result<Value> value_from_object(const nlohmann::json& json) {
  if (json.size() == 1) {
    const std::string& name = json.begin().key();
    const nlohmann::json& inner = json.begin().value();
    if (name == "$float" && inner.is_string()) {
      const std::string& word = inner.get_ref<const std::string&>();
      if (word == "NaN") return Value(std::numeric_limits<double>::quiet_NaN());
      if (word == "Infinity") return Value(std::numeric_limits<double>::infinity());
      if (word == "-Infinity") return Value(-std::numeric_limits<double>::infinity());
    }
    if (name == "$date" && inner.is_string()) {
      if (auto date = Date::parse(inner.get_ref<const std::string&>())) return Value(*date);
    }
  }
  return Error{ErrorCode::Usage,
               "an object is not a value of the language: " + truncate_to_width(json.dump(), 60),
               "values are null, booleans, numbers, strings, arrays, {\"$float\":\"NaN\"} and "
               "{\"$date\":\"2025-01-20\"}"};
}

Result<Value> value_at_depth(const nlohmann::json& json, int depth) {
  if (depth > kMaxDepth) {
    return Error{ErrorCode::LimitReached,
                 "a list is nested deeper than " + std::to_string(kMaxDepth) + " levels",
                 "pass it in a flatter form"};
  }
  switch (json.type()) {
    case nlohmann::json::value_t::null:
      return Value();
    case nlohmann::json::value_t::boolean:
      return Value(json.get<bool>());
    case nlohmann::json::value_t::number_integer:
      return Value(json.get<std::int64_t>());
    case nlohmann::json::value_t::number_unsigned: {
      const auto number = json.get<std::uint64_t>();
      if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return Error{ErrorCode::Usage,
                     "the integer " + std::to_string(number) + " does not fit into 64 bits",
                     "write it as a float or a string"};
      }
      return Value(static_cast<std::int64_t>(number));
    }
    case nlohmann::json::value_t::number_float:
      return Value(json.get<double>());
    case nlohmann::json::value_t::string:
      return Value(nfc(json.get_ref<const std::string&>()));
    case nlohmann::json::value_t::array: {
      std::vector<Value> items;
      for (const auto& item : json) {
        auto value = value_at_depth(item, depth + 1);
        if (!value) return value;
        items.push_back(std::move(*value));
      }
      return Value::list(std::move(items));
    }
    case nlohmann::json::value_t::object:
      return value_from_object(json);
    default:
      return Error{ErrorCode::Usage, "binary data is not a value of the language"};
  }
}

}  // namespace

Result<Value> value_from_json(const nlohmann::json& json) {
  return value_at_depth(json, 0);
}

}  // namespace sarye
