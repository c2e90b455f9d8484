// The chains of a TraceGraph, best first, each made when it is asked for.
//
// For each support that a hop can have, from the greatest down, the chains whose weakest hop has
// just that support are searched by A* over the edges that have it at least. The bound of what is
// left is exact for walks that do not turn straight back: it knows the hops that are left and
// whether a hop of the support at hand is still needed. Beginnings that repeat a node are cut. Of
// two beginnings that promise the same, the one that comes first by stable keys is followed first,
// so that equal chains come in the order of their keys.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/executor/trace_graph.h"

namespace sarye {

struct Chain {
  std::vector<std::uint32_t> edges;    // indices into TraceGraph::edges, from start to end
  std::uint32_t support = 0;           // of its weakest hop
  std::vector<std::uint32_t> sources;  // what all hops share, where the graph has sources
};

class TraceSearch {
 public:
  // All are borrowed. `max_hops` is at most kMaxChainHops.
  TraceSearch(const TraceGraph& graph, std::uint32_t max_hops, const Budget& budget,
              const HoldMemory& hold);

  // The next chain; false: there is none left. Errors: those of the budget.
  Result<bool> next(Chain& out);

 private:
  // The least weight with which a chain can go on from a node: of all ways, and of those over
  // another neighbour than `via`.
  struct Bound {
    ChainWeight best = kNoChain;
    ChainWeight other = kNoChain;
    std::uint32_t via = kNone;
    bool operator==(const Bound&) const = default;
  };
  // By node; `met`: a hop of the support at hand is behind already, else it must lie ahead. Where
  // it is the greatest support, `unmet` is `met` and left out.
  struct Level {
    std::vector<Bound> met;
    std::vector<Bound> unmet;
    bool operator==(const Level&) const = default;
  };
  // The beginning of a chain: one hop more than `before`.
  struct Beginning {
    std::uint32_t before = kNone;
    std::uint32_t edge = kNone;
    std::uint32_t node = 0;
    std::uint32_t sources = kNone;  // index into shared_
    ChainWeight weight;
    bool met = false;
  };
  // What may be done next: give the beginning as a chain, or go on from it.
  struct Candidate {
    ChainWeight promised;  // of the best chain that comes of it
    std::uint32_t beginning = 0;
    bool whole = false;
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;

  Result<void> begin_support();
  Result<void> find_bounds(std::size_t edge_count);
  ChainWeight bound(bool met, std::uint32_t hops, std::uint32_t node, std::uint32_t but) const;
  static ChainWeight way_on(const std::vector<Bound>& bounds, std::uint32_t node,
                            std::uint32_t but);
  static void offer(Bound& bound, std::uint32_t via, ChainWeight weight);
  void push(const Candidate& candidate);
  void go_on(std::uint32_t from);
  bool visits(std::uint32_t beginning, std::uint32_t node) const;
  bool share_sources(std::uint32_t before, std::uint32_t edge, std::uint32_t& out);
  bool comes_later(const Candidate& a, const Candidate& b) const;
  int compare_keys(std::uint32_t a, std::uint32_t b) const;
  void give(std::uint32_t beginning, Chain& out) const;
  std::uint64_t bytes() const;

  const TraceGraph& graph_;
  std::uint32_t max_hops_;
  const Budget& budget_;
  const HoldMemory& hold_;
  std::vector<std::uint32_t> by_support_;  // edges, greatest support first
  std::size_t next_edge_ = 0;              // the first in by_support_ whose support is to come
  std::uint32_t support_ = 0;              // at hand
  bool greatest_ = true;                   // it is the greatest one
  std::vector<Level> levels_;              // by hops that are left; the last one holds for more
  std::vector<Beginning> beginnings_;
  std::vector<std::vector<std::uint32_t>> shared_;
  std::uint64_t shared_bytes_ = 0;
  std::vector<Candidate> heap_;
  std::uint64_t steps_ = 0;
};

}  // namespace sarye
