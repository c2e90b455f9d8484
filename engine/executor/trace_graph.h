// The part of the graph that chains of a TRACE can use: the edges that lie on some walk of at most
// so many hops from a start to an end, each with what a chain is ranked by.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/chain_weight.h"
#include "engine/executor/operator.h"
#include "engine/executor/query_context.h"
#include "engine/planner/plan.h"

namespace sarye {

struct TraceEdge {
  std::uint32_t from = 0;  // indices into TraceGraph::nodes, in the direction of the chain
  std::uint32_t to = 0;
  std::uint32_t support = 1;  // works that survive the filter; an edge without assertions: 1
  int confidence = 1000;      // 0 to 1000
  ChainWeight weight;
  EdgeValue edge;
};

struct TraceGraph {
  static constexpr std::uint8_t kStart = 1;    // a chain may begin here
  static constexpr std::uint8_t kEnd = 2;      // a chain may end here
  static constexpr std::uint8_t kBetween = 4;  // a chain may pass

  std::vector<NodeId> nodes;  // in the order of their stable keys
  std::vector<std::uint8_t> roles;
  // By from, then to, then the edges' own stable order. Those of node n are first[n] up to
  // first[n + 1].
  std::vector<TraceEdge> edges;
  std::vector<std::uint32_t> first;
  // With IN SAME: offsets of the documents (passages) that state each edge, ascending.
  std::vector<std::vector<std::uint32_t>> sources;

  bool is(std::uint32_t node, std::uint8_t role) const { return (roles[node] & role) != 0; }
};

// Called with the bytes that are held now. Errors: LimitReached.
using HoldMemory = std::function<Result<void>(std::uint64_t)>;

// Whether a chain may pass the node, as far as THROUGH says; not at its ends.
bool is_let_through(const plan::Trace& plan, NodeId node);

// Of chains of at most `max_hops`. `starts` and `ends` are sorted, each once. Searches from both
// sides, the smaller frontier next, so that each side goes only part of the way. Errors: of the
// budget, of reading the graph.
Result<TraceGraph> trace_graph(QueryContext& context, const plan::Trace& plan,
                               std::uint32_t max_hops, const std::vector<NodeId>& starts,
                               const std::vector<NodeId>& ends, OperatorProfile& profile,
                               const HoldMemory& hold);

}  // namespace sarye
