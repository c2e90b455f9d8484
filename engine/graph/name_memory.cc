#include "engine/graph/name_memory.h"

namespace sarye {

std::optional<std::vector<NodeId>> NameMemory::find(std::string_view name_key) const {
  const std::lock_guard lock(mutex_);
  const auto known = nodes_.find(name_key);
  if (known == nodes_.end()) return std::nullopt;
  return known->second;
}

void NameMemory::keep(std::string_view name_key, const std::vector<NodeId>& nodes) {
  constexpr std::size_t kEntryBytes = 96;  // the map's own, about
  const std::size_t bytes = kEntryBytes + name_key.size() + nodes.size() * sizeof(NodeId);
  if (bytes > kMostBytes) return;
  const std::lock_guard lock(mutex_);
  if (bytes_ + bytes > kMostBytes) {
    nodes_.clear();
    bytes_ = 0;
  }
  if (nodes_.emplace(name_key, nodes).second) bytes_ += bytes;
}

}  // namespace sarye
