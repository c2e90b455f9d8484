#include "ingest/lexicon/pattern_start.h"

#include <optional>
#include <utility>

#include "engine/text/unicode.h"

namespace sarye {
namespace {

constexpr char32_t kMalformed = 0xFFFD;
constexpr std::size_t kFewCharacters = 8;  // of a class, to be looked for one by one

bool is_white_sign(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// nullopt: there is none; kMalformed: the text does not end in a whole character.
std::optional<char32_t> end_character(std::string_view text) {
  if (text.empty()) return std::nullopt;
  constexpr std::size_t kLongest = 4;
  std::size_t begin = text.size() - 1;
  const std::size_t least = text.size() - std::min(text.size(), kLongest);
  while (begin > least && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
  const char32_t c = decode(text, begin);
  return begin == text.size() ? c : kMalformed;
}

// Reads an expression from left to right; `failed` as soon as it has what is not understood.
class StartReader {
 public:
  explicit StartReader(std::string_view expression) : text_(expression) {}

  std::optional<PatternStart::Part> read() {
    PatternStart::Part whole = alternatives(false);
    if (failed_ || at_ != text_.size()) return std::nullopt;
    return whole;
  }

 private:
  using Part = PatternStart::Part;

  bool next_is(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool next_is(char sign) const { return at_ < text_.size() && text_[at_] == sign; }
  bool take(char sign) {
    if (!next_is(sign)) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view what) {
    if (!next_is(what)) return false;
    at_ += what.size();
    return true;
  }

  // Up to the bracket that closes them, or the end.
  Part alternatives(bool any_case) {
    any_case_ = any_case;
    Part all = sequence();
    while (!failed_ && take('|')) all.or_else(sequence());
    return all;
  }

  Part sequence() {
    Part whole;
    while (!failed_ && at_ < text_.size() && !next_is('|') && !next_is(')')) {
      Part part = atom();
      quantified(part);
      whole.then(std::move(part));
    }
    return whole;
  }

  void quantified(Part& part) {
    while (!failed_ && at_ < text_.size()) {
      if (take('*')) {
        part.repeated();
        optional(part);
      } else if (take('+')) {
        part.repeated();
      } else if (take('?')) {
        optional(part);
      } else if (next_is('{')) {
        const std::size_t close = text_.find('}', at_);
        const bool counted = close != std::string_view::npos && at_ + 1 < text_.size() &&
                             text_[at_ + 1] >= '0' && text_[at_ + 1] <= '9';
        if (!counted) {
          failed_ = true;
          return;
        }
        if (text_[at_ + 1] == '0') optional(part);
        part.repeated();
        at_ = close + 1;
      } else {
        return;
      }
      take('?');  // takes as little as it can: begins alike
    }
  }

  static void optional(Part& part) {
    part.may_be_empty = true;
    part.at_begin = false;
    part.at_end = false;
    part.needs.optional();
  }

  Part atom() {
    if (take('(')) return group();
    if (take('[')) return bracket_class();
    if (take('^')) return begin_of_text();
    if (take('$')) return end_of_text();
    if (take('.')) return of_all();
    if (take('\\')) return escape();
    if (next_is('*') || next_is('+') || next_is('?')) failed_ = true;
    return of(next_character());
  }

  char32_t next_character() {
    if (at_ >= text_.size()) {
      failed_ = true;
      return 0;
    }
    return decode(text_, at_);
  }

  Part group() {
    const bool outside = any_case_;
    bool inside = any_case_;
    if (take("?P<")) {
      const std::size_t close = text_.find('>', at_);
      failed_ = failed_ || close == std::string_view::npos;
      if (!failed_) at_ = close + 1;
    } else if (take("?i)")) {  // for what follows in the group around
      any_case_ = true;
      return {};
    } else if (take("?i:")) {
      inside = true;
    } else if (next_is('?') && !take("?:")) {
      failed_ = true;
    }
    Part part = failed_ ? Part() : alternatives(inside);
    any_case_ = outside;
    failed_ = failed_ || !take(')');
    return part;
  }

  static Part begin_of_text() {
    Part part;
    part.at_begin = true;
    return part;
  }

  static Part end_of_text() {
    Part part;
    part.at_end = true;
    return part;
  }

  static Part of_sketch(const CharacterSketch& sketch) {
    Part part;
    part.first = sketch;
    part.last = sketch;
    part.may_be_empty = false;
    part.takes_nothing = false;
    part.may_be_one_space = sketch.may_have_space();
    part.needs = NeededWords::anything();
    return part;
  }
  static Part of_all() {
    CharacterSketch all;
    all.add_all();
    return of_sketch(all);
  }
  Part of(char32_t c) const {
    CharacterSketch one;
    add_in_cases(one, c);
    Part part = of_sketch(one);
    if (is_written(c)) part.needs = NeededWords::character(c);
    return part;
  }
  // Whether it stands for itself, or for the same letter of ASCII: not so what other scripts' signs
  // are cases of.
  bool is_written(char32_t c) const {
    return !any_case_ || (c < 0x80 && (c | 0x20) != 'k' && (c | 0x20) != 's');
  }

  void add_in_cases(CharacterSketch& out, char32_t c) const {
    out.add(c);
    if (!any_case_) return;
    if (is_ascii_letter(c)) {
      out.add(c ^ 0x20);
      if ((c | 0x20) == 'k') out.add(0x212A);  // the sign of kelvin
      if ((c | 0x20) == 's') out.add(0x017F);  // the long s
    } else if (c >= 0x80) {
      out.add_beyond_ascii();
      out.add('k');
      out.add('K');
      out.add('s');
      out.add('S');
    }
  }

  // What a backslash and the sign at hand stand for; nullopt: for no character.
  std::optional<CharacterSketch> escaped_class() {
    const char32_t sign = next_character();
    CharacterSketch out;
    switch (sign) {
      case 'd':
        out.add('0', '9');
        return out;
      case 'w':
        out.add('0', '9');
        out.add('a', 'z');
        out.add('A', 'Z');
        out.add('_');
        if (any_case_) out.add_beyond_ascii();
        return out;
      case 's':
        out.add('\t', '\r');
        out.add(' ');
        return out;
      case 'p': {
        const std::size_t close = next_is('{') ? text_.find('}', at_) : std::string_view::npos;
        if (close == std::string_view::npos) {
          failed_ = true;
          return std::nullopt;
        }
        const std::string_view name = text_.substr(at_ + 1, close - at_ - 1);
        at_ = close + 1;
        out.add_beyond_ascii();
        if (name == "Hangul" || name == "Han") return out;
        if (name == "Latin") {
          out.add('a', 'z');
          out.add('A', 'Z');
          return out;
        }
        out.add_all();
        return out;
      }
      case 'n':
        out.add('\n');
        return out;
      case 't':
        out.add('\t');
        return out;
      default:
        break;
    }
    const bool plain = sign < 0x80 && !is_ascii_letter(sign) && !(sign >= '0' && sign <= '9');
    if (!plain) {  // among them those that are not in a class
      failed_ = true;
      return std::nullopt;
    }
    out.add(sign);
    return out;
  }

  Part escape() {
    if (take('b')) return {};
    const bool sign = at_ < text_.size() && static_cast<unsigned char>(text_[at_]) < 0x80 &&
                      !is_ascii_letter(static_cast<char32_t>(text_[at_])) &&
                      (text_[at_] < '0' || text_[at_] > '9');
    if (sign) return of(next_character());
    const auto sketch = escaped_class();
    return sketch ? of_sketch(*sketch) : Part();
  }

  Part bracket_class() {
    const bool others = take('^');
    CharacterSketch members;
    std::u32string written;  // all of them, while they are few
    bool few = !others;
    for (bool first = true; !failed_ && (first || !next_is(']')); first = false) {
      if (next_is("[:")) failed_ = true;
      if (take('\\')) {
        const auto sketch = escaped_class();
        if (sketch) members.add(*sketch);
        few = false;
        // A range from such a sign would have its own rules.
        if (next_is('-') && !next_is("-]")) failed_ = true;
        continue;
      }
      const char32_t begin = next_character();
      char32_t end = begin;
      if (!failed_ && next_is('-') && !next_is("-]")) {
        ++at_;
        if (next_is('\\') || next_is('[')) failed_ = true;
        end = next_character();
      }
      if (failed_ || end < begin) {
        failed_ = true;
        break;
      }
      if (begin == end) {
        add_in_cases(members, begin);
        written += begin;
        few = few && is_written(begin) && written.size() <= kFewCharacters;
      } else {
        few = false;
        members.add(begin, end);
        if (any_case_) members.add_all();
      }
    }
    failed_ = failed_ || !take(']');
    if (!others) {
      Part part = of_sketch(members);
      if (few && !written.empty()) part.needs = NeededWords::one_of(written);
      return part;
    }
    CharacterSketch rest;
    rest.add_beyond_ascii();
    for (char32_t c = 0; c < 0x80; ++c) {
      if (any_case_ || !members.may_have(c)) rest.add(c);
    }
    return of_sketch(rest);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool any_case_ = false;
  bool failed_ = false;
};

}  // namespace

void CharacterSketch::add(char32_t first, char32_t last) {
  constexpr char32_t kMost = 2000;  // more would have every place anyway
  for (char32_t c = first; c <= last && c - first < kMost; ++c) add(c);
  if (last - first >= kMost) add_beyond_ascii();
}

void CharacterSketch::add_beyond_ascii() {
  for (std::size_t i = kAscii / 64; i < words_.size(); ++i) words_[i] = ~std::uint64_t{0};
  leads_ = ~std::uint64_t{0};
}

void CharacterSketch::add_all() {
  words_.fill(~std::uint64_t{0});
  leads_ = ~std::uint64_t{0};
}

void CharacterSketch::add(const CharacterSketch& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  leads_ |= other.leads_;
}

bool CharacterSketch::may_have_space() const {
  constexpr std::uint64_t kSpaces = std::uint64_t{1} << ' ' | std::uint64_t{0x1F} << '\t';
  return (words_[0] & kSpaces) != 0;
}

void PatternStart::Part::then(Part next) {
  CharacterSketch end = next.last;
  CharacterSketch before_end = next.before_space;
  if (next.may_be_one_space) before_end.add(last);
  if (next.may_be_empty) {
    end.add(last);
    before_end.add(before_space);
  }
  needs.then(std::move(next.needs));
  last = end;
  before_space = before_end;
  at_end = next.at_end || (at_end && next.takes_nothing);

  if (may_be_empty || may_be_one_space) {  // else its begin stays what it is
    if (may_be_one_space) after_space.add(next.first);
    if (may_be_empty) {
      first.add(next.first);
      after_space.add(next.after_space);
    }
    at_begin = at_begin || (takes_nothing && next.at_begin);
  }
  may_be_one_space =
      (may_be_one_space && next.may_be_empty) || (may_be_empty && next.may_be_one_space);
  takes_nothing = takes_nothing && next.takes_nothing;
  may_be_empty = may_be_empty && next.may_be_empty;
}

void PatternStart::Part::or_else(Part other) {
  first.add(other.first);
  after_space.add(other.after_space);
  last.add(other.last);
  before_space.add(other.before_space);
  may_be_empty = may_be_empty || other.may_be_empty;
  may_be_one_space = may_be_one_space || other.may_be_one_space;
  takes_nothing = takes_nothing && other.takes_nothing;
  at_begin = at_begin && other.at_begin;
  at_end = at_end && other.at_end;
  needs.or_else(std::move(other.needs));
}

void PatternStart::Part::repeated() {
  needs.repeated();
  if (!may_be_one_space) return;
  after_space.add(first);
  before_space.add(last);
}

PatternStart::PatternStart(std::string_view expression) {
  auto part = StartReader(expression).read();
  anywhere_ = !part || part->may_be_empty;
  if (part) {
    part_ = std::move(*part);
    needed_ = AnyWord(std::move(part_.needs).words());
    part_.needs = {};
  }
  if (part_.may_be_one_space) {
    part_.after_space.add_all();
    part_.before_space.add_all();
  }
}

bool PatternStart::may_begin_at(std::string_view text, std::size_t at) const {
  if (anywhere_) return true;
  if (at >= text.size()) return false;
  const char32_t c = decode(text, at);
  if (c == kMalformed) return true;
  if (!part_.first.may_have(c)) return false;
  if (!is_white_sign(c)) return true;
  if (at >= text.size()) return part_.may_be_one_space;
  const char32_t second = decode(text, at);
  return second == kMalformed || part_.after_space.may_have(second);
}

bool PatternStart::may_end(std::string_view text) const {
  if (anywhere_) return true;
  std::optional<char32_t> sign = end_character(text);
  if (!sign) return false;
  if (*sign == kMalformed) return true;
  if (!part_.last.may_have(*sign)) return false;
  if (!is_white_sign(*sign)) return true;
  text.remove_suffix(1);
  sign = end_character(text);
  if (!sign) return part_.may_be_one_space;
  return *sign == kMalformed || part_.before_space.may_have(*sign);
}

std::size_t PatternStart::first_place(std::string_view text, std::size_t from) const {
  if (anywhere_) return from;
  if (part_.at_begin) return from == 0 && may_begin_at(text, 0) ? 0 : kNowhere;
  for (std::size_t at = from; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      if (part_.first.may_have(byte) && (!is_white_sign(byte) || may_begin_at(text, at))) return at;
      ++at;
      continue;
    }
    if (!part_.first.may_have_lead(byte)) {
      // Nor may it begin inside the character, whole or malformed.
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = decode(text, at);
    if (c == kMalformed || part_.first.may_have(c)) return begin;
  }
  return kNowhere;
}

}  // namespace sarye
