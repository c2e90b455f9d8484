// In which writing a text is: Hangul, Han, Latin, Kana. And what that says about its language.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/language.h"

namespace sarye {

enum class Script : std::uint8_t { Hangul, Han, Latin, Kana, Digit, Space, Punctuation, Other };
inline constexpr int kScriptCount = 8;

// Marks and symbols are Other; full-width letters and digits count as Latin and Digit.
Script script_of_any(char32_t c);
inline Script script_of(char32_t c) {
  if (c >= 0xAC00 && c <= 0xD7A3) return Script::Hangul;
  if (c >= 0x4E00 && c <= 0x9FFF) return Script::Han;
  return script_of_any(c);
}

struct ScriptCounts {
  std::array<std::uint32_t, kScriptCount> counts{};  // code points
  std::uint32_t operator[](Script s) const { return counts[static_cast<std::size_t>(s)]; }
  std::uint32_t letters() const;  // Hangul + Han + Latin + Kana
};

ScriptCounts count_scripts(std::string_view text);

// A character of Hangul, Han or Kana weighs as much as three Latin letters. Korean from a quarter
// of Hangul (terms and names in Latin letters are many, and Han may stand beside it), else English
// under a third of Han and Kana, else Japanese with Kana in it, else Chinese; Unknown without
// letters.
Language main_language(const ScriptCounts& counts);
Language main_language(std::string_view text);

enum class HanForm : std::uint8_t { Neutral, Simplified, Traditional };

// Whether a Chinese text is written in Simplified or Traditional characters, by the count of those
// that exist in one of the two alone. Neutral when there is none or as many of each.
HanForm han_form(std::string_view text);

// Each Traditional character replaced by its Simplified one; everything else as it is. Character by
// character, so the result of a beginning is a beginning of the result.
std::string to_simplified(std::string_view text);
char32_t to_simplified(char32_t c);

}  // namespace sarye
