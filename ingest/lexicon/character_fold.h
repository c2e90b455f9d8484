// Folding one character at a time: NFKC, case, Traditional to Simplified. Made once, then a
// look-up.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sarye {

class CharacterFold {
 public:
  static constexpr char32_t kSkipped = 0xFFFFFFFFu;  // does not count: spaces, hyphens, middle dots
  static constexpr char32_t kSeveral = 0xFFFFFFFEu;  // folds to several characters: `several`
  static constexpr char32_t kPlane = 0x10000;        // code points below have a place in the table

  static const CharacterFold& instance();

  // The folded character, kSkipped or kSeveral.
  char32_t fold(char32_t c) const { return c < kPlane ? table_[c] : fold_outside(c); }
  // What a character with kSeveral folds to; none of them is kSkipped.
  const std::u32string& several(char32_t c) const;

 private:
  CharacterFold();
  char32_t fold_outside(char32_t c) const;

  std::vector<char32_t> table_;
  std::unordered_map<char32_t, std::u32string> several_;  // only looked up, never iterated
};

}  // namespace sarye
