// Whether a text begins or ends with a word of a closed list: a look-up for each size that the
// list's words have, not a comparison with each word.
#pragma once

#include <algorithm>
#include <string_view>

#include "ingest/lexicon/word_set.h"

namespace sarye {

inline bool begins_with_word(std::string_view text, const WordSet& words) {
  const auto& sizes = words.sizes();
  return std::any_of(sizes.begin(), sizes.end(), [&](std::size_t size) {
    return size <= text.size() && words.contains(text.substr(0, size));
  });
}

inline bool ends_with_word(std::string_view text, const WordSet& words) {
  const auto& sizes = words.sizes();
  return std::any_of(sizes.begin(), sizes.end(), [&](std::size_t size) {
    return size <= text.size() && words.contains(text.substr(text.size() - size));
  });
}

// How many bytes the longest of the words has that the text ends with; 0: it ends with none.
inline std::size_t length_of_end(std::string_view text, const WordSet& words) {
  std::size_t longest = 0;
  for (const std::size_t size : words.sizes()) {
    if (size > longest && size <= text.size() && words.contains(text.substr(text.size() - size))) {
      longest = size;
    }
  }
  return longest;
}

// Whether it ends with one, with at least `in_front` bytes in front of the word.
inline bool ends_with_word(std::string_view text, const WordSet& words, std::size_t in_front) {
  return text.size() > in_front && ends_with_word(text.substr(in_front), words);
}

}  // namespace sarye
