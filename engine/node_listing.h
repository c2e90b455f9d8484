// All nodes of a type in the order of their stable keys, for lists and exports.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/graph_view.h"

namespace sarye {

// Errors: those of reading the graph.
Result<std::vector<std::pair<std::string, NodeId>>> nodes_by_key(const GraphView& graph,
                                                                 TypeId type);

// `text` contains `pattern` without regard to case, width and script form (by name key); an empty
// pattern is in every text.
bool is_like(std::string_view text, std::string_view pattern);

}  // namespace sarye
