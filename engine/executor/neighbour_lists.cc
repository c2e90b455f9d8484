#include "engine/executor/neighbour_lists.h"

#include <algorithm>

namespace sarye {

Result<void> NeighbourLists::fill(OperatorProfile& profile) {
  const TypeId type = *walk_.start();
  const std::uint32_t limit = graph_.node_limit(type);
  first_.reserve(limit + std::size_t{1});
  first_.push_back(0);
  for (std::uint32_t offset = 0; offset < limit; ++offset) {
    const auto begin = static_cast<std::ptrdiff_t>(neighbours_.size());
    auto done = walk_.each(NodeId(type, offset), profile, [this](const EdgeValue&, NodeId node) {
      neighbours_.push_back(node.offset());
    });
    if (!done) return done;
    // The lists of several steps are sorted each.
    const auto list = neighbours_.begin() + begin;
    if (!std::is_sorted(list, neighbours_.end())) std::sort(list, neighbours_.end());
    first_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
  }
  return {};
}

}  // namespace sarye
