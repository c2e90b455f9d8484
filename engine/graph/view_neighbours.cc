// GraphView: neighbours along several tables, put together once questions have looked at as much.
#include <algorithm>

#include "engine/graph/graph_view_impl.h"

namespace sarye {

namespace {

// What putting lists together costs, in entries that are looked at one node after another: of
// these, a search takes some 24 ns each, of those that are put together 4.
std::uint64_t cost_of_gathering(std::uint64_t edges, std::uint64_t nodes) {
  return (edges + nodes) / 4;
}

}  // namespace

GraphView::Impl::Gathered& GraphView::Impl::gathered(std::span<const NeighbourStep> steps,
                                                     NeighbourOrder order) {
  std::vector<NeighbourStep> key(steps.begin(), steps.end());
  if (key.size() == 1) order = NeighbourOrder::Ascending;  // one list has one order
  if (order == NeighbourOrder::Ascending) std::sort(key.begin(), key.end());
  const std::lock_guard lock(gathered_mutex);
  return gathered_neighbours[{order, std::move(key)}];
}

std::uint64_t GraphView::Impl::edges_along(std::span<const NeighbourStep> steps) const {
  std::uint64_t sum = 0;
  for (const NeighbourStep& step : steps) sum += tables[step.table.value].edges;
  return sum;
}

TypeId GraphView::Impl::start_of(const NeighbourStep& step) const {
  const EdgeTableInfo& table = tables[step.table.value];
  return step.direction == Direction::Out ? table.from : table.to;
}

Result<NeighbourIndex> GraphView::Impl::gather(std::span<const NeighbourStep> steps,
                                               NeighbourOrder order) {
  const std::uint32_t limit = manifest.types[start_of(steps.front()).value].limit;
  const std::size_t edges = edges_along(steps);
  NeighbourIndex index(order, limit, edges);
  std::vector<const AdjacencyChunk*> chunks(steps.size());
  for (std::uint32_t begin = 0; begin < limit; begin += std::min(kRangeSize, limit - begin)) {
    for (std::size_t s = 0; s < steps.size(); ++s) {
      auto chunk = adjacency(steps[s].table, steps[s].direction, begin >> kRangeBits);
      if (!chunk) return chunk.error();
      chunks[s] = *chunk;
    }
    index.add_range(begin, begin + std::min(kRangeSize, limit - begin), steps, chunks);
  }
  return index;
}

Result<const NeighbourIndex*> GraphView::neighbours_along(std::span<const NeighbourStep> steps,
                                                          NeighbourOrder order) const {
  Impl::Gathered& gathered = impl_->gathered(steps, order);
  const std::lock_guard lock(gathered.making);  // whoever else wants it waits
  gathered.looked = 0;
  return impl_->cache.get<NeighbourIndex>(gathered.slot[0],
                                          [&] { return impl_->gather(steps, order); });
}

Result<const NeighbourIndex*> GraphView::neighbours_if_due(std::span<const NeighbourStep> steps,
                                                           NeighbourOrder order,
                                                           std::uint64_t looked) const {
  Impl::Gathered& gathered = impl_->gathered(steps, order);
  if (gathered.slot[0].load(std::memory_order_acquire) == nullptr) {
    const std::uint64_t all = gathered.looked.fetch_add(looked, std::memory_order_relaxed) + looked;
    if (all <
        cost_of_gathering(impl_->edges_along(steps), node_limit(impl_->start_of(steps.front()))))
      return nullptr;
  }
  return neighbours_along(steps, order);
}

}  // namespace sarye
