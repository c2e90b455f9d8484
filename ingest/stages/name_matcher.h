// Finds every listed name in a text, whatever its case, script form (traditional or simplified) and
// separators: "DeepSeek - R1" is DeepSeek-R1, 카카오 모빌리티 is 카카오모빌리티, 華為 is 华为.
// Borders are not looked at here.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

struct NameMatch {
  ByteRange bytes;         // in the text
  std::uint32_t name = 0;  // the number that the name was added with
};

class NameMatcher {
 public:
  // Adds a name; `number` comes back in matches. Names without a letter or digit are left out.
  void add(std::string_view name, std::uint32_t number);

  // All matches, by begin, then the longest first, then by number.
  std::vector<NameMatch> find_all(std::string_view text) const;

 private:
  struct End {
    std::uint32_t name;
    std::vector<bool> gap;  // gap[i]: a separator may stand before the i-th character
  };
  static std::uint64_t edge(std::uint32_t state, char32_t c) {
    return std::uint64_t{state} << 24 | static_cast<std::uint64_t>(c);
  }
  std::unordered_map<std::uint64_t, std::uint32_t> edges_;
  std::unordered_map<std::uint32_t, std::vector<End>> ends_;
  std::uint32_t states_ = 1;
};

}  // namespace sarye
