// Values as JSON, in the notation of `sarye session`: a float always has a point or an exponent,
// nodes are {"$node":ID,"labels":[..],"properties":{..}}, edges {"$edge":..}, paths {"$path":[..]},
// dates {"$date":".."}, numbers that JSON lacks {"$float":"NaN"}.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

// Errors: those of reading nodes and edges.
Result<void> append_json(std::string& out, const Value& value, const GraphView& graph);

}  // namespace sarye
