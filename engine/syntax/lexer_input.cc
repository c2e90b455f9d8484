#include "engine/syntax/lexer_input.h"

#include "engine/text/unicode.h"

namespace sarye {

namespace {

// As SaryeLexer.g4 has them.
constexpr char32_t kAnyStart = 0x4E00;
constexpr char32_t kAnyContinue = 0x0300;

}  // namespace

std::u32string lexer_input(std::u32string text) {
  for (char32_t& c : text) {
    if (c < 0x80) continue;
    if (starts_identifier(c)) {
      c = kAnyStart;
    } else if (continues_identifier(c)) {
      c = kAnyContinue;
    }
  }
  return text;
}

}  // namespace sarye
