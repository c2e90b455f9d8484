#include "ingest/language/english.h"

#include <string>
#include <vector>

#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

bool is_letter_or_digit(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Latin || script == Script::Digit;
}

char32_t latin_before(std::string_view text, std::size_t at) {
  if (at == 0) return ' ';
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  return decode(text, begin);
}

char32_t at_or_space(std::string_view text, std::size_t at) {
  return at < text.size() ? decode(text, at) : U' ';
}

bool is_separator(char32_t c) {
  return c == ' ' || c == '-' || c == '\n' || c == 0x2010 || c == 0x2011 || c == 0x2013 ||
         c == 0xB7 || c == 0x30FB || c == 0x2027 || c == 0x318D;
}

bool is_cjk(char32_t c) {
  const Script script = script_of(c);
  return script == Script::Hangul || script == Script::Han || script == Script::Kana;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

// The letter at or behind `at`, which is moved behind it, separators passed over; 0: there is none.
char32_t next_letter(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    const char32_t c = decode(text, at);
    if (!is_separator(c)) return c;
  }
  return 0;
}

bool same_letters(std::string_view a, std::string_view b) {
  std::size_t at_a = 0;
  std::size_t at_b = 0;
  for (;;) {
    const char32_t letter = next_letter(a, at_a);
    if (letter != next_letter(b, at_b)) return false;
    if (letter == 0) return true;
  }
}

// The letters of a name without separators, and before which of them one stands.
struct Spelling {
  std::u32string letters;
  std::vector<bool> gap;
};

Spelling spelling_of(std::string_view text) {
  Spelling out;
  bool gap = false;
  for (char32_t c : code_points(text)) {
    if (is_separator(c)) {
      gap = true;
      continue;
    }
    out.gap.push_back(gap && !out.letters.empty());
    out.letters += c;
    gap = false;
  }
  return out;
}

}  // namespace

bool latin_borders(std::string_view text, ByteRange range) {
  const char32_t first = at_or_space(text, range.begin);
  if (is_letter_or_digit(first) && is_letter_or_digit(latin_before(text, range.begin)))
    return false;
  if (is_digit(first) && range.begin > 0 &&
      (text[range.begin - 1] == '.' || text[range.begin - 1] == ',')) {
    return false;
  }
  const char32_t last = latin_before(text, range.end);
  const char32_t behind = at_or_space(text, range.end);
  if (is_letter_or_digit(last) && is_letter_or_digit(behind)) return false;
  if (is_digit(last) && (behind == '.' || behind == ',') &&
      is_digit(at_or_space(text, range.end + 1))) {
    return false;
  }
  if (is_digit(last) && (behind == '%' || behind == 0xFF05)) return false;
  return true;
}

bool case_fits(std::string_view surface, std::string_view name, bool exact) {
  if (exact) return same_letters(surface, name);
  std::size_t capitals = 0;
  std::size_t latin = 0;
  std::size_t letters = 0;
  for (std::size_t at = 0; const char32_t c = next_letter(name, at); ++letters) {
    capitals += c >= 'A' && c <= 'Z' ? 1 : 0;
    latin += script_of(c) == Script::Latin ? 1 : 0;
  }
  if (latin == 0) return true;
  const bool acronym = capitals == latin && latin == letters && latin <= 5;
  if (acronym) return same_letters(surface, name);
  // A name with capitals needs one in the text; "deepseek" alone is too little, "DEEPSEEK" is
  // enough.
  std::size_t at = 0;
  const char32_t named = next_letter(name, at);
  at = 0;
  const char32_t first = next_letter(surface, at);
  return !(named >= 'A' && named <= 'Z' && first >= 'a' && first <= 'z');
}

bool separators_fit(std::string_view surface, std::string_view name) {
  bool separated = false;
  for (std::size_t at = 0; at < surface.size() && !separated;) {
    separated = is_separator(decode(surface, at));
  }
  if (!separated) return true;
  const Spelling a = spelling_of(surface);
  const Spelling b = spelling_of(name);
  if (a.letters.size() != b.letters.size()) return true;  // a character folded into several
  bool korean = a.letters.size() >= 5;
  for (char32_t c : a.letters) korean = korean && script_of(c) == Script::Hangul;
  for (std::size_t i = 1; i < a.letters.size(); ++i) {
    if (!a.gap[i] || b.gap[i]) continue;
    const bool scripts_meet = is_cjk(a.letters[i - 1]) != is_cjk(a.letters[i]);
    const bool number = !is_digit(a.letters[i - 1]) && is_digit(a.letters[i]);
    const bool long_korean = korean && i >= 2 && i + 2 <= a.letters.size();
    if (!scripts_meet && !number && !long_korean) return false;
  }
  return true;
}

bool capital_says_nothing(std::string_view text, ByteRange range) {
  std::size_t at = range.begin;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == '(')) --at;
  if (at == 0) return true;
  const char32_t last = latin_before(text, at);
  if (last == '.' || last == '!' || last == '?' || last == ':' || last == '\n' || last == 0x201C) {
    return true;
  }
  return false;
}

}  // namespace sarye
