// Values as a person reads them: a node by its display name, an edge by its relation, a path as a
// chain, a list in brackets. For tables, CSV, TSV and Markdown.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

// Null is the empty text on its own and `null` inside a list.
Result<std::string> value_text(const Value& value, const GraphView& graph);

}  // namespace sarye
