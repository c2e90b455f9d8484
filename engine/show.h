// SHOW: what there is to ask about - types, relations, properties, names, documents, functions,
// options, document sets, parameters, statistics.
#pragma once

#include "engine/base/result.h"
#include "engine/binder/binder.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/result.h"
#include "engine/graph/graph_view.h"
#include "engine/settings.h"

namespace sarye {

// Rows in a fixed order. Errors: those of reading the graph.
Result<QueryResult> show(const BoundShow& request, const GraphView& graph, const Settings& settings,
                         const DocumentSets& sets, const Parameters& parameters);

}  // namespace sarye
