// A part of the graph that is about to leave the store: nodes, edges, and of each edge the
// assertions that the query saw. Who makes one has worked out what survives; who writes one only
// writes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/model/value.h"

namespace sarye {

struct SubgraphEdge {
  EdgeId id;
  NodeId source;
  NodeId target;
  bool plain = false;               // an edge without assertions
  std::vector<std::uint32_t> rows;  // surviving assertions, counted from the edge's first
  std::int64_t works = 0;           // distinct works among them
  int confidence = 0;               // 0..1000, of all of them together
};

struct Subgraph {
  std::vector<NodeId> nodes;        // each once; ends of every edge are among them
  std::vector<SubgraphEdge> edges;  // each once
};

// What the file says about itself.
struct ExportNote {
  std::string query;        // the statement as it was asked
  bool truncated = false;   // a limit cut the result
  std::uint64_t total = 0;  // rows before the cut
};

}  // namespace sarye
