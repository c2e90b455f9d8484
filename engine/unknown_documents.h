// Document sets that name documents by their keys: which of them the store has not.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/graph/graph_view.h"

namespace sarye {

// One line for each key in quotes that no document has, with the nearest one, in the order of the
// text. Errors: those of reading the graph.
Result<std::vector<std::string>> unknown_documents(const BoundQuery& query, const GraphView& graph);

}  // namespace sarye
