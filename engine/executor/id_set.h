// A set of ids of 64 bits: a hash table with open addressing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sarye {

class IdSet {
 public:
  // True when the id is new. The greatest number is no id.
  bool insert(std::uint64_t id) {
    if (table_.empty()) table_.assign(kFirstPlaces, kEmpty);
    std::uint64_t* const place = place_of(id);
    if (*place == id) return false;
    *place = id;
    if (++size_ * 2 > table_.size()) grow();
    return true;
  }

  std::size_t size() const { return size_; }
  std::size_t places() const { return table_.size(); }
  std::uint64_t bytes() const { return table_.capacity() * sizeof(std::uint64_t); }

  // Calls f(id) for each, in no order.
  template <typename F>
  void each(F&& f) const {
    for (const std::uint64_t id : table_) {
      if (id != kEmpty) f(id);
    }
  }

 private:
  static constexpr std::size_t kFirstPlaces = 16;  // a power of two, and so are all sizes
  static constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

  std::uint64_t* place_of(std::uint64_t id) {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = (id * 0x9E3779B97F4A7C15u >> 32) & mask;
    while (table_[at] != kEmpty && table_[at] != id) at = (at + 1) & mask;
    return &table_[at];
  }

  void grow() {
    std::vector<std::uint64_t> ids(2 * table_.size(), kEmpty);
    ids.swap(table_);
    for (const std::uint64_t id : ids) {
      if (id != kEmpty) *place_of(id) = id;
    }
  }

  std::vector<std::uint64_t> table_;
  std::size_t size_ = 0;
};

}  // namespace sarye
