// What makes two figures the same observation.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/model/document.h"

namespace sarye {

// `subject` and the figure's measure, period, segment, value, unit and currency, between dots.
std::string metric_key(std::string_view subject,
                       const std::map<std::string, PropertyValue>& properties);

}  // namespace sarye
