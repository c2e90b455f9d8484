// A set of nodes that starts small: a few in place, then a hash table, then, of the type that most
// are of, one bit a node, where that is no larger.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "engine/base/strong_id.h"

namespace sarye {

class NodeSet {
 public:
  // True when the node is new. `limit`: offsets of its type are below it.
  bool insert(NodeId node, std::uint32_t limit) {
    if (many_ != nullptr) return insert_many(node, limit);
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (few_[i] == node.value) return false;
    }
    if (size_ < few_.size()) {
      few_[size_++] = node.value;
      return true;
    }
    many_ = std::make_unique<Many>();
    many_->table.assign(kFirstTable, kEmpty);
    for (const std::uint64_t value : few_) *place_of(value) = value;
    many_->size = few_.size();
    return insert_many(node, limit);
  }

  std::uint64_t bytes() const {
    return many_ == nullptr ? 0
                            : sizeof(Many) + (many_->table.capacity() + many_->bits.capacity()) * 8;
  }

 private:
  struct Many {
    std::vector<std::uint64_t> table;  // open addressing; a power of two
    std::size_t size = 0;              // in the table
    std::vector<std::uint64_t> bits;
    TypeId bits_type;
  };
  static constexpr std::size_t kFirstTable = 16;  // a power of two, over twice those in place
  static constexpr std::uint64_t kEmpty = std::numeric_limits<std::uint64_t>::max();

  bool insert_many(NodeId node, std::uint32_t limit) {
    Many& many = *many_;
    if (!many.bits.empty() && node.type() == many.bits_type) {
      std::uint64_t& word = many.bits[node.offset() / 64];
      const std::uint64_t bit = std::uint64_t{1} << (node.offset() % 64);
      if ((word & bit) != 0) return false;
      word |= bit;
      return true;
    }
    std::uint64_t* place = place_of(node.value);
    if (*place == node.value) return false;
    *place = node.value;
    if (++many.size * 2 > many.table.size()) grow(node.type(), limit);
    return true;
  }

  std::uint64_t* place_of(std::uint64_t value) {
    std::vector<std::uint64_t>& table = many_->table;
    const std::size_t mask = table.size() - 1;
    std::uint64_t hash = value * 0x9E3779B97F4A7C15u;
    std::size_t at = (hash >> 32) & mask;
    while (table[at] != kEmpty && table[at] != value) at = (at + 1) & mask;
    return &table[at];
  }

  // Twice the table, or bits for the nodes of the type.
  void grow(TypeId type, std::uint32_t limit) {
    Many& many = *many_;
    std::vector<std::uint64_t> values;
    values.swap(many.table);
    const bool to_bits = many.bits.empty() && limit / 64 <= values.size();
    if (to_bits) {
      many.bits.assign(limit / 64 + 1, 0);
      many.bits_type = type;
    }
    many.table.assign(to_bits ? values.size() : 2 * values.size(), kEmpty);
    many.size = 0;
    for (const std::uint64_t value : values) {
      if (value == kEmpty) continue;
      NodeId node;
      node.value = value;
      if (to_bits && node.type() == type) {
        many.bits[node.offset() / 64] |= std::uint64_t{1} << (node.offset() % 64);
      } else {
        *place_of(value) = value;
        ++many.size;
      }
    }
  }

  std::array<std::uint64_t, 4> few_;  // the first `size_` while there are not many
  std::uint32_t size_ = 0;
  std::unique_ptr<Many> many_;
};

}  // namespace sarye
