// GraphView: parts and beginnings of texts, by an index of grams and by the order of all texts
// where a property is searched again.
#include <algorithm>

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

Result<GraphView::Impl::OrderedTexts> GraphView::Impl::order_texts(TypeId type,
                                                                   std::string_view name) {
  const std::uint32_t limit = manifest.types[type.value].limit;
  TextOrder order;
  for (std::uint32_t first = 0; first < limit; first += kRangeSize) {
    auto found = column(type, name, first >> kRangeBits);
    if (!found) return found.error();
    if (*found != nullptr && !order.add(**found, first)) return OrderedTexts{};
  }
  order.finish();
  return OrderedTexts{std::move(order)};
}

Result<GraphView::TextRun> GraphView::nodes_beginning(TypeId type, std::string_view name,
                                                      std::string_view prefix) const {
  if (!is_kept_by_text(name) || node_limit(type) <= kRangeSize) return TextRun{};
  Impl::Searched& searched = impl_->searched_texts(type, name);
  if (!searched.asked_in_order.exchange(true, std::memory_order_relaxed)) return TextRun{};
  auto texts = impl_->cache.get<Impl::OrderedTexts>(searched.order[0],
                                                    [&] { return impl_->order_texts(type, name); });
  if (!texts) return texts.error();
  if (!(*texts)->order) return TextRun{};
  TextRun out{true, {}, (*texts)->order->values()};
  for (const TextOrder::Entry& entry : (*texts)->order->candidates(prefix)) {
    out.offsets.push_back(entry.offset);
  }
  std::sort(out.offsets.begin(), out.offsets.end());
  const bool has_holes = node_count(type) != node_limit(type);
  std::size_t kept = 0;
  for (const std::uint32_t offset : out.offsets) {
    if (!TextOrder::is_decided(prefix)) {
      auto column = impl_->column(type, name, offset >> kRangeBits);
      if (!column) return column.error();
      if (!(*column)->text(offset & (kRangeSize - 1)).starts_with(prefix)) continue;
    }
    if (has_holes) {
      auto there = exists(NodeId(type, offset));
      if (!there) return there.error();
      if (!*there) continue;
    }
    out.offsets[kept++] = offset;
  }
  out.offsets.resize(kept);
  return out;
}

}  // namespace sarye
