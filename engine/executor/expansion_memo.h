// What an expansion found at nodes that it meets again and again, where filters and conditions cost
// more than to note it down. A node is noted down when it is met for the second time, or at once
// where more rows are expected than there are nodes.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/executor/node_table.h"
#include "engine/model/value.h"

namespace sarye {

class ExpansionMemo {
 public:
  enum class Met : std::uint8_t { First, Again, Known };

  // `keeps_edges`: somebody reads them. `rows`: how many are expected.
  ExpansionMemo(const GraphView& graph, bool keeps_edges, double rows)
      : graph_(graph), keeps_edges_(keeps_edges), rows_(rows), places_(graph, kNever) {}

  // Says that the node is expanded. Again: what is found should be noted down.
  Met meet(NodeId node) {
    std::uint32_t& place = places_.of(node);
    if (place == kNever) {
      place = kOnce;
      if (rows_ < graph_.node_limit(node.type())) return Met::First;
    }
    if (place == kOnce) return bytes() < kMostBytes ? Met::Again : Met::First;
    return Met::Known;
  }

  void begin() { begin_ = ends_.size(); }
  void add(const EdgeValue& edge, NodeId end) {
    ends_.push_back(end);
    if (keeps_edges_) edges_.push_back(edge);
  }
  // Of what was added since `begin`.
  void keep(NodeId node) {
    places_.of(node) = static_cast<std::uint32_t>(spans_.size());
    spans_.push_back({begin_, ends_.size()});
  }
  void forget() {
    ends_.resize(begin_);
    if (keeps_edges_) edges_.resize(begin_);
  }

  // Of a node that is known; edges are there when they are kept.
  std::span<const NodeId> ends(NodeId node) { return part_of(ends_, node); }
  std::span<const EdgeValue> edges(NodeId node) { return part_of(edges_, node); }

  std::uint64_t bytes() const {
    return places_.bytes() + spans_.capacity() * sizeof(Span) + ends_.capacity() * sizeof(NodeId) +
           edges_.capacity() * sizeof(EdgeValue);
  }

 private:
  static constexpr std::uint32_t kNever = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kOnce = kNever - 1;
  static constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;
  struct Span {
    std::size_t begin;
    std::size_t end;
  };

  template <typename T>
  std::span<const T> part_of(const std::vector<T>& all, NodeId node) {
    const Span& span = spans_[places_.known(node)];
    if (all.empty()) return {};
    return std::span(all).subspan(span.begin, span.end - span.begin);
  }

  const GraphView& graph_;
  bool keeps_edges_;
  double rows_;
  NodeTable<std::uint32_t> places_;  // in `spans_`
  std::vector<Span> spans_;
  std::vector<NodeId> ends_;
  std::vector<EdgeValue> edges_;
  std::size_t begin_ = 0;
};

}  // namespace sarye
