#include "engine/syntax/source_text.h"

#include <algorithm>

#include "engine/syntax/ast.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

constexpr char32_t kFirstFullWidth = 0xFF01;
constexpr char32_t kLastFullWidth = 0xFF5E;
constexpr char32_t kFullWidthOffset = kFirstFullWidth - U'!';

char32_t to_ascii(char32_t c) {
  return c >= kFirstFullWidth && c <= kLastFullWidth ? c - kFullWidthOffset : c;
}

// What closes a quote that `c` opens; 0 when it opens none.
char32_t closing_quote(char32_t c) {
  switch (c) {
    case U'\'':
    case U'"':
    case U'`':
      return c;
    case U'\u2018':
      return U'\u2019';
    case U'\u201C':
      return U'\u201D';
    default:
      return 0;
  }
}

std::string hex_byte(unsigned char byte) {
  const char* digits = "0123456789ABCDEF";
  return std::string("0x") + digits[byte >> 4] + digits[byte & 15];
}

}  // namespace

Result<SourceText> SourceText::read(std::string_view text) {
  if (text.size() > ast::kMaxTextBytes) {
    return Error{ErrorCode::LimitReached,
                 "the query has " + std::to_string(text.size()) + " bytes; at most " +
                     std::to_string(ast::kMaxTextBytes) + " are read",
                 "give long lists as a parameter: WHERE f.name IN $names", "QueryTooLong"};
  }
  const auto invalid = first_invalid_byte(text);
  SourceText source;
  source.text_ = invalid ? text.substr(0, *invalid) : text;
  source.bytes_.reserve(text.size() + 1);
  source.mapped_.reserve(text.size());
  source.line_starts_.push_back(0);
  for (std::size_t at = 0; at < source.text_.size();) {
    source.bytes_.push_back(static_cast<std::uint32_t>(at));
    const char32_t c = decode(source.text_, at);
    source.mapped_.push_back(c);
    const bool carriage_return =
        c == U'\r' && (at == source.text_.size() || source.text_[at] != '\n');
    if (c == U'\n' || carriage_return) {
      source.line_starts_.push_back(static_cast<std::uint32_t>(source.mapped_.size()));
    }
  }
  source.bytes_.push_back(static_cast<std::uint32_t>(source.text_.size()));
  if (invalid) {
    TextPlace place = source.place(source.size(), source.size());
    place.byte_end = place.byte_begin + 1;
    return Error{ErrorCode::Syntax,
                 "the query is not UTF-8: byte " + std::to_string(*invalid) + " is " +
                     hex_byte(static_cast<unsigned char>(text[*invalid])),
                 "save the query as UTF-8", "InvalidUtf8", place};
  }
  source.map_full_width();
  return source;
}

// Follows quotes and comments as the lexer will, since what stands in them is left as it is.
void SourceText::map_full_width() {
  for (std::size_t i = 0; i < mapped_.size(); ++i) {
    mapped_[i] = to_ascii(mapped_[i]);
    const char32_t c = mapped_[i];
    const char32_t next = i + 1 < mapped_.size() ? to_ascii(mapped_[i + 1]) : 0;
    if (c == U'/' && next == U'/') {
      mapped_[++i] = next;
      while (i + 1 < mapped_.size() && mapped_[i + 1] != U'\n' && mapped_[i + 1] != U'\r') ++i;
      continue;
    }
    if (c == U'/' && next == U'*') {
      mapped_[++i] = next;
      while (++i < mapped_.size()) {
        const bool ends = to_ascii(mapped_[i]) == U'*' && i + 1 < mapped_.size() &&
                          to_ascii(mapped_[i + 1]) == U'/';
        if (!ends) continue;
        mapped_[i] = U'*';
        mapped_[++i] = U'/';
        break;
      }
      continue;
    }
    const char32_t close = closing_quote(c);
    if (close == 0) continue;
    // A full-width quote is closed by either width, an ASCII one by ASCII alone.
    const std::size_t byte_width = bytes_[i + 1] - bytes_[i];
    const bool wide = close < 0x80 && byte_width > 1;
    while (++i < mapped_.size()) {
      if (mapped_[i] == U'\\' && close != U'`') {
        ++i;
        continue;
      }
      if (mapped_[i] == close || (wide && to_ascii(mapped_[i]) == close)) {
        mapped_[i] = close;
        break;
      }
    }
  }
}

std::string_view SourceText::slice(std::size_t begin, std::size_t end) const {
  return text_.substr(bytes_[begin], bytes_[end] - bytes_[begin]);
}

TextPlace SourceText::place(std::size_t begin, std::size_t end) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), begin);
  TextPlace place;
  place.line = static_cast<int>(after - line_starts_.begin());
  place.column = static_cast<int>(begin - *(after - 1)) + 1;
  place.byte_begin = bytes_[begin];
  place.byte_end = bytes_[std::max(begin, end)];
  return place;
}

}  // namespace sarye
