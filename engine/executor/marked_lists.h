// What an intersection notes down of one node: its neighbours along an arm, or all ways of two
// edges from it; each findable by the node where it ends with one look at a table of the type's
// nodes.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/edge_walk.h"
#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

inline constexpr std::uint32_t kNoPlace = 0;  // places count from 1

// An edge of a match and how often it counts.
struct Met {
  EdgeValue edge;
  std::uint64_t times = 1;
};

// The neighbours of one node along one arm, findable by node.
class MarkedList {
 public:
  explicit MarkedList(const GraphView& graph) : graph_(graph) {}

  bool is_of(NodeId node) const { return !entries_.empty() && node_ == node; }

  // `times(edge, visible)`: how often an edge counts.
  template <typename T>
  Result<void> fill(NodeId node, const EdgeWalk& walk, OperatorProfile& profile, T&& times) {
    for (const Entry& entry : entries_)
      heads_[entry.end.type().value][entry.end.offset()] = kNoPlace;
    entries_.clear();
    node_ = node;
    return walk.each(node, profile, [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
      std::vector<std::uint32_t>& heads = heads_of(end.type());
      std::uint32_t& head = heads[end.offset()];
      entries_.push_back({{edge, times(edge, visible)}, end, head});
      head = static_cast<std::uint32_t>(entries_.size());
    });
  }

  bool has(NodeId end) const {
    const std::uint32_t* heads = of_type(end.type());
    return heads != nullptr && heads[end.offset()] != kNoPlace;
  }

  // The same question of many nodes in a row, which are mostly of one type.
  class Probe {
   public:
    explicit Probe(const MarkedList& list) : list_(&list) {}
    bool operator()(NodeId end) {
      if (!known_ || end.type() != type_) {
        type_ = end.type();
        heads_ = list_->of_type(type_);
        known_ = true;
      }
      return heads_ != nullptr && heads_[end.offset()] != kNoPlace;
    }

   private:
    const MarkedList* list_;
    TypeId type_;
    const std::uint32_t* heads_ = nullptr;
    bool known_ = false;
  };

  // Appends the edges to `end`, in the order of the walk.
  void edges_to(NodeId end, std::vector<Met>& out) const {
    const std::size_t type = end.type().value;
    if (type >= heads_.size() || heads_[type].empty()) return;
    const std::size_t before = out.size();
    for (std::uint32_t at = heads_[type][end.offset()]; at != kNoPlace;
         at = entries_[at - 1].next) {
      out.push_back(entries_[at - 1].met);
    }
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
  }

  std::uint64_t bytes() const { return table_bytes_ + entries_.capacity() * sizeof(Entry); }

 private:
  struct Entry {
    Met met;
    NodeId end;
    std::uint32_t next = kNoPlace;  // an earlier edge to the same end
  };

  // nullptr: no node of the type.
  const std::uint32_t* of_type(TypeId type) const {
    return type.value < heads_.size() && !heads_[type.value].empty() ? heads_[type.value].data()
                                                                     : nullptr;
  }

  std::vector<std::uint32_t>& heads_of(TypeId type) {
    if (type.value >= heads_.size()) heads_.resize(type.value + std::size_t{1});
    std::vector<std::uint32_t>& heads = heads_[type.value];
    if (heads.empty()) {
      heads.resize(graph_.node_limit(type), kNoPlace);
      table_bytes_ += heads.size() * sizeof(std::uint32_t);
    }
    return heads;
  }

  const GraphView& graph_;
  NodeId node_;
  std::vector<Entry> entries_;
  std::vector<std::vector<std::uint32_t>> heads_;  // by type, then offset
  std::uint64_t table_bytes_ = 0;
};

// All ways of two edges from one node: along the near arm, then back along the far one; findable by
// the node where they end.
class WayTable {
 public:
  explicit WayTable(const GraphView& graph) : graph_(graph) {}

  struct Way {
    Met near;
    Met far;
    NodeId middle;
    NodeId end;
    std::uint32_t next = kNoPlace;  // an earlier way to the same end
  };

  bool is_of(NodeId node) const { return filled_ && node_ == node; }

  // How often edges count: as MarkedList::fill, of the near and the far arm. `middles`: where the
  // near one may end.
  template <typename N, typename T>
  Result<void> fill(NodeId node, const OffsetBounds& middles, const EdgeWalk& near,
                    const EdgeWalk& far_turned, OperatorProfile& profile, N&& near_times,
                    T&& far_times) {
    for (const Way& way : ways_) heads_[way.end.type().value][way.end.offset()] = kNoPlace;
    ways_.clear();
    node_ = node;
    filled_ = true;
    Result<void> failed;
    auto done = near.each_within(
        node, middles, profile, [](NodeId) { return true; },
        [&](const EdgeValue& first, NodeId middle, std::uint32_t visible) {
          const Met met{first, near_times(first, visible)};
          auto walked = far_turned.each(
              middle, profile, [&](const EdgeValue& second, NodeId end, std::uint32_t seen) {
                std::uint32_t& head = head_of(end);
                ways_.push_back({met, {second, far_times(second, seen)}, middle, end, head});
                head = static_cast<std::uint32_t>(ways_.size());
              });
          if (!walked) failed = walked;
        });
    return done ? failed : done;
  }

  // Calls f(way) for the ways to `end`.
  template <typename F>
  void each_to(NodeId end, F&& f) const {
    const std::size_t type = end.type().value;
    if (type >= heads_.size() || heads_[type].empty()) return;
    for (std::uint32_t at = heads_[type][end.offset()]; at != kNoPlace; at = ways_[at - 1].next) {
      f(ways_[at - 1]);
    }
  }

  std::uint64_t bytes() const { return table_bytes_ + ways_.capacity() * sizeof(Way); }

 private:
  std::uint32_t& head_of(NodeId node) {
    const std::size_t type = node.type().value;
    if (type >= heads_.size()) heads_.resize(type + 1);
    if (heads_[type].empty()) {
      heads_[type].resize(graph_.node_limit(node.type()), kNoPlace);
      table_bytes_ += heads_[type].size() * sizeof(std::uint32_t);
    }
    return heads_[type][node.offset()];
  }

  const GraphView& graph_;
  NodeId node_;
  bool filled_ = false;
  std::vector<Way> ways_;
  std::vector<std::vector<std::uint32_t>> heads_;  // by type, then offset
  std::uint64_t table_bytes_ = 0;
};

}  // namespace sarye
