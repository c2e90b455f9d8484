// UTF-8 and what Unicode says about it: decoding, normal forms, case. Nothing here changes a source
// text; folded forms live beside it. Texts of ASCII and composed Hangul take a path without ICU.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// The offset of the first byte that is not part of well-formed UTF-8 (overlong forms, surrogates
// and values over U+10FFFF are not); nullopt when all of `text` is well formed.
std::optional<std::size_t> first_invalid_byte(std::string_view text);

bool is_ascii(std::string_view text);

// The code point at byte `at`, which is moved behind it. A malformed byte gives U+FFFD and moves by
// one, so that any loop over any bytes ends. `at` must be smaller than text.size().
char32_t decode_any(std::string_view text, std::size_t& at);
inline char32_t decode(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  // Three bytes that cannot be an overlong form or a surrogate: Hangul (its last ones, of 하 and
  // 해, begin with ED), Han, most punctuation.
  if (lead > 0xE0 && lead < 0xF0 && text.size() - at >= 3 && (byte(1) & 0xC0) == 0x80 &&
      (byte(2) & 0xC0) == 0x80 && (lead != 0xED || byte(1) < 0xA0)) {
    const char32_t c =
        char32_t(lead & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    at += 3;
    return c;
  }
  return decode_any(text, at);
}

// Appends `c`; a surrogate or a value over U+10FFFF is appended as U+FFFD.
void append_utf8(std::string& out, char32_t c);

// Code points in `text`, malformed bytes counting one each.
std::size_t count_code_points(std::string_view text);

// The code points of `text`, decoded as above.
std::u32string code_points(std::string_view text);

// The text with its code points in reverse order.
std::string reverse_code_points(std::string_view text);

// Byte offsets for code point offsets and back, of one text, in constant time (a mark every 64 code
// points and a short walk). Borrows the text.
class OffsetMap {
 public:
  explicit OffsetMap(std::string_view text);

  std::size_t code_point_count() const { return count_; }
  // Offsets beyond the end give the end. A byte inside a code point gives that code point.
  std::size_t byte_of(std::size_t code_point) const;
  std::size_t code_point_of(std::size_t byte) const;

 private:
  std::string_view text_;
  std::size_t count_ = 0;
  std::vector<std::uint32_t> marks_;  // byte offset of code points 0, 64, 128, ...
};

// Normal forms of Unicode. Malformed bytes become U+FFFD.
std::string nfc(std::string_view text);
std::string nfkc(std::string_view text);

// Full case folding (for comparing), and lower and upper case by the root locale (for showing).
std::string fold_case(std::string_view text);
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);

// XID_Start and XID_Continue of Unicode (UAX #31), with the Han of Extensions H to J where the ICU
// at hand is older than they are.
bool starts_identifier(char32_t c);
bool continues_identifier(char32_t c);

// The versions that a store records, since they decide how names are folded: "72.1" and "15.0".
std::string icu_version();
std::string unicode_version();

}  // namespace sarye
