#include "engine/text/name_key.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>

#include "engine/text/fold.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {
namespace {

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

// Marks of ownership, which NFKC would turn into letters.
bool is_trade_mark(char32_t c) {
  return c == 0x2122 || c == 0x2120 || c == 0xAE || c == 0xA9 || c == 0x2117;
}

// What writers leave out or put in at will: spaces, punctuation, and signs that stand for it.
bool is_optional(char32_t c) {
  if (c < 0x80) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
    constexpr std::u32string_view kKept = U"#$%&*+<=>@^|";
    return !letter && kKept.find(c) == std::u32string_view::npos;
  }
  if ((c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FFF)) return false;
  // Arae-a, which Korean writers use as a middle dot, and the operators that look like dots or
  // dashes.
  if (c == 0x318D || c == 0x119E || c == 0x2219 || c == 0x22C5 || c == 0x2212) return true;
  switch (u_charType(static_cast<UChar32>(c))) {
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return true;
    default:
      return false;
  }
}

char32_t lower_ascii(char32_t c) {
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

// `folded` without its optional characters, in Simplified characters.
std::string without_optional(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  char32_t last = 0;     // the last kept character
  char32_t between = 0;  // the separator since then: '.' or '-'
  for (std::size_t at = 0; at < folded.size();) {
    const bool first = at == 0;
    const std::size_t begin = at;
    const char32_t c = decode(folded, at);
    if (c >= 0xAC00 && c <= 0xD7A3) {
      last = c;
      between = 0;
      out.append(folded, begin, at - begin);
    } else if (!is_optional(c)) {
      if (between != 0 && is_digit(last) && is_digit(c)) append_utf8(out, between);
      last = lower_ascii(c);
      if (last < 0x80) {
        out.push_back(static_cast<char>(last));
      } else {
        append_utf8(out, to_simplified(last));
      }
      between = 0;
    } else if (c == '.') {
      if (first && at < folded.size() &&
          script_of(static_cast<unsigned char>(folded[at])) == Script::Latin) {
        out.push_back('.');
      }
      between = '.';
    } else if (c == ',') {
      continue;  // 1,000 is 1000
    } else if (between == 0) {
      between = '-';
    }
  }
  return out;
}

// What a character of ASCII means to a key.
enum class KeySign : std::uint8_t { Kept, Digit, Point, Comma, Optional };

constexpr std::array<KeySign, 0x80> key_signs() {
  std::array<KeySign, 0x80> signs{};
  for (char32_t c = 0; c < signs.size(); ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    constexpr std::u32string_view kKept = U"#$%&*+<=>@^|";
    signs[c] = c >= '0' && c <= '9'                                   ? KeySign::Digit
               : c == '.'                                             ? KeySign::Point
               : c == ','                                             ? KeySign::Comma
               : letter || kKept.find(c) != std::u32string_view::npos ? KeySign::Kept
                                                                      : KeySign::Optional;
  }
  return signs;
}

// The key of a name of ASCII, Hangul syllables and common Han, as `without_optional` makes it, in
// one pass. Whether the name is of nothing else.
bool usual_key(std::string_view name, std::string& key) {
  static constexpr std::array<KeySign, 0x80> kSigns = key_signs();
  key.reserve(name.size());
  bool after_digit = false;  // the last kept character is one
  char between = 0;          // the separator since then: '.' or '-'
  for (std::size_t at = 0; at < name.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(name[at + i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) {
      const KeySign sign = kSigns[lead];
      const bool digit = sign == KeySign::Digit;
      if (digit || sign == KeySign::Kept) {
        if (between != 0 && after_digit && digit) key.push_back(between);
        after_digit = digit;
        between = 0;
        key.push_back(static_cast<char>(lead >= 'A' && lead <= 'Z' ? lead + ('a' - 'A') : lead));
      } else if (sign == KeySign::Point) {
        if (at == 0 && name.size() > 1 && script_of(byte(1)) == Script::Latin) key.push_back('.');
        between = '.';
      } else if (sign == KeySign::Optional && between == 0) {
        between = '-';
      }
      ++at;
      continue;
    }
    if (lead < 0xE4 || lead > 0xED || name.size() - at < 3 || (byte(1) & 0xC0) != 0x80 ||
        (byte(2) & 0xC0) != 0x80) {
      return false;
    }
    char32_t c = char32_t(lead & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    const bool han = c >= 0x4E00 && c <= 0x9FA5;
    if (!han && (c < 0xAC00 || c > 0xD7A3)) return false;
    const char32_t simple = han ? to_simplified(c) : c;
    if (simple == c) {
      key.append(name, at, 3);
    } else {
      append_utf8(key, simple);
    }
    after_digit = false;
    between = 0;
    at += 3;
  }
  return true;
}

bool all_fold_to_themselves(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!folds_to_itself(decode(text, at))) return false;
  }
  return true;
}

std::string without_trade_marks(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const char32_t c = decode(name, at);
    if (!is_trade_mark(c)) append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  if (usual_key(name, key)) {
    if (!key.empty()) return key;
  } else if (all_fold_to_themselves(name)) {
    key = without_optional(name);
  } else {
    key = fold_compatible(without_trade_marks(name));
    std::string before;
    // What stood apart may now stand together and fold once more; that settles at once or the next
    // time.
    for (int round = 0; round < 4 && key != before && !key.empty(); ++round) {
      before = key;
      key = without_optional(key);
      if (!all_fold_to_themselves(key)) key = fold_compatible(key);
    }
  }
  if (!key.empty() || name.empty()) return key;
  key = to_simplified(fold_compatible(name));
  if (!key.empty()) return key;
  for (std::size_t at = 0; at < name.size();) append_utf8(key, decode(name, at));
  return key;
}

}  // namespace sarye
