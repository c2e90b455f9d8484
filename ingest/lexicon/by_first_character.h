// Things that are looked for in texts by a wording, told apart by its first character: a text is
// gone through once, and hardly any of its characters begins a wording.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/unicode.h"

namespace sarye {

template <typename Thing>
class ByFirstCharacter {
 public:
  ByFirstCharacter() : lists_(1), place_of_(kPlane + 1) {}

  // `text` is not empty.
  void add(std::string_view text, Thing thing) {
    std::size_t at = 0;
    std::uint16_t& place = place_of_[index_of(decode(text, at))];
    if (place == 0) {
      place = static_cast<std::uint16_t>(lists_.size());
      lists_.emplace_back();
    }
    lists_[place].push_back(std::move(thing));
  }
  // Puts the things of one character in order; equal ones stay as they were added.
  template <typename Before>
  void sort(Before&& before) {
    for (std::vector<Thing>& list : lists_) std::stable_sort(list.begin(), list.end(), before);
  }

  // The things whose text begins with `c`; those of rare characters may begin with another one.
  const std::vector<Thing>& of(char32_t c) const { return lists_[place_of_[index_of(c)]]; }

 private:
  static constexpr std::size_t kPlane = 0x10000;  // beyond it all share one list
  static std::size_t index_of(char32_t c) { return std::min<std::size_t>(c, kPlane); }

  std::vector<std::vector<Thing>> lists_;  // the first: of characters that begin none
  std::vector<std::uint16_t> place_of_;    // in lists_, by character
};

}  // namespace sarye
