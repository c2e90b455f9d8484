#include "engine/graph/metric_key.h"

#include "engine/graph/identity_unit.h"

namespace sarye {

std::string metric_key(std::string_view subject,
                       const std::map<std::string, PropertyValue>& properties) {
  std::string key(subject);
  for (const char* name : {"measure", "period", "segment", "value", "unit", "currency"}) {
    key += '.';
    const auto property = properties.find(name);
    if (property != properties.end()) key += property_text(property->second);
  }
  return key;
}

}  // namespace sarye
