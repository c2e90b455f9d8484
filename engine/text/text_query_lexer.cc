#include "engine/text/text_query_lexer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/text/script.h"
#include "engine/text/text_query.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using Kind = TextToken::Kind;

// What closes a quotation; 0: `c` opens none. An input method may give any of the double quotes for
// any other.
enum class Quote : std::uint8_t { None, Double, Corner, WhiteCorner };

Quote quote_of(char32_t c) {
  switch (c) {
    case U'"':
    case U'\uFF02':
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u201F':
      return Quote::Double;
    case U'「':
    case U'」':
    case U'｢':
    case U'｣':
      return Quote::Corner;
    case U'『':
    case U'』':
      return Quote::WhiteCorner;
    default:
      return Quote::None;
  }
}

bool only_closes(char32_t c) {
  return c == U'」' || c == U'｣' || c == U'』';
}

bool is_ascii_digit(char32_t c) {
  c = narrow(c);
  return c >= '0' && c <= '9';
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<TextToken>> all() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      const char32_t c = decode(text_, at_);
      Result<void> done;
      if (narrow(c) == '(') {
        add(Kind::Open, begin);
      } else if (narrow(c) == ')') {
        add(Kind::Close, begin);
      } else if (quote_of(c) != Quote::None) {
        done = phrase(begin, c);
      } else if (narrow(c) == '-' && starts_word()) {
        add(Kind::Not, begin);
      } else if (!parts_words(c)) {
        done = word(begin);
      }
      if (!done) return done.error();
    }
    add(Kind::End, at_);
    return std::move(tokens_);
  }

 private:
  void add(Kind kind, std::size_t begin) {
    TextToken token;
    token.kind = kind;
    token.bytes = token.content = range(begin, at_);
    tokens_.push_back(token);
  }

  static ByteRange range(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  // Whether what follows can be excluded by a minus in front of it.
  bool starts_word() const {
    if (at_ == text_.size()) return false;
    std::size_t next = at_;
    const char32_t c = decode(text_, next);
    return narrow(c) != ')' && !only_closes(c) && !parts_words(c);
  }

  Result<void> phrase(std::size_t begin, char32_t opens) {
    const Quote quote = quote_of(opens);
    const std::size_t inside = at_;
    while (at_ < text_.size() && !only_closes(opens)) {
      const std::size_t end = at_;
      const char32_t c = decode(text_, at_);
      if (quote_of(c) != quote || c == U'「' || c == U'｢' || c == U'『') continue;
      add(Kind::Phrase, begin);
      tokens_.back().content = range(inside, end);
      return {};
    }
    if (only_closes(opens)) {
      return text_query_error(text_, range(begin, inside), "this quote closes nothing",
                              "a phrase stands between two of them");
    }
    return text_query_error(text_, range(begin, inside),
                            "the phrase that begins here is not closed",
                            "end it with the other quote, or leave this one out");
  }

  Result<void> word(std::size_t begin) {
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const char32_t c = decode(text_, next);
      const bool in_number = narrow(c) == ',' && at_ > begin && is_ascii_digit(before()) &&
                             next < text_.size() && is_ascii_digit(char_at(next));
      if (!in_number &&
          (parts_words(c) || narrow(c) == '(' || narrow(c) == ')' || quote_of(c) != Quote::None)) {
        break;
      }
      at_ = next;
    }
    std::string plain;
    for (std::size_t i = begin; i < at_;) append_utf8(plain, narrow(decode(text_, i)));
    if (plain == "AND" || plain == "OR" || plain == "NOT") {
      add(plain == "AND" ? Kind::And : plain == "OR" ? Kind::Or : Kind::Not, begin);
      return {};
    }
    if (plain == "NEAR" || plain.starts_with("NEAR/")) return near(begin, plain);
    if (plain == "|" || plain == "||" || plain == "&&") {
      return text_query_error(text_, range(begin, at_), plain + " is no operator of a search",
                              plain == "&&" ? "write AND" : "write OR");
    }
    add(Kind::Word, begin);
    return {};
  }

  Result<void> near(std::size_t begin, std::string_view plain) {
    std::uint32_t distance = 0;
    const std::string_view digits = plain.substr(std::min<std::size_t>(5, plain.size()));
    const bool is_number =
        !digits.empty() && digits.size() <= 5 &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    for (const char c : is_number ? digits : std::string_view()) {
      distance = distance * 10 + static_cast<std::uint32_t>(c - '0');
    }
    if (distance == 0 || distance > kMaxNearDistance) {
      return text_query_error(text_, range(begin, at_),
                              "NEAR takes a distance, 1 to " + std::to_string(kMaxNearDistance),
                              "NEAR/5: within five words, or five characters of Hangul or Han");
    }
    add(Kind::Near, begin);
    tokens_.back().distance = distance;
    return {};
  }

  char32_t char_at(std::size_t at) const { return decode(text_, at); }
  char32_t before() const {
    std::size_t at = at_ - 1;
    while (at > 0 && (text_[at] & 0xC0) == 0x80) --at;
    return decode(text_, at);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<TextToken> tokens_;
};

}  // namespace

bool parts_words(char32_t c) {
  if (c < 0x20 || c == 0x7F || script_of(c) == Script::Space) return true;
  constexpr std::u32string_view kSigns = U",;!?[]{}，、。；！？．｡､…⋯［］｛｝《》〈〉【】〔〕«»‹›";
  return kSigns.find(c) != std::u32string_view::npos;
}

char32_t narrow(char32_t c) {
  return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + 0x21 : c;
}

Error text_query_error(std::string_view text, ByteRange bytes, std::string message,
                       std::string hint) {
  TextPlace place;
  place.byte_begin = bytes.begin;
  place.byte_end = bytes.end;
  for (std::size_t at = 0; at < bytes.begin;) {
    const bool is_line = decode(text, at) == U'\n';
    place.line += is_line ? 1 : 0;
    place.column = is_line ? 1 : place.column + 1;
  }
  return Error{ErrorCode::Semantic, std::move(message), std::move(hint), "InvalidArgumentValue",
               place};
}

Result<std::vector<TextToken>> text_tokens(std::string_view text) {
  return Lexer(text).all();
}

}  // namespace sarye
