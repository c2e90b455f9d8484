#include "engine/graph/metric_key.h"

#include "engine/model/date.h"
#include "engine/model/value.h"

namespace sarye {

namespace {

std::string key_text_of(const PropertyValue& value) {
  switch (value.kind) {
    case PropertyValue::Kind::Integer:
      return std::to_string(value.integer);
    case PropertyValue::Kind::Float: {
      std::string text = format_float(value.number);
      if (text.ends_with(".0")) text.resize(text.size() - 2);
      return text;
    }
    case PropertyValue::Kind::Boolean:
      return value.integer != 0 ? "true" : "false";
    case PropertyValue::Kind::Date:
      return Date{static_cast<std::int32_t>(value.integer)}.to_string();
    case PropertyValue::Kind::String:
      break;
  }
  return value.text;
}

}  // namespace

std::string metric_key(std::string_view subject,
                       const std::map<std::string, PropertyValue>& properties) {
  std::string key(subject);
  for (const char* name : {"measure", "period", "segment", "value", "unit", "currency"}) {
    key += '.';
    const auto property = properties.find(name);
    if (property != properties.end()) key += key_text_of(property->second);
  }
  return key;
}

}  // namespace sarye
