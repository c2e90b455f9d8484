// A set of nodes that starts small: a few in place, then a hash table, then, of the type that most
// are of, one bit a node, where that is no larger.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/executor/id_set.h"

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
    for (const std::uint64_t value : few_) many_->table.insert(value);
    return insert_many(node, limit);
  }

  std::uint64_t bytes() const {
    return many_ == nullptr ? 0 : sizeof(Many) + many_->table.bytes() + many_->bits.capacity() * 8;
  }

 private:
  struct Many {
    IdSet table;
    std::vector<std::uint64_t> bits;  // of the nodes of one type, which are not in the table
    TypeId bits_type;
  };

  bool insert_many(NodeId node, std::uint32_t limit) {
    Many& many = *many_;
    if (!many.bits.empty() && node.type() == many.bits_type) return set_bit(node);
    if (!many.table.insert(node.value)) return false;
    if (many.bits.empty() && limit / 64 <= many.table.places() / 2) to_bits(node.type(), limit);
    return true;
  }

  bool set_bit(NodeId node) {
    std::uint64_t& word = many_->bits[node.offset() / 64];
    const std::uint64_t bit = std::uint64_t{1} << (node.offset() % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    return true;
  }

  void to_bits(TypeId type, std::uint32_t limit) {
    Many& many = *many_;
    IdSet others;
    many.bits.assign(limit / 64 + 1, 0);
    many.bits_type = type;
    many.table.each([&](std::uint64_t value) {
      NodeId node;
      node.value = value;
      if (node.type() == type) {
        set_bit(node);
      } else {
        others.insert(value);
      }
    });
    many.table = std::move(others);
  }

  std::array<std::uint64_t, 4> few_;  // the first `size_` while there are not many
  std::uint32_t size_ = 0;
  std::unique_ptr<Many> many_;
};

}  // namespace sarye
