#include "engine/node_listing.h"

#include <algorithm>

#include "engine/text/name_key.h"

namespace sarye {

Result<std::vector<std::pair<std::string, NodeId>>> nodes_by_key(const GraphView& graph,
                                                                 TypeId type) {
  std::vector<std::pair<std::string, NodeId>> nodes;
  const std::uint32_t limit = graph.node_limit(type);
  for (std::uint32_t range = 0; range << kRangeBits < limit; ++range) {
    auto offsets = graph.nodes_of_range(type, range);
    if (!offsets) return offsets.error();
    for (std::uint32_t offset : *offsets) {
      auto key = graph.stable_key(NodeId(type, offset));
      if (!key) return key.error();
      nodes.emplace_back(std::move(*key), NodeId(type, offset));
    }
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

bool is_like(std::string_view text, std::string_view pattern) {
  return pattern.empty() || name_key(text).find(name_key(pattern)) != std::string::npos;
}

}  // namespace sarye
