// The shape of a query: its text with plain literals taken out. Two texts of one shape differ in
// values alone, so what was worked out for the first may serve the second
// (engine/statement_cache.h). Found in one pass over the bytes, without the parser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// A literal as written: bytes [begin, end) of the text, quotes included.
struct PlainLiteral {
  enum class Kind : std::uint8_t { Integer, Float, String };
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Kind kind = Kind::Integer;
};

struct LiteralShape {
  // Equal for two texts only if they differ inside literals of equal types alone. Never equal to a
  // query, and no query itself.
  std::string text;
  std::vector<PlainLiteral> literals;  // in order of the text
};

// Only what cannot be read in two ways is taken out: decimal digits (up to 18, with or without a
// decimal point) and texts in ASCII quotes without a backslash or a line break. All else stays as
// it is written; in a text with control characters or signs of an input method nothing is taken
// out.
LiteralShape literal_shape(std::string_view query);

}  // namespace sarye
