// DESCRIBE: the card of an entity (its names, properties, and what texts state of it), or of a type
// or relation (what it is called and what it joins).
#pragma once

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/result.h"
#include "engine/graph/graph_view.h"

namespace sarye {

// Two columns, `what` and `value`, in a fixed order. Errors: those of reading the graph.
Result<QueryResult> describe(const BoundDescribe& request, const GraphView& graph);

}  // namespace sarye
