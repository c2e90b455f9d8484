// The neighbours along an edge walk of all nodes it starts from, copied one behind another: what is
// left to look at once filter and tests of the edges have been asked. An operator that only counts
// and meets the same nodes again and again reads them from here.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/edge_walk.h"
#include "engine/graph/graph_view.h"

namespace sarye {

class NeighbourLists {
 public:
  // `walk` is borrowed until fill() is through.
  NeighbourLists(const GraphView& graph, const EdgeWalk& walk) : graph_(graph), walk_(walk) {}

  // Whether the walk starts from nodes of one type and reaches nodes of one type.
  bool possible() const { return walk_.start() && walk_.reached(); }
  TypeId start() const { return *walk_.start(); }
  TypeId reached() const { return *walk_.reached(); }
  // How many entries fill() will look at.
  Result<std::size_t> entries() const;
  // Reads every list. Errors: of the walk.
  Result<void> fill(OperatorProfile& profile);

  // Offsets of the neighbours of `offset`, ascending, each once an edge.
  std::span<const std::uint32_t> of(std::uint32_t offset) const {
    return std::span(neighbours_).subspan(first_[offset], first_[offset + 1] - first_[offset]);
  }
  std::uint64_t bytes() const {
    return (first_.capacity() + neighbours_.capacity()) * sizeof(std::uint32_t);
  }

 private:
  const GraphView& graph_;
  const EdgeWalk& walk_;
  std::vector<std::uint32_t> first_;  // by offset of the node, and one more
  std::vector<std::uint32_t> neighbours_;
};

}  // namespace sarye
