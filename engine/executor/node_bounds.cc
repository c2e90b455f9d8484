#include "engine/executor/node_bounds.h"

#include <algorithm>
#include <optional>
#include <string>

namespace sarye {

namespace {

// x.name of a variable that holds nodes of one type.
struct OrderedBy {
  Slot slot = kNoSlot;
  TypeId type;
  std::string property;
};

std::optional<OrderedBy> ordered_by(const QueryContext& context, const BoundExpression& e) {
  if (e.kind != ExprKind::Property || e.operands.size() != 1 || !e.property.by_type.empty() ||
      e.operands[0].kind != ExprKind::Variable) {
    return std::nullopt;
  }
  const Slot slot = e.operands[0].slot;
  if (slot >= context.query.slots.size()) return std::nullopt;
  const StaticType& type = context.query.slots[slot].type;
  if (type.kind != StaticType::Kind::Node || type.node_types.size() != 1) return std::nullopt;
  return OrderedBy{slot, type.node_types[0], e.property.name};
}

}  // namespace

NodeBounds::NodeBounds(const QueryContext& context, std::span<const BoundExpression> predicates,
                       Slot slot) {
  const auto order_of = [&](const BoundExpression& e) -> std::optional<Order> {
    if (e.kind != ExprKind::Compare) return std::nullopt;
    const bool less = e.comparison == ComparisonKind::Less;
    const bool less_or_same = e.comparison == ComparisonKind::LessOrEqual;
    const bool greater = e.comparison == ComparisonKind::Greater;
    const bool greater_or_same = e.comparison == ComparisonKind::GreaterOrEqual;
    if (!less && !less_or_same && !greater && !greater_or_same) return std::nullopt;
    const auto left = ordered_by(context, e.operands[0]);
    const auto right = ordered_by(context, e.operands[1]);
    if (!left || !right || left->type != right->type || left->property != right->property ||
        left->slot == right->slot || (left->slot != slot && right->slot != slot)) {
      return std::nullopt;
    }
    auto ascends = context.graph.ascends(left->type, left->property);
    if (!ascends || !*ascends) return std::nullopt;
    const bool is_left = left->slot == slot;
    return Order{is_left ? right->slot : left->slot,
                 is_left ? greater || greater_or_same : less || less_or_same,
                 less_or_same || greater_or_same};
  };
  for (const BoundExpression& predicate : predicates) {
    if (const auto order = order_of(predicate)) orders_.push_back(*order);
  }
  if (orders_.size() < predicates.size()) rest_ = predicates;
}

void NodeBounds::cut(const Order& order, NodeId other, OffsetBounds& bounds) {
  if (other == null_node()) {
    bounds.end = bounds.begin;
  } else if (order.behind) {
    bounds.begin = std::max(bounds.begin, other.offset() + (order.or_same ? 0 : 1));
  } else {
    bounds.end = std::min(bounds.end, other.offset() + (order.or_same ? 1 : 0));
  }
}

OffsetBounds NodeBounds::of_row(const Batch& rows, std::size_t row) const {
  OffsetBounds out;
  for (const Order& order : orders_) cut(order, rows.column(order.other).node(row), out);
  return out;
}

OffsetBounds NodeBounds::of_node(Slot other, NodeId node) const {
  OffsetBounds out;
  for (const Order& order : orders_) {
    if (order.other == other) cut(order, node, out);
  }
  return out;
}

}  // namespace sarye
