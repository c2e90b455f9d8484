// Small steps over Chinese words, for those who read clauses.
#pragma once

#include <cstdint>
#include <string_view>

namespace sarye {

// Whether the word stands at `at`. Told by its first character as a rule, and that by its last
// byte.
inline bool stands_at(std::string_view text, std::size_t at, std::string_view word) {
  if (at > text.size() || text.size() - at < word.size()) return false;
  if (word.size() >= 3 && (text[at + 2] != word[2] || text[at + 1] != word[1])) return false;
  return text.substr(at, word.size()) == word;
}

// Whether the word ends at `end`.
inline bool ends_at(std::string_view text, std::size_t end, std::string_view word) {
  if (end < word.size() || end > text.size()) return false;
  if (!word.empty() && text[end - 1] != word.back()) return false;
  return text.substr(end - word.size(), word.size()) == word;
}

// The last bytes of the words' first characters, a bit each: most places of a text begin no word of
// a list.
template <typename List>
constexpr std::uint64_t first_characters(const List& words) {
  std::uint64_t bits = 0;
  for (const std::string_view word : words) {
    bits |= std::uint64_t{1} << (static_cast<unsigned char>(word[2]) & 63);
  }
  return bits;
}
inline bool may_begin_at(std::string_view text, std::size_t at, std::uint64_t first) {
  return at + 2 < text.size() &&
         (first >> (static_cast<unsigned char>(text[at + 2]) & 63) & 1) != 0;
}

// Behind the longest of the words that stands at `at` and ends by `end`; `at`: none does.
template <typename List>
std::uint32_t behind_any(std::string_view text, std::uint32_t at, std::uint32_t end,
                         const List& words) {
  std::uint32_t best = at;
  for (const std::string_view word : words) {
    const auto next = at + static_cast<std::uint32_t>(word.size());
    if (next <= end && next > best && stands_at(text, at, word)) best = next;
  }
  return best;
}

}  // namespace sarye
