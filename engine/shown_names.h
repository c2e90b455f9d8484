// SET names: columns that hold names are shown in the language that was asked for. Nodes show
// themselves by GraphView::shown_name.
#pragma once

#include "engine/base/result.h"
#include "engine/executor/result.h"
#include "engine/graph/graph_view.h"

namespace sarye {

// In the columns that are `x.name` of nodes, or collect, min or max of it, each name is replaced by
// what is shown of the node with that name; of a name that several nodes have it stays. Errors:
// those of reading the graph.
Result<void> show_names_in(QueryResult& result, const BoundQuery& query, const GraphView& graph);

}  // namespace sarye
