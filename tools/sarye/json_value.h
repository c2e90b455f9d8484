// JSON to values, in the notation of `sarye session`: for parameters and properties.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "engine/model/value.h"

namespace sarye {

// Objects are {"$float":"NaN"} and {"$date":"2025-01-20"}; others are refused: maps are no values.
// Errors: Usage, saying what was found.
Result<Value> value_from_json(const nlohmann::json& json);

}  // namespace sarye
