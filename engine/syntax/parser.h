// Text to tree: the one door to ANTLR. Everything that can be said without a store is checked here;
// what names mean is the binder's.
#pragma once

#include <string_view>

#include "engine/base/result.h"
#include "engine/syntax/ast.h"

namespace sarye {

// The statements of `text`, divided by semicolons; none for a blank text. Any thread may call this;
// the first call in a process takes some milliseconds, later ones some tenths.
// Errors, with their place (code Syntax but for the first two, which are LimitReached):
//   QueryTooLong, NestingTooDeep   over ast::kMaxTextBytes, kMaxNesting or kMaxTreeDepth
//   InvalidUtf8                    with the offset of the byte
//   UnexpectedEnd                  the text stops inside a statement, text, name or comment
//   UnexpectedSyntax               a word that does not fit, with one suggestion
//   InvalidNumberLiteral, IntegerOverflow, FloatingPointOverflow, InvalidUnicodeLiteral,
//   InvalidUnicodeCharacter, InvalidEscape, InvalidRange
Result<ast::Script> parse(std::string_view text);

// The same for a text of exactly one statement; a semicolon behind it is fine.
Result<ast::Statement> parse_statement(std::string_view text);

inline constexpr std::string_view kUnexpectedEnd = "UnexpectedEnd";

// Whether more text could make it right, so that a shell should go on reading.
inline bool is_incomplete(const Error& error) {
  return error.name == kUnexpectedEnd;
}

}  // namespace sarye
