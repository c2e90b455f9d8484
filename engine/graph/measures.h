// Measures of a graph: a number for each node, by its number. They are those of networkx where it
// has them; each says what parallel edges, loops and directions are to it. Errors are those of the
// budget (time, Cancelled), which every loop asks.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/graph/flat_graph.h"

namespace sarye {

using Scores = std::vector<double>;
using Numbers = std::vector<std::uint32_t>;

enum class Ends : std::uint8_t { Both, In, Out };

// Sums of weights. Both: every edge at each of its ends, a loop twice. In and Out: every edge at
// the end that it leads to or comes from; one that goes both ways at both.
Result<Scores> degrees(const FlatGraph& graph, Ends ends, Budget& budget);

// Damping 0.85; what arrives at a node without arcs is spread over all; the sum is 1. Weights are
// strengths, parallel edges add up, loops count. Ends when all changes of a round are below 1e-10
// together, or after 200 rounds.
Result<Scores> pagerank(const FlatGraph& graph, Budget& budget);

// The share of all ordered pairs of other nodes whose shortest paths lead through the node (of
// several shortest paths, the share of those). Weights are lengths; parallel edges are the shortest
// one of them; loops are nothing. 0 in a graph of fewer than three nodes.
Result<Scores> betweenness(const FlatGraph& graph, Budget& budget);

// (r / sum of distances) * (r / (n - 1)) over the r other nodes from which a path leads here
// (Wasserman and Faust); 0 where there is none. Weights, parallel edges and loops as above.
Result<Scores> closeness(const FlatGraph& graph, Budget& budget);

// Directions do not matter. Groups have numbers from 1: the largest first, of equal ones that with
// the node of the smallest number.
Result<Numbers> components(const FlatGraph& graph, Budget& budget);
// Label propagation: one node after another, by number, takes the label that the most weight of its
// edges has; of equal labels its own, else the greatest. At most 100 rounds. Directions do not
// matter, parallel edges add up, loops are nothing.
Result<Numbers> communities(const FlatGraph& graph, Budget& budget);

// The greatest k such that the node is in a part of the graph where all have k neighbours.
// Directions, parallel edges and loops do not matter.
Result<Numbers> cores(const FlatGraph& graph, Budget& budget);

// Searches from one node after another. Weights, parallel edges and loops as for betweenness.
class ShortestPaths {
 public:
  static Result<std::unique_ptr<ShortestPaths>> make(const FlatGraph& graph, Budget& budget);
  ~ShortestPaths();

  // The distances from `source` to every node: sums of weights, infinite where no path leads.
  Result<void> search(std::uint32_t source, Budget& budget);
  const Scores& distances() const;
  // After a search: the nodes of a path to `target`, both ends included; empty where none leads
  // there. Of equal ones, looked at from the target, that over nodes of smaller numbers.
  std::vector<std::uint32_t> path_to(std::uint32_t target) const;

 private:
  ShortestPaths();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Numbers from 1 for groups given by any labels below `labels.size()`: the largest first, of equal
// ones that with the smallest member.
Numbers numbered_groups(const Numbers& labels);

}  // namespace sarye
