// Decoded chunks, shared by all threads of all queries on one view. A chunk is decoded by whoever
// asks first and published with one atomic store; after that, finding it is one load. Nothing is
// dropped while queries run: `trim` does that between them.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

class ChunkCache {
 public:
  struct Entry {
    virtual ~Entry() = default;
    std::atomic<void*>* slot = nullptr;
    std::uint64_t bytes = 0;
    std::atomic<std::uint32_t> used{0};  // the epoch of its last use
  };

  template <typename T>
  struct Chunk final : Entry {
    explicit Chunk(T v) : value(std::move(v)) {}
    T value;
  };

  explicit ChunkCache(std::uint64_t budget_bytes) : budget_(budget_bytes) {}

  // The chunk of `slot`, made by `load() -> Result<T>` when it is not there. Threads that ask at
  // the same time may both load; one result is kept. T must tell memory_bytes().
  template <typename T, typename Load>
  Result<const T*> get(std::atomic<void*>& slot, Load load) {
    if (void* known = slot.load(std::memory_order_acquire)) {
      auto* chunk = static_cast<Chunk<T>*>(known);
      const std::uint32_t now = epoch_.load(std::memory_order_relaxed);
      if (chunk->used.load(std::memory_order_relaxed) != now) {
        chunk->used.store(now, std::memory_order_relaxed);
      }
      return static_cast<const T*>(&chunk->value);
    }
    Result<T> loaded = load();
    if (!loaded) return loaded.error();
    auto chunk = std::make_unique<Chunk<T>>(std::move(*loaded));
    chunk->bytes = chunk->value.memory_bytes();
    chunk->slot = &slot;
    chunk->used = epoch_.load(std::memory_order_relaxed);
    void* expected = nullptr;
    if (!slot.compare_exchange_strong(expected, chunk.get(), std::memory_order_acq_rel)) {
      return static_cast<const T*>(&static_cast<Chunk<T>*>(expected)->value);
    }
    const T* value = &chunk->value;
    bytes_.fetch_add(chunk->bytes, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    entries_.push_back(std::move(chunk));
    return value;
  }

  // Drops chunks, least recently used first, until the budget holds. Never while a query runs.
  void trim();
  std::uint64_t bytes() const { return bytes_.load(std::memory_order_relaxed); }

 private:
  std::uint64_t budget_;
  std::atomic<std::uint64_t> bytes_{0};
  std::atomic<std::uint32_t> epoch_{1};
  std::mutex mutex_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

// One slot a range, all empty at first.
class ChunkSlots {
 public:
  ChunkSlots() = default;
  explicit ChunkSlots(std::uint32_t ranges)
      : ranges_(ranges), slots_(std::make_unique<std::atomic<void*>[]>(ranges)) {}
  std::uint32_t ranges() const { return ranges_; }
  std::atomic<void*>& operator[](std::uint32_t range) const { return slots_[range]; }

 private:
  std::uint32_t ranges_ = 0;
  std::unique_ptr<std::atomic<void*>[]> slots_;
};

}  // namespace sarye
