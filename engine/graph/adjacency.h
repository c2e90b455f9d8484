// First level of adjacency: for the nodes of one range of one edge table in one direction, their
// neighbours, as compressed sparse rows. One chunk is one value (in parts where it is over 64 KiB).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/graph/view_rows.h"

namespace sarye {

// The edges of one node in one table and direction, in the order of the neighbours' offsets. Where
// a table has parallel edges, a neighbour stands once an edge.
struct AdjacencyList {
  EdgeTableId table;
  Direction direction = Direction::Out;
  std::uint32_t range = 0;                      // of the node whose list this is
  std::uint32_t first_edge = 0;                 // Out: index of nodes[0]'s edge within the range
  std::span<const std::uint32_t> nodes;         // offsets within the neighbours' type; sorted
  std::span<const std::uint32_t> edge_indexes;  // In: index of each edge within its source's range
  std::span<const std::uint32_t> visible;  // default-visible assertions of each edge (plain: 1)

  std::size_t size() const { return nodes.size(); }
  EdgeId edge(std::size_t i) const {
    return direction == Direction::Out
               ? EdgeId(table, range, first_edge + static_cast<std::uint32_t>(i))
               : EdgeId(table, nodes[i] >> kRangeBits, edge_indexes[i]);
  }
};

// One range as arrays. The edges of node `local` (offset % kRangeSize) are first[local] up to
// first[local + 1]; nodes behind the last with an edge have no entry in `first`.
struct AdjacencyChunk {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> nodes;
  std::vector<std::uint32_t> edge_indexes;  // In only
  std::vector<std::uint32_t> visible;

  std::uint32_t edges() const { return static_cast<std::uint32_t>(nodes.size()); }
  std::uint32_t begin(std::uint32_t local) const {
    return local + 1 < first.size() ? first[local] : edges();
  }
  std::uint32_t end(std::uint32_t local) const {
    return local + 1 < first.size() ? first[local + 1] : edges();
  }
  // The entries [begin, end), which are those of one node.
  AdjacencyList list(EdgeTableId table, Direction direction, std::uint32_t range,
                     std::uint32_t begin, std::uint32_t end) const {
    const std::size_t size = end - begin;
    return {table,
            direction,
            range,
            begin,
            {nodes.data() + begin, size},
            direction == Direction::In ? std::span(edge_indexes.data() + begin, size)
                                       : std::span<const std::uint32_t>(),
            {visible.data() + begin, size}};
  }
  std::uint64_t memory_bytes() const;
};

std::string encode_adjacency(const AdjacencyChunk& chunk, Direction direction);
// Errors: Damaged. Neighbours are sorted within each list, and all columns have one length.
Result<AdjacencyChunk> decode_adjacency(std::string_view bytes, Direction direction);

}  // namespace sarye
