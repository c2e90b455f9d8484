// The values of literals: numbers, strings with their escapes, names without their backticks.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/result.h"

namespace sarye {

class SourceText;

// Code points [begin, end) of a source text.
struct SourceRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// 12, 0x1F, 0o17. Error: IntegerOverflow outside -2^63 .. 2^63 - 1.
Result<std::int64_t> integer_literal(const SourceText& source, SourceRange range, bool negative);

// .5, 1e-5; smaller than any double is 0. Error: FloatingPointOverflow.
Result<double> float_literal(const SourceText& source, SourceRange range, bool negative);

// A string with its quotes, of any of the four kinds: escapes resolved, then NFC.
// Errors: InvalidUnicodeLiteral  \u without four digits, or half of a surrogate pair
//         InvalidEscape          a backslash before anything else
Result<std::string> string_literal(const SourceText& source, SourceRange range);

// A name, with or without backticks, in NFC. Full-width letters are read as ASCII.
std::string name_text(const SourceText& source, SourceRange range);

}  // namespace sarye
