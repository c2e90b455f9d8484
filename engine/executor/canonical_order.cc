#include "engine/executor/canonical_order.h"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace sarye {

namespace {

// The rank of each entry in the order of its text, ties by place.
template <typename Range, typename Text>
std::vector<std::uint32_t> ranks_by(const Range& range, Text text) {
  std::vector<std::uint32_t> order(range.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const std::string_view x = text(range[a]);
    const std::string_view y = text(range[b]);
    return x != y ? x < y : a < b;
  });
  std::vector<std::uint32_t> ranks(range.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
  return ranks;
}

}  // namespace

CanonicalOrder::CanonicalOrder(const QueryContext& context)
    : context_(context),
      type_ranks_(ranks_by(context.graph.ontology().types(),
                           [](const NodeType& t) -> std::string_view { return t.key_prefix; })),
      family_ranks_(ranks_by(context.graph.ontology().relations(),
                             [](const Relation& r) -> std::string_view { return r.name; })),
      orders_(type_ranks_.size()),
      loaded_(type_ranks_.size(), 0) {}

Result<void> CanonicalOrder::prepare(TypeId type) {
  if (loaded_[type.value] != 0) return {};
  auto order = context_.graph.key_order(type);
  if (!order) return order.error();
  orders_[type.value] = *order;
  loaded_[type.value] = 1;
  return {};
}

Result<void> CanonicalOrder::prepare(const Value& value) {
  switch (value.type()) {
    case ValueType::Node:
      return prepare(value.node().type());
    case ValueType::Edge: {
      auto done = prepare(value.edge().source.type());
      return done ? prepare(value.edge().target.type()) : done;
    }
    case ValueType::Assertion: {
      const EdgeTableInfo& table = context_.graph.edge_table(value.assertion().edge.table());
      auto done = prepare(table.from);
      return done ? prepare(table.to) : done;
    }
    case ValueType::List:
      for (const Value& item : value.items()) {
        if (auto done = prepare(item); !done) return done;
      }
      return {};
    case ValueType::Path:
      for (const NodeId node : value.path().nodes) {
        if (auto done = prepare(node.type()); !done) return done;
      }
      return {};
    default:
      return {};
  }
}

Result<void> CanonicalOrder::prepare(const BatchColumn& column, std::size_t rows) {
  if (!column.filled()) return {};
  for (std::size_t row = 0; row < rows; ++row) {
    if (column.holds_nodes()) {
      const NodeId node = column.node(row);
      if (node == null_node()) continue;
      if (auto done = prepare(node.type()); !done) return done;
    } else if (auto done = prepare(column.value(row)); !done) {
      return done;
    }
  }
  return {};
}

std::uint64_t CanonicalOrder::rank(NodeId node) const {
  const std::span<const std::uint32_t> order = orders_[node.type().value];
  const std::uint32_t place = node.offset() < order.size() ? order[node.offset()] : node.offset();
  return std::uint64_t{type_ranks_[node.type().value]} << 32 | place;
}

std::strong_ordering CanonicalOrder::compare_edges(const EdgeValue& a, const EdgeValue& b) const {
  if (auto c = rank(a.source) <=> rank(b.source); c != 0) return c;
  const RelationId fa = context_.graph.edge_table(a.id.table()).family;
  const RelationId fb = context_.graph.edge_table(b.id.table()).family;
  if (auto c = family_ranks_[fa.value] <=> family_ranks_[fb.value]; c != 0) return c;
  if (auto c = rank(a.target) <=> rank(b.target); c != 0) return c;
  return a.id <=> b.id;
}

std::strong_ordering CanonicalOrder::compare(const Value& a, const Value& b) const {
  if (a.type() != b.type()) return sort_order(a, b);
  switch (a.type()) {
    case ValueType::Node:
      return rank(a.node()) <=> rank(b.node());
    case ValueType::Edge:
      return compare_edges(a.edge(), b.edge());
    case ValueType::List: {
      const std::size_t shared = std::min(a.items().size(), b.items().size());
      for (std::size_t i = 0; i < shared; ++i) {
        if (auto c = compare(a.items()[i], b.items()[i]); c != 0) return c;
      }
      return a.items().size() <=> b.items().size();
    }
    case ValueType::Path: {
      const PathValue& x = a.path();
      const PathValue& y = b.path();
      for (std::size_t i = 0; i < x.nodes.size() && i < y.nodes.size(); ++i) {
        if (auto c = rank(x.nodes[i]) <=> rank(y.nodes[i]); c != 0) return c;
        if (i < x.edges.size() && i < y.edges.size()) {
          if (auto c = compare_edges(x.edges[i], y.edges[i]); c != 0) return c;
        }
      }
      return x.nodes.size() <=> y.nodes.size();
    }
    default:
      return sort_order(a, b);
  }
}

}  // namespace sarye
