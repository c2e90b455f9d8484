#include "engine/syntax/lexer_input.h"

#include <string_view>

#include "engine/text/unicode.h"

namespace sarye {

namespace {

// As SaryeLexer.g4 has them.
constexpr char32_t kStart = 0x01;
constexpr char32_t kContinue = 0x02;
constexpr char32_t kOpenSingle = 0x03;
constexpr char32_t kCloseSingle = 0x04;
constexpr char32_t kOpenDouble = 0x05;
constexpr char32_t kCloseDouble = 0x06;
constexpr char32_t kOther = 0x7F;

// Letters that a number may have: of hexadecimal digits, and of 0x, 0o, 1e9.
constexpr std::u32string_view kNumberLetters = U"abcdefox";

char32_t ascii_sign(char32_t c) {
  if (c <= kCloseDouble) return kOther;
  if (c >= U'0' && c <= U'9') return c == U'0' ? c : c < U'8' ? U'1' : U'9';
  const bool large = c >= U'A' && c <= U'Z';
  if (!large && (c < U'a' || c > U'z')) return c == U'_' ? kStart : c;
  const char32_t small = large ? c - U'A' + U'a' : c;
  return kNumberLetters.find(small) == std::u32string_view::npos ? kStart : small;
}

char32_t class_sign(char32_t c) {
  if (starts_identifier(c)) return kStart;
  if (continues_identifier(c)) return kContinue;
  switch (c) {
    case U'\u2018':
      return kOpenSingle;
    case U'\u2019':
      return kCloseSingle;
    case U'\u201C':
      return kOpenDouble;
    case U'\u201D':
      return kCloseDouble;
    case 0x0085:
    case 0x00A0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF:
      return U' ';
    default:
      return c >= 0x2000 && c <= 0x200B ? U' ' : kOther;
  }
}

}  // namespace

std::u32string lexer_input(std::u32string text) {
  for (char32_t& c : text) c = c < 0x80 ? ascii_sign(c) : class_sign(c);
  return text;
}

}  // namespace sarye
