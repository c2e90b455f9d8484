// What somebody who wrote this word probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// Insertions, deletions, replacements and swaps of neighbours, of ASCII letters in either case.
int keyword_distance(std::string_view a, std::string_view b);

// The keyword that is at most two edits away (one, when it has up to four letters); the earlier of
// equally near ones. Empty: none.
std::string nearest_keyword(std::string_view word, const std::vector<std::string>& keywords);

// What replaces a word or sign of another query language: "write ORDER BY" for SORT. Empty:
// unknown.
std::string habit_hint(std::string_view word);

}  // namespace sarye
