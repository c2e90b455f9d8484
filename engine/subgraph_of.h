// The part of the graph that a result names: for EXPORT.
#pragma once

#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/exchange/subgraph.h"
#include "engine/executor/evidence.h"
#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

// Every node, edge and path in `rows`, lists looked into, with the assertions of each edge that its
// filter lets through. Edges bring their ends. `evidence` is the query's, or one with the default
// filter alone.
// Errors: those of reading the graph.
Result<Subgraph> subgraph_of(std::span<const std::vector<Value>> rows, const GraphView& graph,
                             const EvidenceReader& evidence);

struct WholeGraphOptions {
  bool passages = false;     // Document and Passage nodes and their plain edges too
  bool all_stances = false;  // assertions that a plain query does not see: denied, possible, ...
};

// The whole store.
Result<Subgraph> whole_graph(const GraphView& graph, const WholeGraphOptions& options);

}  // namespace sarye
