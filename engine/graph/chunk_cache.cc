#include "engine/graph/chunk_cache.h"

#include <algorithm>

namespace sarye {

void ChunkCache::trim() {
  const std::lock_guard lock(mutex_);
  epoch_.fetch_add(1, std::memory_order_relaxed);
  if (bytes() <= budget_) return;
  // Most recently used first, so that those to drop are at the end.
  std::stable_sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
    return a->used.load(std::memory_order_relaxed) > b->used.load(std::memory_order_relaxed);
  });
  while (!entries_.empty() && bytes() > budget_) {
    Entry& last = *entries_.back();
    last.slot->store(nullptr, std::memory_order_release);
    bytes_.fetch_sub(last.bytes, std::memory_order_relaxed);
    entries_.pop_back();
  }
}

}  // namespace sarye
