#include "engine/graph/document_edges.h"

#include <algorithm>

#include "engine/graph/edge_ranges.h"
#include "engine/store/byte_codec.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

std::string encode(const DocumentEdgeChunk& chunk) {
  std::vector<std::uint32_t> degrees;
  std::vector<std::uint32_t> steps(chunk.sources.size());
  degrees.reserve(chunk.first.size());
  for (std::size_t local = 0; local + 1 < chunk.first.size(); ++local) {
    degrees.push_back(chunk.first[local + 1] - chunk.first[local]);
    std::uint32_t before = 0;
    for (std::uint32_t i = chunk.first[local]; i < chunk.first[local + 1]; ++i) {
      steps[i] = chunk.sources[i] - before;
      before = chunk.sources[i];
    }
  }
  std::string out;
  pack_u32(out, degrees);
  pack_u32(out, steps);
  pack_u32(out, chunk.edge_indexes);
  pack_u32(out, chunk.visible);
  return out;
}

}  // namespace

std::uint64_t DocumentEdgeChunk::memory_bytes() const {
  return sizeof(DocumentEdgeChunk) +
         (first.capacity() + sources.capacity() + edge_indexes.capacity() + visible.capacity()) *
             sizeof(std::uint32_t);
}

Result<DocumentEdgeChunk> decode_document_edges(std::string_view bytes) {
  const Error damaged{ErrorCode::Damaged, "a chunk of documents' edges cannot be read",
                      "run `sarye rebuild`"};
  ByteReader in(bytes);
  DocumentEdgeChunk out;
  std::vector<std::uint32_t> degrees;
  if (!unpack_u32(in, degrees) || !unpack_u32(in, out.sources) ||
      !unpack_u32(in, out.edge_indexes) || !unpack_u32(in, out.visible) || !in.at_end() ||
      degrees.size() > kRangeSize || out.edge_indexes.size() != out.sources.size() ||
      out.visible.size() != out.sources.size()) {
    return damaged;
  }
  out.first.push_back(0);
  std::size_t at = 0;
  for (const std::uint32_t degree : degrees) {
    if (degree > out.sources.size() - at) return damaged;
    std::uint32_t source = 0;
    for (std::uint32_t i = 0; i < degree; ++i, ++at) {
      if (out.sources[at] > 0xFFFFFFFFu - source) return damaged;
      source += out.sources[at];
      out.sources[at] = source;
    }
    out.first.push_back(static_cast<std::uint32_t>(at));
  }
  if (at != out.sources.size()) return damaged;
  return out;
}

std::string encode_document_edges(std::span<const StatedEdge> edges) {
  DocumentEdgeChunk chunk;
  for (const StatedEdge& edge : edges) {
    const std::uint32_t local = edge.document & (kRangeSize - 1);
    while (chunk.first.size() <= local) {
      chunk.first.push_back(static_cast<std::uint32_t>(chunk.sources.size()));
    }
    // The same edge again: another assertion of the same document.
    const bool is_same = chunk.first.back() < chunk.sources.size() &&
                         chunk.sources.back() == edge.source &&
                         chunk.edge_indexes.back() == edge.edge_index;
    if (!is_same) {
      chunk.sources.push_back(edge.source);
      chunk.edge_indexes.push_back(edge.edge_index);
      chunk.visible.push_back(0);
    }
    chunk.visible.back() += edge.visible;
  }
  chunk.first.push_back(static_cast<std::uint32_t>(chunk.sources.size()));
  return encode(chunk);
}

}  // namespace sarye
