// What stands between a Chinese measure and its figure: words that only bind the two (实现, 达到,
// 约, 人民币), words of change (同比增长, 年減), and words that tell that the figure is of
// something else.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "engine/base/byte_range.h"

namespace sarye {

// Bytes of `text` between `begin` and `end` that no binding word, word of change, figure or range
// of `known` explains: 0 for 同比大幅增长约. Ranges count from the start of `text` and may lie
// anywhere.
std::size_t unexplained_bytes(std::string_view text, std::uint32_t begin, std::uint32_t end,
                              std::span<const ByteRange> known);

struct ChangeWord {
  std::uint32_t end = 0;  // of `text`
  int direction = 0;      // 1 rose, -1 fell; 0: no word of change
  bool rate = false;      // a noun for the change itself: 增幅, 年增率
};

// The last word of change of `text`; a rate noun before it in the same stretch decides.
ChangeWord last_change_word(std::string_view text);
// A word of change at the very start of `text`, 的 before it or not: 15.3%的增速.
ChangeWord change_word_at_start(std::string_view text);

}  // namespace sarye
