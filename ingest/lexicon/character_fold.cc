#include "ingest/lexicon/character_fold.h"

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

bool is_skipped(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'-' || c == U'\u00A0' ||
         (c >= 0x2000 && c <= 0x200D) || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
         c == 0x3000 || c == 0x00B7 || c == 0x2022 || c == 0x2024 || c == 0x2027 || c == 0x30FB ||
         c == 0x318D || c == 0xFF65 || c == 0x119E || c == 0x00AD || c == 0x2060 || c == 0xFEFF;
}

// Hangul syllables and most Han need no library: they fold to themselves, or by one table.
bool is_syllable(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}
bool is_han(char32_t c) {
  return c >= 0x3400 && c <= 0x9FFF;
}

std::u32string folded(char32_t c) {
  std::string text;
  append_utf8(text, c);
  std::u32string out;
  for (const char32_t part : code_points(fold_case(nfkc(text)))) {
    if (!is_skipped(part)) out += to_simplified(part);
  }
  return out;
}

}  // namespace

const CharacterFold& CharacterFold::instance() {
  static const CharacterFold fold;
  return fold;
}

CharacterFold::CharacterFold() : table_(kPlane) {
  for (char32_t c = 0; c < kPlane; ++c) {
    if (is_skipped(c)) {
      table_[c] = kSkipped;
    } else if (c < 0x80) {
      table_[c] = c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
    } else if (is_syllable(c) || (c >= 0xA000 && c < 0xF900)) {
      table_[c] = c;  // syllables, other scripts, surrogates, private use
    } else if (is_han(c)) {
      table_[c] = to_simplified(c);
    } else {
      const std::u32string to = folded(c);
      if (to.size() == 1) {
        table_[c] = to[0];
      } else if (to.empty()) {
        table_[c] = kSkipped;
      } else {
        table_[c] = kSeveral;
        several_.emplace(c, to);
      }
    }
  }
}

char32_t CharacterFold::fold_outside(char32_t c) const {
  const std::u32string to = folded(c);
  return to.size() == 1 ? to[0] : c;
}

const std::u32string& CharacterFold::several(char32_t c) const {
  return several_.at(c);
}

}  // namespace sarye
