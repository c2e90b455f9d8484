#include "engine/syntax/literal.h"

#include <charconv>
#include <limits>
#include <optional>
#include <string_view>

#include "engine/syntax/source_text.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

std::string ascii_of(const SourceText& source, SourceRange range) {
  std::string text;
  for (std::size_t i = range.begin; i < range.end; ++i) append_utf8(text, source.mapped()[i]);
  return text;
}

// Whether a decimal literal is at least 1, whatever its size.
bool is_large(const std::string& digits) {
  const std::size_t e = digits.find_first_of("eE");
  const std::string mantissa = digits.substr(0, e);
  long long exponent = 0;
  if (e != std::string::npos) {
    std::string_view text(digits);
    text.remove_prefix(e + 1);
    const bool down = text.starts_with('-');
    if (down || text.starts_with('+')) text.remove_prefix(1);
    if (std::from_chars(text.data(), text.data() + text.size(), exponent).ec != std::errc()) {
      return !down;
    }
    if (down) exponent = -exponent;
  }
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  if (first == std::string::npos) return false;
  const long long position = static_cast<long long>(point) - static_cast<long long>(first);
  return position + exponent > 0;
}

std::optional<char32_t> hex_digits(const SourceText& source, std::size_t at, std::size_t count,
                                   std::size_t end) {
  if (at + count > end) return std::nullopt;
  char32_t value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    const char32_t c = source.mapped()[i];
    value <<= 4;
    if (c >= U'0' && c <= U'9') {
      value += c - U'0';
    } else if (c >= U'a' && c <= U'f') {
      value += c - U'a' + 10;
    } else if (c >= U'A' && c <= U'F') {
      value += c - U'A' + 10;
    } else {
      return std::nullopt;
    }
  }
  return value;
}

bool is_high_surrogate(char32_t c) {
  return c >= 0xD800 && c <= 0xDBFF;
}
bool is_low_surrogate(char32_t c) {
  return c >= 0xDC00 && c <= 0xDFFF;
}

Error bad_unicode(const SourceText& source, std::size_t begin, std::size_t end,
                  const std::string& why) {
  return Error{ErrorCode::Syntax, std::string(source.slice(begin, end)) + " " + why,
               "write \\u and four hexadecimal digits, or \\U and eight, or the character itself",
               "InvalidUnicodeLiteral", source.place(begin, end)};
}

// Reads \uXXXX or \UXXXXXXXX at the backslash `at`, which is moved behind it (and behind the second
// half of a surrogate pair).
Result<char32_t> unicode_escape(const SourceText& source, std::size_t& at, std::size_t end) {
  const std::size_t begin = at;
  const std::size_t digits = source.mapped()[at + 1] == U'u' ? 4 : 8;
  const auto first = hex_digits(source, at + 2, digits, end);
  if (!first) {
    const std::size_t shown = std::min(end, at + 2 + digits);
    return bad_unicode(
        source, begin, shown,
        "is not a character: it needs " + std::to_string(digits) + " hexadecimal digits");
  }
  at += 2 + digits;
  char32_t c = *first;
  if (is_high_surrogate(c) && at + 1 < end && source.mapped()[at] == U'\\' &&
      source.mapped()[at + 1] == U'u') {
    const auto second = hex_digits(source, at + 2, 4, end);
    if (second && is_low_surrogate(*second)) {
      at += 6;
      return 0x10000 + ((c - 0xD800) << 10) + (*second - 0xDC00);
    }
  }
  if (is_high_surrogate(c) || is_low_surrogate(c)) {
    return bad_unicode(source, begin, at, "is half of a surrogate pair, not a character");
  }
  if (c > 0x10FFFF) return bad_unicode(source, begin, at, "is beyond U+10FFFF");
  return c;
}

std::optional<char32_t> simple_escape(char32_t c) {
  switch (c) {
    case U'n':
      return U'\n';
    case U't':
      return U'\t';
    case U'r':
      return U'\r';
    case U'b':
      return U'\b';
    case U'f':
      return U'\f';
    case U'\\':
    case U'/':
    case U'\'':
    case U'"':
    case U'`':
    case U'\u2018':
    case U'\u2019':
    case U'\u201C':
    case U'\u201D':
      return c;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<std::int64_t> integer_literal(const SourceText& source, SourceRange range, bool negative) {
  const std::string text = ascii_of(source, range);
  std::string_view digits = text;
  int base = 10;
  if (digits.size() > 2 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X')) base = 16;
  if (digits.size() > 2 && digits[0] == '0' && (digits[1] == 'o' || digits[1] == 'O')) base = 8;
  if (base != 10) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  const std::uint64_t limit = std::uint64_t{1} << 63;
  if (read.ec != std::errc() || value > limit || (value == limit && !negative)) {
    return Error{ErrorCode::Syntax, (negative ? "-" : "") + text + " does not fit into 64 bits",
                 "an integer is between -9223372036854775808 and 9223372036854775807",
                 "IntegerOverflow", source.place(range.begin, range.end)};
  }
  return static_cast<std::int64_t>(negative ? ~value + 1 : value);
}

Result<double> float_literal(const SourceText& source, SourceRange range, bool negative) {
  const std::string text = ascii_of(source, range);
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc::result_out_of_range) {
    if (is_large(text)) {
      return Error{ErrorCode::Syntax, text + " is larger than any floating-point number",
                   "the largest is about 1.797e308", "FloatingPointOverflow",
                   source.place(range.begin, range.end)};
    }
    value = 0;
  }
  return negative ? -value : value;
}

Result<std::string> string_literal(const SourceText& source, SourceRange range) {
  std::string text;
  const std::size_t end = range.end - 1;
  for (std::size_t at = range.begin + 1; at < end;) {
    const char32_t c = source.mapped()[at];
    if (c != U'\\') {
      append_utf8(text, c);
      ++at;
      continue;
    }
    const char32_t next = source.mapped()[at + 1];
    if (next == U'u' || next == U'U') {
      const auto escaped = unicode_escape(source, at, end);
      if (!escaped) return escaped.error();
      append_utf8(text, *escaped);
      continue;
    }
    const auto escaped = simple_escape(next);
    if (!escaped) {
      return Error{ErrorCode::Syntax, std::string(source.slice(at, at + 2)) + " is no escape",
                   "write \\\\ for a backslash; \\n, \\t, \\', \\\" and \\u0041 are escapes",
                   "InvalidEscape", source.place(at, at + 2)};
    }
    append_utf8(text, *escaped);
    at += 2;
  }
  return nfc(text);
}

std::string name_text(const SourceText& source, SourceRange range) {
  std::string text;
  const bool quoted = source.mapped()[range.begin] == U'`';
  const std::size_t end = quoted ? range.end - 1 : range.end;
  for (std::size_t at = quoted ? range.begin + 1 : range.begin; at < end; ++at) {
    const char32_t c = source.mapped()[at];
    if (quoted && c == U'`') ++at;  // `` is one
    append_utf8(text, c);
  }
  return is_ascii(text) ? text : nfc(text);
}

}  // namespace sarye
