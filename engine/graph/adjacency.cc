#include "engine/graph/adjacency.h"

#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"

namespace sarye {

std::uint64_t AdjacencyChunk::memory_bytes() const {
  return sizeof(AdjacencyChunk) +
         (first.capacity() + nodes.capacity() + edge_indexes.capacity() + visible.capacity()) *
             sizeof(std::uint32_t);
}

// Columns: degrees; the first neighbour of each list; the differences of the others; edge indexes;
// visible counts. Differences of hubs take few bits that way, whatever their neighbours are.
std::string encode_adjacency(const AdjacencyChunk& chunk, Direction direction) {
  std::vector<std::uint32_t> degrees;
  std::vector<std::uint32_t> heads;
  std::vector<std::uint32_t> steps;
  degrees.reserve(chunk.first.size());
  heads.reserve(chunk.first.size());
  steps.reserve(chunk.nodes.size());
  for (std::size_t local = 0; local + 1 < chunk.first.size(); ++local) {
    const std::uint32_t begin = chunk.first[local];
    const std::uint32_t end = chunk.first[local + 1];
    degrees.push_back(end - begin);
    for (std::uint32_t i = begin; i < end; ++i) {
      if (i == begin) {
        heads.push_back(chunk.nodes[i]);
      } else {
        steps.push_back(chunk.nodes[i] - chunk.nodes[i - 1]);
      }
    }
  }
  std::string out;
  pack_u32(out, degrees);
  pack_u32(out, heads);
  pack_u32(out, steps);
  if (direction == Direction::In) pack_u32(out, chunk.edge_indexes);
  pack_u32(out, chunk.visible);
  return out;
}

Result<AdjacencyChunk> decode_adjacency(std::string_view bytes, Direction direction) {
  const Error damaged{ErrorCode::Damaged, "a chunk of edges cannot be read", "run `sarye rebuild`"};
  ByteReader in(bytes);
  AdjacencyChunk out;
  std::vector<std::uint32_t> degrees;
  std::vector<std::uint32_t> heads;
  std::vector<std::uint32_t> steps;
  if (!unpack_u32(in, degrees) || !unpack_u32(in, heads) || !unpack_u32(in, steps)) return damaged;
  if (direction == Direction::In && !unpack_u32(in, out.edge_indexes)) return damaged;
  if (!unpack_u32(in, out.visible) || !in.at_end()) return damaged;
  const std::size_t edges = heads.size() + steps.size();
  if (degrees.size() > kRangeSize || out.visible.size() != edges ||
      (direction == Direction::In && out.edge_indexes.size() != edges)) {
    return damaged;
  }
  out.first.reserve(degrees.size() + 1);
  out.first.push_back(0);
  out.nodes.reserve(edges);
  std::size_t head = 0;
  std::size_t step = 0;
  for (const std::uint32_t degree : degrees) {
    if (degree > 0) {
      if (head == heads.size() || degree - 1 > steps.size() - step) return damaged;
      std::uint32_t node = heads[head++];
      out.nodes.push_back(node);
      for (std::uint32_t i = 1; i < degree; ++i) {
        if (steps[step] > 0xFFFFFFFFu - node) return damaged;
        node += steps[step++];
        out.nodes.push_back(node);
      }
    }
    out.first.push_back(static_cast<std::uint32_t>(out.nodes.size()));
  }
  if (out.nodes.size() != edges) return damaged;
  return out;
}

}  // namespace sarye
