// The neighbours along an edge walk of all nodes it starts from, copied one behind another: what is
// left to look at once filter and tests of the edges have been asked. An operator that only counts
// and meets the same nodes again and again reads them from here. Where nothing is asked of an edge
// but that it is there, the graph keeps the copy for the questions that come after.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/node_bounds.h"
#include "engine/graph/graph_view.h"

namespace sarye {

class NeighbourLists {
 public:
  // `walk` is borrowed.
  NeighbourLists(const GraphView& graph, const EdgeWalk& walk,
                 NeighbourOrder order = NeighbourOrder::Ascending)
      : graph_(graph), walk_(walk), steps_(walk.plain_steps()), order_(order) {}
  NeighbourLists(const NeighbourLists&) = delete;
  NeighbourLists& operator=(const NeighbourLists&) = delete;

  // Whether the walk starts from nodes of one type and reaches nodes of one type.
  bool possible() const { return walk_.start() && walk_.reached(); }
  // Whether the graph may keep them.
  bool may_be_kept() const { return !steps_.empty(); }
  // What copying an entry costs, in edges that are looked at: one that the graph keeps is not asked
  // for its edge.
  std::uint64_t copy_cost() const { return may_be_kept() ? 1 : 3; }
  TypeId start() const { return *walk_.start(); }
  TypeId reached() const { return *walk_.reached(); }
  const EdgeWalk& walk() const { return walk_; }
  bool filled() const { return lists_ != nullptr; }
  // Takes what the graph keeps, or would by now: `looked` entries were looked at since this was
  // asked last. Errors: of reading the graph.
  Result<void> take(std::uint64_t looked);
  // Reads every list. Errors: of the walk.
  Result<void> fill(OperatorProfile& profile);

  // Offsets of the neighbours of `offset`, each once an edge.
  std::span<const std::uint32_t> of(std::uint32_t offset) const { return lists_->of(offset); }
  // As NeighbourIndex's.
  std::uint32_t left_out(std::uint32_t offset) const { return lists_->left_out(offset); }
  // Those that the graph does not keep.
  std::uint64_t bytes() const { return own_ ? own_->memory_bytes() : 0; }

 private:
  const GraphView& graph_;
  const EdgeWalk& walk_;
  std::vector<NeighbourStep> steps_;
  NeighbourOrder order_;
  const NeighbourIndex* lists_ = nullptr;
  std::optional<NeighbourIndex> own_;
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
  // Whether list() may be asked.
  bool is_listed() const { return lists_.filled(); }
  TypeId reached() const { return lists_.reached(); }
  // Offsets of the neighbours of a node within the bounds, ascending, each once an edge.
  std::span<const std::uint32_t> list(NodeId node, const OffsetBounds& bounds) const {
    if (node.type() != lists_.start() || bounds.empty()) return {};
    const std::span<const std::uint32_t> list = lists_.of(node.offset());
    if (bounds.all()) return list;
    const std::size_t begin = place(list, bounds.begin);
    return list.subspan(begin, place(list, bounds.end) - begin);
  }
  // Calls f(neighbour) for each edge to a neighbour within the bounds that `wanted` accepts.
  // Errors: of the walk.
  template <typename W, typename F>
  Result<void> each(NodeId node, const OffsetBounds& bounds, OperatorProfile& profile, W&& wanted,
                    F&& f) {
    if (bounds.empty()) return {};
    if (is_listed()) {
      for (const std::uint32_t offset : list(node, bounds)) {
        const NodeId end(lists_.reached(), offset);
        if (wanted(end)) f(end);
      }
      return {};
    }
    const std::uint64_t before = profile.edges_seen;
    auto done = walk_.is_plain() && bounds.all()
                    ? walk_.each_plain_end(node, profile,
                                           [&](NodeId end, std::uint32_t) {
                                             if (wanted(end)) f(end);
                                           })
                    : walk_.each_within(node, bounds, profile, wanted,
                                        [&f](const EdgeValue&, NodeId end) { f(end); });
    if (!done || !lists_.possible()) return done;
    seen_ += kStepCost + profile.edges_seen - before;
    return seen_ < next_ ? Result<void>() : consider(profile);
  }
  // As EdgeWalk's, but that what is copied counts as it is left.
  Result<std::size_t> degree(NodeId node, OperatorProfile& profile) {
    if (!lists_.filled()) {
      if (++seen_ >= next_) {
        if (auto done = consider(profile); !done) return done.error();
      }
      return walk_.degree(node);
    }
    return node.type() == lists_.start() ? lists_.of(node.offset()).size() : std::size_t{0};
  }
  std::uint64_t bytes() const { return lists_.bytes(); }

 private:
  static constexpr std::uint64_t kStepCost = 4;  // of a node that is left, in edges looked at

  static constexpr std::uint64_t kTakeEach = 512;
  static constexpr std::size_t kShort = 64;

  // How many of a list are below `offset`. Of a short one all are asked: no jump is guessed wrong.
  static std::size_t place(std::span<const std::uint32_t> list, std::uint32_t offset) {
    if (list.empty() || list.front() >= offset) return 0;
    if (list.back() < offset) return list.size();
    if (list.size() > kShort) {
      return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), offset) -
                                      list.begin());
    }
    std::uint32_t below = 0;
    for (const std::uint32_t each : list) below += each < offset ? 1 : 0;
    return below;
  }

  // Whether the lists are due: those that the graph keeps it tells, others when looking on has cost
  // as much as copying them.
  Result<void> consider(OperatorProfile& profile) {
    if (lists_.may_be_kept()) {
      auto taken = lists_.take(seen_ - told_);
      told_ = seen_;
      next_ = seen_ + kTakeEach;
      return taken;
    }
    if (next_ == 0) {
      auto entries = walk_.entries();
      if (!entries) return entries.error();
      next_ = lists_.copy_cost() * *entries + 1;
    }
    return seen_ < next_ ? Result<void>() : lists_.fill(profile);
  }

  EdgeWalk walk_;
  NeighbourLists lists_;
  std::uint64_t seen_ = 0;
  std::uint64_t told_ = 0;  // of it, to the graph
  std::uint64_t next_ = 0;  // what may be seen before consider() is asked again
};

}  // namespace sarye
