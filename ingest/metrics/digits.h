// Figures and Latin letters as bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace sarye {

inline bool is_figure(char c) {
  return c >= '0' && c <= '9';
}
inline bool is_latin(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

// Behind at most `most` spaces and ends of lines.
inline std::size_t after_spaces(std::string_view text, std::size_t at, std::size_t most) {
  std::size_t n = 0;
  while (at < text.size() && n < most && (text[at] == ' ' || text[at] == '\n')) ++at, ++n;
  return at;
}

}  // namespace sarye
