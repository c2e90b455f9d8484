// The part of the graph that a result names: for EXPORT.
#pragma once

#include "engine/base/result.h"
#include "engine/exchange/subgraph.h"
#include "engine/executor/evidence.h"
#include "engine/executor/result.h"
#include "engine/graph/graph_view.h"

namespace sarye {

// Every node, edge and path in the rows of `result`, lists looked into, with the assertions of each
// edge that its filter lets through. Edges bring their ends. `evidence` is the query's.
// Errors: those of reading the graph.
Result<Subgraph> subgraph_of(const QueryResult& result, const EvidenceReader& evidence);

struct WholeGraphOptions {
  bool passages = false;     // Document and Passage nodes and their plain edges too
  bool all_stances = false;  // assertions that a plain query does not see: denied, possible, ...
};

// The whole store.
Result<Subgraph> whole_graph(const GraphView& graph, const WholeGraphOptions& options);

}  // namespace sarye
