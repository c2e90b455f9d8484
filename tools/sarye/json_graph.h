// A small graph as JSON: {"nodes":[{"id":0,"labels":["A"],"properties":{"n":1}}],
// "edges":[{"id":0,"src":0,"dst":1,"type":"T","properties":{}}]}.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engine/base/result.h"
#include "engine/graph/imported_graph.h"

namespace sarye {

// A node without a label has the type `Node`; several labels are outside the language. Ids are
// whole numbers or texts, unique among the nodes; edges without one are numbered in their order.
// Keys other than those above are refused where they stand in a node or an edge. Errors: Rejected,
// naming the node or edge and what is wrong with it.
Result<ImportedGraph> graph_from_json(const nlohmann::json& json);

}  // namespace sarye
