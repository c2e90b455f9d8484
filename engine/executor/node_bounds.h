// Conditions that put the node reached before or behind a bound one, as a.id < b.id does so that a
// pair is met once. Where the property ascends with the nodes' offsets, they are bounds of the
// offset, and cut the sorted list of a node's neighbours before it is read.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"

namespace sarye {

// Offsets from `begin` to below `end`.
struct OffsetBounds {
  std::uint32_t begin = 0;
  std::uint32_t end = std::numeric_limits<std::uint32_t>::max();

  bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  bool empty() const { return begin >= end; }
  OffsetBounds within(const OffsetBounds& other) const {
    return {std::max(begin, other.begin), std::min(end, other.end)};
  }
  bool all() const { return begin == 0 && end == std::numeric_limits<std::uint32_t>::max(); }
};

class NodeBounds {
 public:
  // Of `predicates`, which are borrowed, those that order `slot`, as far as its type and the other
  // node's are one and the property is a whole number that ascends with their offsets.
  NodeBounds(const QueryContext& context, std::span<const BoundExpression> predicates, Slot slot);

  bool any() const { return !orders_.empty(); }
  // Whether every predicate is a bound.
  bool decide() const { return rest_.empty(); }
  // The predicates that rows must be asked, those of the plan: none, where bounds decide.
  std::span<const BoundExpression> rest() const { return rest_; }

  // For a row; empty when a node that it is compared with is absent.
  OffsetBounds of_row(const Batch& rows, std::size_t row) const;
  // As far as the node in `other` alone tells them.
  OffsetBounds of_node(Slot other, NodeId node) const;

 private:
  struct Order {
    Slot other = kNoSlot;
    bool behind = false;  // the node is behind the other one, else before it
    bool or_same = false;
  };
  static void cut(const Order& order, NodeId other, OffsetBounds& bounds);

  std::vector<Order> orders_;
  std::span<const BoundExpression> rest_;
};

}  // namespace sarye
