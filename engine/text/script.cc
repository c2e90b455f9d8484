#include "engine/text/script.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <cassert>

#include "engine/text/han_forms.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr Script script_of_ascii(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Script::Latin;
  if (c >= '0' && c <= '9') return Script::Digit;
  if (c == ' ' || (c >= '\t' && c <= '\r')) return Script::Space;
  if (c < 0x20 || c == 0x7F) return Script::Other;
  constexpr std::u32string_view kSymbols = U"$+<=>^`|~";
  return kSymbols.find(c) == std::u32string_view::npos ? Script::Punctuation : Script::Other;
}

constexpr std::array<Script, 0x80> ascii_scripts() {
  std::array<Script, 0x80> scripts{};
  for (char32_t one = 0; one < scripts.size(); ++one) scripts[one] = script_of_ascii(one);
  return scripts;
}
constexpr std::array<Script, 0x80> kAscii = ascii_scripts();

Script script_by_icu(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  switch (u_charType(code)) {
    case U_DECIMAL_DIGIT_NUMBER:
      return Script::Digit;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
      return Script::Space;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return Script::Punctuation;
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
      break;
    default:
      return Script::Other;
  }
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(code, &status)) {
    case USCRIPT_HANGUL:
      return Script::Hangul;
    case USCRIPT_HAN:
      return Script::Han;
    case USCRIPT_LATIN:
      return Script::Latin;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::Kana;
    default:
      // The long vowel mark of Kana is common to two scripts.
      return c == 0x30FC || c == 0xFF70 ? Script::Kana : Script::Other;
  }
}

}  // namespace

Script script_of_any(char32_t c) {
  return c < kAscii.size() ? kAscii[c] : script_by_icu(c);
}

std::uint32_t ScriptCounts::letters() const {
  return (*this)[Script::Hangul] + (*this)[Script::Han] + (*this)[Script::Latin] +
         (*this)[Script::Kana];
}

ScriptCounts count_scripts(std::string_view text) {
  ScriptCounts found;
  const auto count = [&found](Script script) { ++found.counts[static_cast<std::size_t>(script)]; };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
      count(kAscii[lead]);
      ++at;
      continue;
    }
    // U+5000 to U+9FFF are Han, U+B000 to U+CFFF Hangul.
    const bool han = lead >= 0xE5 && lead <= 0xE9;
    if ((han || lead == 0xEB || lead == 0xEC) && text.size() - at >= 3 &&
        (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) {
      count(han ? Script::Han : Script::Hangul);
      at += 3;
      continue;
    }
    count(script_of(decode(text, at)));
  }
  return found;
}

Language main_language(const ScriptCounts& counts) {
  // A character of Hangul, Han or Kana says about as much as three letters.
  const std::uint64_t hangul = counts[Script::Hangul] * std::uint64_t{3};
  const std::uint64_t han = counts[Script::Han] * std::uint64_t{3};
  const std::uint64_t kana = counts[Script::Kana] * std::uint64_t{3};
  const std::uint64_t latin = counts[Script::Latin];
  const std::uint64_t all = hangul + han + kana + latin;
  if (all == 0) return Language::Unknown;
  // Terms in Latin letters and in Han stand inside Korean; few Hangul stand inside other languages.
  if (hangul * 4 >= all && hangul * 4 >= han) return Language::Korean;
  if ((han + kana) * 3 < all) return latin >= hangul ? Language::English : Language::Korean;
  return kana * 10 >= han + kana ? Language::Japanese : Language::Chinese;
}

Language main_language(std::string_view text) {
  return main_language(count_scripts(text));
}

namespace {

// Which characters stand in a list of Han, a bit each: few characters of a text do.
class HanBits {
 public:
  static const HanBits& traditional() {
    static const HanBits bits(kTraditional);
    return bits;
  }
  static const HanBits& simplified_only() {
    static const HanBits bits(kSimplifiedOnly);
    return bits;
  }
  bool has(char32_t c) const {
    return c >= kFirst && c < kEnd && (bits_[(c - kFirst) / 64] >> (c - kFirst) % 64 & 1) != 0;
  }

 private:
  static constexpr char32_t kFirst = 0x3400;
  static constexpr char32_t kEnd = 0xA000;
  explicit HanBits(std::u32string_view listed) {
    for (const char32_t c : listed) {
      assert(c >= kFirst && c < kEnd);
      bits_[(c - kFirst) / 64] |= std::uint64_t{1} << (c - kFirst) % 64;
    }
  }
  std::array<std::uint64_t, (kEnd - kFirst) / 64> bits_{};
};

}  // namespace

char32_t to_simplified(char32_t c) {
  if (!HanBits::traditional().has(c)) return c;
  const auto found = std::lower_bound(kTraditional.begin(), kTraditional.end(), c);
  if (found == kTraditional.end() || *found != c) return c;
  return kSimplifiedOf[static_cast<std::size_t>(found - kTraditional.begin())];
}

std::string to_simplified(std::string_view text) {
  // Both characters of a pair take three bytes.
  const HanBits& traditional = HanBits::traditional();
  std::string out(text);
  for (std::size_t at = 0; at + 2 < out.size(); ++at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(out[at + i]); };
    if (byte(0) < 0xE3 || byte(0) > 0xE9 || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) {
      continue;
    }
    const char32_t c =
        char32_t(byte(0) & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    if (traditional.has(c)) {
      const char32_t simple = to_simplified(c);
      out[at] = static_cast<char>(0xE0 | simple >> 12);
      out[at + 1] = static_cast<char>(0x80 | (simple >> 6 & 0x3F));
      out[at + 2] = static_cast<char>(0x80 | (simple & 0x3F));
    }
    at += 2;
  }
  return out;
}

HanForm han_form(std::string_view text) {
  const HanBits& of_traditional = HanBits::traditional();
  const HanBits& of_simplified = HanBits::simplified_only();
  std::uint64_t simplified = 0;
  std::uint64_t traditional = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    if (c < 0x3400) continue;
    if (of_traditional.has(c) && to_simplified(c) != c) {
      ++traditional;
    } else if (of_simplified.has(c)) {
      ++simplified;
    }
  }
  if (simplified == traditional) return HanForm::Neutral;
  return simplified > traditional ? HanForm::Simplified : HanForm::Traditional;
}

}  // namespace sarye
