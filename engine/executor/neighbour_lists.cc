#include "engine/executor/neighbour_lists.h"

#include <algorithm>

namespace sarye {

Result<void> NeighbourLists::fill(OperatorProfile& profile) {
  const TypeId type = *walk_.start();
  const std::uint32_t limit = graph_.node_limit(type);
  first_.reserve(limit + std::size_t{1});
  first_.push_back(0);
  std::vector<NodeId> ends;
  for (std::uint32_t offset = 0; offset < limit; ++offset) {
    ends.clear();
    auto done = walk_.is_plain()
                    ? walk_.append(NodeId(type, offset), {}, profile, ends, nullptr)
                    : walk_.each(NodeId(type, offset), profile,
                                 [&ends](const EdgeValue&, NodeId end) { ends.push_back(end); });
    if (!done) return done;
    // The lists of several steps are sorted each, and seldom more than two.
    const auto behind = std::is_sorted_until(ends.begin(), ends.end());
    std::sort(behind, ends.end());
    for (auto one = ends.begin(), two = behind; one != behind || two != ends.end();) {
      const bool takes_one = two == ends.end() || (one != behind && *one < *two);
      neighbours_.push_back((takes_one ? one++ : two++)->offset());
    }
    first_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
  }
  return {};
}

}  // namespace sarye
