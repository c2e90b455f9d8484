// The second level of adjacency the other way round: for each document, the edges of a table that
// it states. What is all said in one document (IN SAME DOCUMENT) is then found by walking the
// documents of one edge and merging, instead of reading every assertion of every hop.
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

// What one document states of one table: edges in the order of their sources, each once.
struct DocumentEdgeList {
  EdgeTableId table;
  std::span<const std::uint32_t> sources;       // offsets of the source nodes, ascending
  std::span<const std::uint32_t> edge_indexes;  // of each edge within its source's range
  std::span<const std::uint32_t> visible;       // default-visible assertions of this document

  std::size_t size() const { return sources.size(); }
  EdgeId edge(std::size_t i) const {
    return EdgeId(table, sources[i] >> kRangeBits, edge_indexes[i]);
  }
};

// The documents of one range as arrays, laid out as in AdjacencyChunk.
struct DocumentEdgeChunk {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> sources;
  std::vector<std::uint32_t> edge_indexes;
  std::vector<std::uint32_t> visible;

  // What the document `local` of the range states; `table` is the chunk's.
  DocumentEdgeList list(EdgeTableId table, std::uint32_t local) const {
    if (local + std::size_t{1} >= first.size()) return {table, {}, {}, {}};
    const std::size_t begin = first[local];
    const std::size_t size = first[local + std::size_t{1}] - begin;
    return {table,
            {sources.data() + begin, size},
            {edge_indexes.data() + begin, size},
            {visible.data() + begin, size}};
  }
  std::uint64_t memory_bytes() const;
};

// The targets of the edges of a DocumentEdgeChunk, entry by entry. No row of a store: what the
// first level of adjacency has of them, put beside each other.
struct DocumentTargets {
  std::vector<std::uint32_t> targets;  // offsets
  std::uint64_t memory_bytes() const { return targets.capacity() * sizeof(std::uint32_t); }
};

Result<DocumentEdgeChunk> decode_document_edges(std::string_view bytes);  // Errors: Damaged

}  // namespace sarye
