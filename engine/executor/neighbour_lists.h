// The neighbours along an edge walk of all nodes it starts from, copied one behind another: what is
// left to look at once filter and tests of the edges have been asked. An operator that only counts
// and meets the same nodes again and again reads them from here.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/node_bounds.h"
#include "engine/graph/graph_view.h"

namespace sarye {

class NeighbourLists {
 public:
  // What copying an entry costs, in edges that are looked at.
  static constexpr std::uint64_t kCopyCost = 3;

  // `walk` is borrowed.
  NeighbourLists(const GraphView& graph, const EdgeWalk& walk) : graph_(graph), walk_(walk) {}

  // Whether the walk starts from nodes of one type and reaches nodes of one type.
  bool possible() const { return walk_.start() && walk_.reached(); }
  TypeId start() const { return *walk_.start(); }
  TypeId reached() const { return *walk_.reached(); }
  const EdgeWalk& walk() const { return walk_; }
  bool filled() const { return !first_.empty(); }
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

// A walk that is read from such lists once going along its edges has cost as much as copying them.
class ListedWalk {
 public:
  // As EdgeWalk's.
  ListedWalk(const QueryContext& context, const plan::EdgeAccess& access, bool turned = false)
      : walk_(context, access, turned), lists_(context.graph, walk_) {}
  ListedWalk(const ListedWalk&) = delete;
  ListedWalk& operator=(const ListedWalk&) = delete;

  const EdgeWalk& walk() const { return walk_; }
  // Calls f(neighbour) for each edge to a neighbour within the bounds that `wanted` accepts.
  // Errors: of the walk.
  template <typename W, typename F>
  Result<void> each(NodeId node, const OffsetBounds& bounds, OperatorProfile& profile, W&& wanted,
                    F&& f) {
    if (bounds.empty()) return {};
    if (lists_.filled()) {
      if (node.type() != lists_.start()) return {};
      const std::span<const std::uint32_t> list = lists_.of(node.offset());
      auto begin = list.begin();
      if (bounds.begin > 0) begin = std::lower_bound(begin, list.end(), bounds.begin);
      for (; begin != list.end() && *begin < bounds.end; ++begin) {
        const NodeId end(lists_.reached(), *begin);
        if (wanted(end)) f(end);
      }
      return {};
    }
    const std::uint64_t before = profile.edges_seen;
    auto done = walk_.each_within(node, bounds, profile, wanted,
                                  [&f](const EdgeValue&, NodeId end) { f(end); });
    if (!done || !lists_.possible()) return done;
    seen_ += kStepCost + profile.edges_seen - before;
    return seen_ < due_ ? Result<void>() : consider(profile);
  }
  // As EdgeWalk's, but that what is copied counts as it is left.
  Result<std::size_t> degree(NodeId node) const {
    if (!lists_.filled()) return walk_.degree(node);
    return node.type() == lists_.start() ? lists_.of(node.offset()).size() : std::size_t{0};
  }
  std::uint64_t bytes() const { return lists_.bytes(); }

 private:
  static constexpr std::uint64_t kStepCost = 4;  // of a node that is left, in edges looked at

  Result<void> consider(OperatorProfile& profile) {
    if (due_ == 0) {
      auto entries = walk_.entries();
      if (!entries) return entries.error();
      due_ = NeighbourLists::kCopyCost * *entries + 1;
    }
    return seen_ < due_ ? Result<void>() : lists_.fill(profile);
  }

  EdgeWalk walk_;
  NeighbourLists lists_;
  std::uint64_t seen_ = 0;
  std::uint64_t due_ = 0;  // what may be seen before copying pays; 0: not asked yet
};

}  // namespace sarye
