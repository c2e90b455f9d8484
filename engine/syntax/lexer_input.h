// The signs that the lexer is given for a text. What a name may consist of, and what is white space,
// is asked of Unicode here, so that the grammar needs no sets of a hundred thousand letters.
#pragma once

#include <string>

namespace sarye {

// One sign for each code point of `text`, all below U+0080, by the table at the head of
// SaryeLexer.g4. Words are cut by it and never read from it.
std::u32string lexer_input(std::u32string text);

}  // namespace sarye
