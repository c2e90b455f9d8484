// The place of a text where a full-text question is answered best, as a line to read.
#pragma once

#include <string>
#include <string_view>

#include "engine/text/text_query.h"

namespace sarye {

inline constexpr int kExcerptWidth = 120;  // columns, without the marks of words

// The sentence with the most different words of `query` (of equal ones with the most places, then
// the first), with them in «»; white space is one space. Of a sentence wider than kExcerptWidth the
// part with the most of them, cut between words (between characters in Chinese), with … where
// something is left out. Where no word stands, the beginning of the text. Words behind NOT are not
// marked.
std::string excerpt(std::string_view text, const TextQuery& query);

}  // namespace sarye
