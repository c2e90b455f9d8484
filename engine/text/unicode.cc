#include "engine/text/unicode.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <cassert>
#include <cstring>

#include "engine/text/fold.h"

namespace sarye {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kMarkEvery = 64;

// The length of the well-formed sequence at `at`, and its code point; 0 when it is malformed.
std::size_t sequence_at(std::string_view text, std::size_t at, char32_t& c) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const std::size_t left = text.size() - at;
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    c = lead;
    return 1;
  }
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) {
    if (left < 2 || !tail(1)) return 0;
    c = char32_t(lead & 0x1F) << 6 | (byte(1) & 0x3F);
    return 2;
  }
  if (lead < 0xF0) {
    if (left < 3 || !tail(1) || !tail(2)) return 0;
    c = char32_t(lead & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    return c < 0x800 || (c >= 0xD800 && c < 0xE000) ? 0 : 3;
  }
  if (lead > 0xF4 || left < 4 || !tail(1) || !tail(2) || !tail(3)) return 0;
  c = char32_t(lead & 0x07) << 18 | char32_t(byte(1) & 0x3F) << 12 | char32_t(byte(2) & 0x3F) << 6 |
      (byte(3) & 0x3F);
  return c < 0x10000 || c > 0x10FFFF ? 0 : 4;
}

// The text itself, or in `copy` the text with U+FFFD for what is malformed.
std::string_view well_formed(std::string_view text, std::string& copy) {
  if (!first_invalid_byte(text)) return text;
  for (std::size_t at = 0; at < text.size();) append_utf8(copy, decode(text, at));
  return copy;
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

// ICU's data is linked in or next to its library; without it nothing here can work.
std::string normalized(const icu::Normalizer2* form, std::string_view text) {
  std::string copy;
  text = well_formed(text, copy);
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  form->normalizeUTF8(0, piece(text), sink, nullptr, status);
  assert(U_SUCCESS(status));
  return out;
}

template <const icu::Normalizer2* (*get)(UErrorCode&)>
const icu::Normalizer2* form() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* made = get(status);
    assert(U_SUCCESS(status));
    return made;
  }();
  return instance;
}

constexpr std::uint64_t kHighBits = 0x8080808080808080u;  // of eight bytes
constexpr std::uint64_t kEachByte = 0x0101010101010101u;

std::uint64_t eight_bytes(std::string_view text, std::size_t at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data() + at, sizeof(bytes));
  return bytes;
}

// Behind the ASCII at `at`, eight bytes at a time, as far as that goes.
std::size_t behind_ascii(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size() && (eight_bytes(text, at) & kHighBits) == 0) at += 8;
  return at;
}

// Whether all characters are of those that NFC leaves as they are, whatever stands beside them:
// ASCII, most letters of Latin, Greek and Cyrillic, Han, Hangul syllables, Kana, punctuation.
// Malformed bytes and unusual characters: no.
bool is_usual_nfc(std::string_view text) {
  for (std::size_t at = behind_ascii(text, 0); at < text.size(); at = behind_ascii(text, at)) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    char32_t c = 0;
    const std::size_t size = sequence_at(text, at, c);
    const bool usual =
        (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xA0 && c < 0x300) ||
        (c >= 0x388 && c < 0x483) || (c >= 0x2002 && c < 0x20D0) || (c >= 0x2190 && c < 0x2329) ||
        (c >= 0x2460 && c < 0x2ADC) || (c >= 0x3000 && c < 0x302A) || (c >= 0x3031 && c < 0x3099) ||
        (c >= 0x309B && c < 0x3400) || (c >= 0xFE30 && c < 0xFFF0);
    if (size == 0 || !usual) return false;
    at += size;
  }
  return true;
}

// `text` with the letters of ASCII from `first` to `last` in their other case, eight at a time;
// `all_ascii`: whether it has no other characters.
std::string with_other_case(std::string_view text, char first, char last, bool& all_ascii) {
  constexpr std::uint64_t kCase = 0x20;
  std::string out(text);
  const std::uint64_t to_first = kEachByte * (0x80 - static_cast<unsigned char>(first));
  const std::uint64_t behind_last = kEachByte * (0x7F - static_cast<unsigned char>(last));
  const auto changed = [&](std::uint64_t bytes) {
    const std::uint64_t low = bytes & ~kHighBits;
    // The high bit of each byte: at or behind the first letter, not behind the last, ASCII.
    const std::uint64_t letters = (low + to_first) & ~(low + behind_last) & ~bytes & kHighBits;
    return bytes ^ (letters >> 7) * kCase;
  };
  // Steps of that many bytes, of which the last may overlap the one in front of it.
  std::uint64_t seen = 0;
  const auto in_steps = [&](auto step) {
    for (std::size_t at = 0; at < out.size(); at += sizeof(step)) {
      at = std::min(at, out.size() - sizeof(step));
      std::memcpy(&step, text.data() + at, sizeof(step));
      seen |= step;
      step = static_cast<decltype(step)>(changed(step));
      std::memcpy(out.data() + at, &step, sizeof(step));
    }
  };
  if (out.size() >= sizeof(std::uint64_t)) {
    in_steps(std::uint64_t{});
  } else if (out.size() >= sizeof(std::uint32_t)) {
    in_steps(std::uint32_t{});
  } else {
    for (char& c : out) {
      seen |= static_cast<unsigned char>(c);
      if (c >= first && c <= last) c = static_cast<char>(c ^ kCase);
    }
  }
  all_ascii = (seen & kHighBits) == 0;
  return out;
}

std::string with_other_case(std::string_view text, char first, char last) {
  bool all_ascii = false;
  return with_other_case(text, first, last, all_ascii);
}

// Whether `text` is well-formed and none of its letters but ASCII ones has a case: what Korean and
// Chinese texts are made of. Other texts may be so too.
bool only_ascii_has_case(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char lead = byte(at);
    if (lead < 0x80) {
      const bool eight = at + 8 <= text.size() && (eight_bytes(text, at) & kHighBits) == 0;
      at += eight ? 8 : 1;
      continue;
    }
    if (lead == 0xC2) {  // U+0080 to U+00BF: signs, and letters that are small
      if (text.size() - at < 2 || !tail(at + 1)) return false;
      at += 2;
      continue;
    }
    if (text.size() - at < 3 || !tail(at + 1) || !tail(at + 2)) return false;
    const unsigned char second = byte(at + 1);
    const unsigned char third = byte(at + 2);
    const bool caseless =
        (lead >= 0xE3 && lead <= 0xE9) ||    // U+3000 to U+9FFF
        (lead == 0xEA && second >= 0xB0) ||  // Hangul syllables, from U+AC00
        lead == 0xEB || lead == 0xEC ||      //
        (lead == 0xED && second <= 0x9E) ||  // to U+D7BF
        (lead == 0xE2 && second == 0x80) ||  // dashes and quotation marks
        (lead == 0xEF && second == 0xBC && (third < 0xA1 || third > 0xBA));  // fullwidth signs
    if (!caseless) return false;
    at += 3;
  }
  return true;
}

bool is_newer_han(char32_t c) {
  return (c >= 0x2EBF0 && c <= 0x2EE5F) || (c >= 0x31350 && c <= 0x3347F);
}

}  // namespace

bool is_ascii(std::string_view text) {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    if ((eight_bytes(text, at) & kHighBits) != 0) return false;
  }
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<std::size_t> first_invalid_byte(std::string_view text) {
  // Three bytes that are well-formed whatever the last two hold: most of Han and Hangul.
  const auto is_usual = [text](std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    return text.size() - at >= 3 && byte(0) >= 0xE1 && byte(0) <= 0xEC &&
           (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
  };
  for (std::size_t at = behind_ascii(text, 0); at < text.size(); at = behind_ascii(text, at)) {
    const std::size_t begin = at;
    while (is_usual(at)) at += 3;
    if (at > begin) continue;
    char32_t c = 0;
    const std::size_t size = sequence_at(text, at, c);
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

char32_t decode_any(std::string_view text, std::size_t& at) {
  assert(at < text.size());
  char32_t c = kReplacement;
  const std::size_t size = sequence_at(text, at, c);
  at += size == 0 ? 1 : size;
  return size == 0 ? kReplacement : c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = kReplacement;
  const auto tail = [&](int shift) {
    out.push_back(static_cast<char>(0x80 | (c >> shift & 0x3F)));
  };
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | c >> 12));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0 | c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) decode(text, at);
  return count;
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out.push_back(decode(text, at));
  return out;
}

std::string reverse_code_points(std::string_view text) {
  const std::u32string points = code_points(text);
  std::string out;
  out.reserve(text.size());
  for (auto c = points.rbegin(); c != points.rend(); ++c) append_utf8(out, *c);
  return out;
}

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  for (std::size_t at = 0; at < text.size(); ++count_) {
    if (count_ % kMarkEvery == 0) marks_.push_back(static_cast<std::uint32_t>(at));
    decode(text, at);
  }
}

std::size_t OffsetMap::byte_of(std::size_t code_point) const {
  if (code_point >= count_) return text_.size();
  std::size_t at = marks_[code_point / kMarkEvery];
  for (std::size_t i = code_point % kMarkEvery; i > 0; --i) decode(text_, at);
  return at;
}

std::size_t OffsetMap::code_point_of(std::size_t byte) const {
  if (byte >= text_.size()) return count_;
  const auto mark = std::upper_bound(marks_.begin(), marks_.end(), byte) - 1;
  std::size_t code_point = static_cast<std::size_t>(mark - marks_.begin()) * kMarkEvery;
  std::size_t at = *mark;
  while (true) {
    decode(text_, at);
    if (at > byte) return code_point;
    ++code_point;
  }
}

std::string nfc(std::string_view text) {
  if (is_usual_nfc(text)) return std::string(text);
  return normalized(form<icu::Normalizer2::getNFCInstance>(), text);
}

std::string nfkc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return normalized(form<icu::Normalizer2::getNFKCInstance>(), text);
}

std::string fold_compatible(std::string_view text) {
  if (is_ascii(text)) return with_other_case(text, 'A', 'Z');
  return normalized(form<icu::Normalizer2::getNFKCCasefoldInstance>(), text);
}

bool folds_to_itself(char32_t c) {
  return c < 0x80 || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x4E00 && c <= 0x9FA5) ||
         (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) ||
         (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FC) || c == 0xB7 ||
         (c >= 0x2012 && c <= 0x2015) || (c >= 0x2018 && c <= 0x201F) || c == 0x2022;
}

bool starts_fold(char32_t c) {
  return folds_to_itself(c) || form<icu::Normalizer2::getNFKCCasefoldInstance>()->hasBoundaryBefore(
                                   static_cast<UChar32>(c)) != 0;
}

std::string fold_case(std::string_view text) {
  if (is_ascii(text)) return with_other_case(text, 'A', 'Z');
  std::string copy;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(0, piece(well_formed(text, copy)), sink, nullptr, status);
  assert(U_SUCCESS(status));
  return out;
}

std::string to_lower(std::string_view text) {
  bool all_ascii = false;
  std::string out = with_other_case(text, 'A', 'Z', all_ascii);
  if (all_ascii || only_ascii_has_case(text)) return out;
  out.clear();
  std::string copy;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToLower("", 0, piece(well_formed(text, copy)), sink, nullptr, status);
  assert(U_SUCCESS(status));
  return out;
}

std::string to_upper(std::string_view text) {
  if (is_ascii(text)) return with_other_case(text, 'a', 'z');
  std::string copy;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8ToUpper("", 0, piece(well_formed(text, copy)), sink, nullptr, status);
  assert(U_SUCCESS(status));
  return out;
}

bool starts_identifier(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_START) || is_newer_han(c);
}

bool continues_identifier(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_CONTINUE) || is_newer_han(c);
}

std::string icu_version() {
  UVersionInfo version;
  u_getVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

}  // namespace sarye
