// GraphView: what documents state, edge by edge.
#include "engine/graph/graph_view_impl.h"

namespace sarye {

Result<const DocumentEdgeChunk*> GraphView::document_edges(EdgeTableId table,
                                                           std::uint32_t range) const {
  static const DocumentEdgeChunk none;
  Impl::TableState& state = impl_->table_states[table.value];
  if (range >= state.documents.ranges()) return &none;
  return impl_->cache.get<DocumentEdgeChunk>(
      state.documents[range], [&]() -> Result<DocumentEdgeChunk> {
        auto bytes =
            read_parts(*impl_->snapshot, Table::Graph, document_edges_key(state.key, range));
        if (!bytes) return bytes.error();
        if (!*bytes) return DocumentEdgeChunk();
        return decode_document_edges(**bytes);
      });
}

Result<DocumentEdgeList> GraphView::edges_of_document(EdgeTableId table,
                                                      std::uint32_t document_offset) const {
  auto chunk = document_edges(table, document_offset >> kRangeBits);
  if (!chunk) return chunk.error();
  return (*chunk)->list(table, document_offset & (kRangeSize - 1));
}

Result<DocumentTargets> GraphView::Impl::targets_of(EdgeTableId table,
                                                    const DocumentEdgeChunk& documents) {
  constexpr std::size_t kAhead = 16;  // edges on their way from memory
  std::vector<const AdjacencyChunk*> chunks(table_states[table.value].out.ranges());
  const auto place = [&](std::size_t i) -> Result<const std::uint32_t*> {
    const std::uint32_t range = documents.sources[i] >> kRangeBits;
    if (range >= chunks.size()) chunks.resize(range + std::size_t{1}, nullptr);
    if (chunks[range] == nullptr) {
      auto chunk = adjacency(table, Direction::Out, range);
      if (!chunk) return chunk.error();
      chunks[range] = *chunk;
    }
    return &chunks[range]->nodes[documents.edge_indexes[i]];
  };
  DocumentTargets out;
  const std::size_t size = documents.sources.size();
  out.targets.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (i + kAhead < size) {
      auto coming = place(i + kAhead);
      if (!coming) return coming.error();
      __builtin_prefetch(*coming);
    }
    auto at = place(i);
    if (!at) return at.error();
    out.targets[i] = **at;
  }
  return out;
}

Result<const DocumentTargets*> GraphView::document_targets_if_due(EdgeTableId table,
                                                                  std::uint32_t range,
                                                                  std::uint64_t looked) const {
  Impl::TableState& state = impl_->table_states[table.value];
  if (range >= state.documents.ranges()) return static_cast<const DocumentTargets*>(nullptr);
  auto documents = document_edges(table, range);
  if (!documents) return documents.error();
  if (state.targets[range].load(std::memory_order_acquire) == nullptr) {
    std::atomic<std::uint64_t>& sum = state.targets_looked[range];
    if (sum.fetch_add(looked, std::memory_order_relaxed) + looked < (*documents)->sources.size()) {
      return static_cast<const DocumentTargets*>(nullptr);
    }
    sum.store(0, std::memory_order_relaxed);
  }
  return impl_->cache.get<DocumentTargets>(state.targets[range],
                                           [&] { return impl_->targets_of(table, **documents); });
}

}  // namespace sarye
