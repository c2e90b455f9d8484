#include "engine/syntax/literal_shape.h"

#include <algorithm>
#include <utility>

namespace sarye {

namespace {

constexpr std::size_t kMaxDigits = 18;  // any such number fits into 64 bits

// Marks in a shape; a text that has such bytes itself is left whole.
constexpr char kLiteralMark = '\x01';
constexpr char kWholeMark = '\x02';

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_name(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u == '_' || u == '$' || u >= 0x80;
}
bool continues_name(char c) {
  return begins_name(c) || is_digit(c);
}

// Control characters would be taken for marks; typographic quotes (U+2018 to U+201F) and full-width
// signs (U+3000, U+FF00 to U+FFFF) are read as ASCII by the lexer.
bool is_plain(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 && c != '\n' && c != '\t' && c != '\r') return false;
    if (c == 0xEF || (c == 0xE2 && text.substr(i, 2) == "\xE2\x80") ||
        (c == 0xE3 && text.substr(i, 3) == "\xE3\x80\x80")) {
      return false;
    }
  }
  return true;
}

class ShapeReader {
 public:
  explicit ShapeReader(std::string_view text) : text_(text) {}

  LiteralShape read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '`') {
        skip_to('`');
      } else if (c == '/' && next() == '/') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '/' && next() == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else if (begins_name(c)) {
        while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
      } else if (is_digit(c)) {
        number();
      } else {
        ++at_;
      }
    }
    copy_to(text_.size());
    return std::move(out_);
  }

 private:
  using Kind = PlainLiteral::Kind;

  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }

  void skip_to(char quote) {
    const std::size_t end = text_.find(quote, at_ + 1);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
  }

  void copy_to(std::size_t end) {
    out_.text += text_.substr(copied_, end - copied_);
    copied_ = end;
  }

  void take(std::size_t begin, std::size_t end, Kind kind) {
    copy_to(begin);
    out_.text += kLiteralMark;
    out_.text += kind == Kind::Integer ? 'i' : kind == Kind::Float ? 'f' : 's';
    copied_ = end;
    out_.literals.push_back(
        {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind});
  }

  // With a backslash or a line break in it, a text stays as it is.
  void quoted(char quote) {
    const std::size_t begin = at_++;
    bool plain = true;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\') {
        plain = false;
        ++at_;
      } else if (text_[at_] == '\n' || text_[at_] == '\r') {
        plain = false;
      }
      ++at_;
    }
    if (at_ >= text_.size()) {
      at_ = text_.size();
      return;
    }
    ++at_;
    if (plain) take(begin, at_, Kind::String);
  }

  void number() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    Kind kind = Kind::Integer;
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      kind = Kind::Float;
      ++at_;
      while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    }
    const std::size_t end = at_;
    // 0x1F, 1e5, and a point before or behind: other ways to write a number.
    const bool goes_on = end < text_.size() && continues_name(text_[end]);
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    const bool after_point = begin > 0 && text_[begin - 1] == '.';
    if (goes_on || after_point || end - begin > kMaxDigits) return;
    take(begin, end, kind);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  LiteralShape out_;
};

}  // namespace

LiteralShape literal_shape(std::string_view query) {
  if (!is_plain(query)) return {kWholeMark + std::string(query), {}};
  return ShapeReader(query).read();
}

}  // namespace sarye
