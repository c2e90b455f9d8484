#include "engine/executor/neighbour_lists.h"

#include <algorithm>

namespace sarye {

Result<void> NeighbourLists::take(std::uint64_t looked) {
  if (!may_be_kept() || filled()) return {};
  auto kept = graph_.neighbours_if_due(steps_, order_, looked);
  if (!kept) return kept.error();
  lists_ = *kept;
  return {};
}

Result<void> NeighbourLists::fill(OperatorProfile& profile) {
  if (may_be_kept()) {
    auto kept = graph_.neighbours_along(steps_, order_);
    if (!kept) return kept.error();
    lists_ = *kept;
    return {};
  }
  const std::uint32_t limit = graph_.node_limit(start());
  NeighbourIndex lists(order_, limit, 0);
  std::vector<std::uint32_t> ends;
  for (std::uint32_t offset = 0; offset < limit; ++offset) {
    ends.clear();
    auto done = walk_.each(NodeId(start(), offset), profile,
                           [&ends](const EdgeValue&, NodeId end) { ends.push_back(end.offset()); });
    if (!done) return done;
    if (order_ == NeighbourOrder::Ascending) {
      // The lists of several steps are sorted each, and seldom more than two.
      const auto behind = std::is_sorted_until(ends.begin(), ends.end());
      std::sort(behind, ends.end());
      std::inplace_merge(ends.begin(), behind, ends.end());
    }
    lists.add(ends);
  }
  own_ = std::move(lists);
  lists_ = &*own_;
  return {};
}

}  // namespace sarye
