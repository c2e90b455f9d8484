// Numbers that name things, each of its own type, so that a document is never taken for a passage.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace sarye {

template <typename Tag, typename Rep>
struct StrongId {
  using rep = Rep;
  Rep value = 0;

  constexpr StrongId() = default;
  constexpr explicit StrongId(Rep v) : value(v) {}
  auto operator<=>(const StrongId&) const = default;
};

using TypeId = StrongId<struct TypeTag, std::uint16_t>;          // a node type, index into Ontology
using RelationId = StrongId<struct RelationTag, std::uint16_t>;  // a family or kind, index into Ontology
using DocumentId = StrongId<struct DocumentTag, std::uint32_t>;  // a document of one store
using EdgeTableId = StrongId<struct EdgeTableTag, std::uint16_t>;  // (family, from type, to type)

// A node: its type and its dense offset within the type. 64 bits at interfaces; inside a chunk, which
// belongs to one type, the 32-bit offset alone is kept.
struct NodeId {
  std::uint64_t value = 0;

  constexpr NodeId() = default;
  constexpr NodeId(TypeId type, std::uint32_t offset)
      : value(std::uint64_t{type.value} << 32 | offset) {}
  constexpr TypeId type() const { return TypeId(static_cast<std::uint16_t>(value >> 32)); }
  constexpr std::uint32_t offset() const { return static_cast<std::uint32_t>(value); }
  auto operator<=>(const NodeId&) const = default;
};

// Adjacency and columns are cut at fixed ranges of 2,048 nodes of one type.
inline constexpr int kRangeBits = 11;
inline constexpr std::uint32_t kRangeSize = 1u << kRangeBits;

// An edge: its table, the range of its source node, and its position among the edges that leave that
// range (ordered by source, then neighbour). Valid within one generation.
struct EdgeId {
  std::uint64_t value = 0;

  constexpr EdgeId() = default;
  constexpr EdgeId(EdgeTableId table, std::uint32_t range, std::uint32_t index)
      : value(std::uint64_t{table.value} << 48 | std::uint64_t{range} << 28 | index) {}
  constexpr EdgeTableId table() const { return EdgeTableId(static_cast<std::uint16_t>(value >> 48)); }
  constexpr std::uint32_t range() const {
    return static_cast<std::uint32_t>(value >> 28) & 0xFFFFFu;
  }
  constexpr std::uint32_t index() const { return static_cast<std::uint32_t>(value) & 0xFFFFFFFu; }
  auto operator<=>(const EdgeId&) const = default;
};

}  // namespace sarye

template <typename Tag, typename Rep>
struct std::hash<sarye::StrongId<Tag, Rep>> {
  std::size_t operator()(sarye::StrongId<Tag, Rep> id) const { return std::hash<Rep>()(id.value); }
};
template <>
struct std::hash<sarye::NodeId> {
  std::size_t operator()(sarye::NodeId id) const {
    return std::hash<std::uint64_t>()(id.value * 0x9E3779B97F4A7C15u);
  }
};
template <>
struct std::hash<sarye::EdgeId> {
  std::size_t operator()(sarye::EdgeId id) const {
    return std::hash<std::uint64_t>()(id.value * 0x9E3779B97F4A7C15u);
  }
};
