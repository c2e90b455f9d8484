// A set of nodes that starts small: a few in place, then a hash table, then, of the type that most
// are of, one bit a node, where that is no larger.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/strong_id.h"

namespace sarye {

class NodeSet {
 public:
  // True when the node is new. `limit`: offsets of its type are below it.
  bool insert(NodeId node, std::uint32_t limit) {
    if (!bits_.empty() && node.type() == bits_type_) {
      std::uint64_t& word = bits_[node.offset() / 64];
      const std::uint64_t bit = std::uint64_t{1} << (node.offset() % 64);
      if ((word & bit) != 0) return false;
      word |= bit;
      return true;
    }
    if (table_.empty()) {
      for (std::size_t i = 0; i < size_; ++i) {
        if (few_[i] == node.value) return false;
      }
      if (size_ < few_.size()) {
        few_[size_++] = node.value;
        return true;
      }
      table_.assign(kFirstTable, kEmpty);
      for (const std::uint64_t value : few_) *place_of(value) = value;
    }
    std::uint64_t* place = place_of(node.value);
    if (*place == node.value) return false;
    *place = node.value;
    if (++size_ * 2 > table_.size()) grow(node.type(), limit);
    return true;
  }

  std::uint64_t bytes() const { return (table_.capacity() + bits_.capacity()) * 8; }

 private:
  static constexpr std::size_t kFirstTable = 32;  // a power of two, over twice those in place
  static constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

  std::uint64_t* place_of(std::uint64_t value) {
    const std::size_t mask = table_.size() - 1;
    std::uint64_t hash = value * 0x9E3779B97F4A7C15u;
    std::size_t at = (hash >> 32) & mask;
    while (table_[at] != kEmpty && table_[at] != value) at = (at + 1) & mask;
    return &table_[at];
  }

  // Twice the table, or bits for the nodes of the type.
  void grow(TypeId type, std::uint32_t limit) {
    std::vector<std::uint64_t> values;
    values.swap(table_);
    const bool to_bits = bits_.empty() && limit / 64 <= values.size();
    if (to_bits) {
      bits_.assign(limit / 64 + 1, 0);
      bits_type_ = type;
    }
    table_.assign(to_bits ? values.size() : 2 * values.size(), kEmpty);
    size_ = 0;
    for (const std::uint64_t value : values) {
      if (value == kEmpty) continue;
      NodeId node;
      node.value = value;
      if (to_bits && node.type() == type) {
        bits_[node.offset() / 64] |= std::uint64_t{1} << (node.offset() % 64);
      } else {
        *place_of(value) = value;
        ++size_;
      }
    }
  }

  std::array<std::uint64_t, 6> few_;  // the first `size_` while there is no table
  std::size_t size_ = 0;              // in place or in the table
  std::vector<std::uint64_t> table_;  // open addressing; a power of two
  std::vector<std::uint64_t> bits_;
  TypeId bits_type_;
};

}  // namespace sarye
