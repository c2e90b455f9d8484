// How many columns of a terminal a text takes: Hangul, Han, Kana and emoji two, combining and
// invisible characters none, the rest one.
#pragma once

#include <string>
#include <string_view>

namespace sarye {

// Columns of one code point on its own: 0, 1 or 2. Control characters count 0.
int display_width(char32_t c);

// Columns of a text in one line. An emoji sequence (joined, with a skin tone, a flag) counts 2.
int display_width(std::string_view text);

// The longest beginning that fits into `columns`, with `ellipsis` at its end if anything was cut.
// Never cuts inside a code point or before a combining mark.
std::string truncate_to_width(std::string_view text, int columns, std::string_view ellipsis = "…");

enum class Align { Left, Right, Center };

// The text with spaces up to `columns`; a longer text is returned as it is.
std::string pad_to_width(std::string_view text, int columns, Align align = Align::Left);

}  // namespace sarye
