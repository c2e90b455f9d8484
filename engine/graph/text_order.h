// The texts of a property of all nodes of a type in one order, so that those with a given beginning
// are found by one search. The columns of ranges keep orders of their own; this is made of them
// when beginnings are asked for again. Only the first bytes are held: of longer beginnings it names
// candidates.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/graph/columns.h"

namespace sarye {

class TextOrder {
 public:
  struct Entry {
    std::uint64_t beginning = 0;  // beginning_of the text
    std::uint32_t offset = 0;     // of the node
  };

  // Adds a range's column, whose rows count from the node at `first`; ranges come in any order, and
  // then finish(). False: the column has texts that are in no order, and nothing can be made of it.
  bool add(const Column& column, std::uint32_t first);
  void finish();

  // Those whose texts may begin with `prefix`, in no order of note; all of them do where
  // is_decided().
  std::span<const Entry> candidates(std::string_view prefix) const;
  static bool is_decided(std::string_view prefix) {
    return prefix.size() <= kBeginningBytes && prefix.find('\0') == std::string_view::npos;
  }
  std::uint64_t values() const { return values_; }  // rows with a text
  std::uint64_t memory_bytes() const {
    return sizeof(TextOrder) + entries_.capacity() * sizeof(Entry);
  }

 private:
  std::vector<Entry> entries_;     // by beginning
  std::vector<std::size_t> runs_;  // where each range's entries begin, until finish()
  std::uint64_t values_ = 0;
};

}  // namespace sarye
