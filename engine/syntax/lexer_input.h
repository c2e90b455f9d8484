// The signs that the lexer is given for a text. What a name may consist of is asked of Unicode
// here, so that the grammar needs no sets of a hundred thousand letters, which ANTLR would build in
// every process.
#pragma once

#include <string>

namespace sarye {

// One sign for each code point of `text`: beyond ASCII, U+4E00 for XID_Start, U+0300 for what else
// is XID_Continue, anything else as it is. Words are cut by it and never read from it.
std::u32string lexer_input(std::u32string text);

}  // namespace sarye
