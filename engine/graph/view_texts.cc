// GraphView: parts of texts, by an index of grams where a property is searched again.
#include "engine/graph/gram_index.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view_impl.h"

namespace sarye {

GraphView::Impl::Searched& GraphView::Impl::searched_texts(TypeId type, std::string_view name) {
  const std::lock_guard lock(searched_mutex);
  const auto [found, is_new] = searched.try_emplace({type, std::string(name)});
  if (is_new) {
    const std::uint32_t limit = manifest.types[type.value].limit;
    const std::uint32_t ranges = limit == 0 ? 0 : ((limit - 1) >> kRangeBits) + 1;
    found->second.grams = ChunkSlots(ranges);
    found->second.before = std::make_unique<std::atomic<bool>[]>(ranges);
  }
  return found->second;
}

Result<void> GraphView::rows_containing(TypeId type, std::string_view name, std::uint32_t range,
                                        std::string_view part,
                                        std::vector<std::uint32_t>& out) const {
  // A scan of so few bytes is as fast as what the index asks.
  constexpr std::size_t kFewBytes = 4 * GramIndex::kBlockBytes;
  auto found = property_column(type, name, range);
  if (!found) return found.error();
  if (*found == nullptr || (*found)->kind() != ColumnKind::String) return {};
  const Column& column = **found;
  if (part.size() < GramIndex::kGramBytes || column.bytes().size() < kFewBytes) {
    column.find_rows_with(part, out);
    return {};
  }
  Impl::Searched& searched = impl_->searched_texts(type, name);
  if (!searched.before[range].exchange(true, std::memory_order_relaxed)) {
    column.find_rows_with(part, out);
    return {};
  }
  auto grams = impl_->cache.get<GramIndex>(
      searched.grams[range], [&]() -> Result<GramIndex> { return GramIndex(column.bytes()); });
  if (!grams) return grams.error();
  std::vector<std::uint64_t> blocks;
  (*grams)->find_blocks(part, blocks);
  const auto is_named = [&](std::size_t block) {
    return (blocks[block / 64] >> (block % 64) & 1) != 0;
  };
  const std::size_t count = (*grams)->blocks();
  for (std::size_t block = 0; block < count; ++block) {
    if (blocks[block / 64] == 0) {
      block |= 63;
      continue;
    }
    if (!is_named(block)) continue;
    const std::size_t first = block;
    while (block + 1 < count && is_named(block + 1)) ++block;
    column.find_rows_with(part, first * GramIndex::kBlockBytes,
                          (block + 1) * GramIndex::kBlockBytes, out);
  }
  return {};
}

}  // namespace sarye
