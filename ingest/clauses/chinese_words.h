// Small steps over Chinese words, for those who read clauses.
#pragma once

#include <cstdint>
#include <string_view>

namespace sarye {

// Behind the longest of the words that stands at `at` and ends by `end`; `at`: none does.
template <typename List>
std::uint32_t behind_any(std::string_view text, std::uint32_t at, std::uint32_t end,
                         const List& words) {
  std::uint32_t best = at;
  for (const std::string_view word : words) {
    const auto next = at + static_cast<std::uint32_t>(word.size());
    if (next <= end && next > best && text.substr(at).starts_with(word)) best = next;
  }
  return best;
}

}  // namespace sarye
