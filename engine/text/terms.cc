#include "engine/text/terms.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "engine/text/fold.h"
#include "engine/text/script.h"
#include "engine/text/unicode.h"

namespace sarye {

enum class UnitKind : std::uint8_t { Letter, Digit, Hangul, Ideograph, Other };

// One folded code point, and the bytes of the text that it came from.
struct TermUnit {
  char32_t c;
  UnitKind kind;
  bool capital;  // an ASCII capital in the text
  bool same;     // it stands so in the text
  std::uint32_t begin;
  std::uint32_t end;
};

namespace {

UnitKind kind_of(char32_t c) {
  switch (script_of(c)) {
    case Script::Hangul:
      return UnitKind::Hangul;
    case Script::Han:
    case Script::Kana:
      return UnitKind::Ideograph;
    case Script::Latin:
      return UnitKind::Letter;
    case Script::Digit:
      return c < 0x80 ? UnitKind::Digit : UnitKind::Letter;
    case Script::Space:
    case Script::Punctuation:
      return UnitKind::Other;
    case Script::Other:
      break;
  }
  if (c < 0x80) return UnitKind::Other;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0 ? UnitKind::Letter
                                                                 : UnitKind::Other;
}

// `folded`: it is not what stands in the text.
void add_unit(std::vector<TermUnit>& units, char32_t c, std::size_t begin, std::size_t end,
              bool folded) {
  const char32_t given = c;
  const bool capital = c >= 'A' && c <= 'Z';
  if (capital) c += 'a' - 'A';
  const UnitKind kind = kind_of(c);
  if (kind == UnitKind::Ideograph) c = to_simplified(c);
  units.push_back(TermUnit{c, kind, capital, !folded && c == given,
                           static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

constexpr std::array<UnitKind, 0x80> ascii_kinds() {
  std::array<UnitKind, 0x80> kinds{};
  for (char32_t c = 0; c < kinds.size(); ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_digit = c >= '0' && c <= '9';
    kinds[c] = is_letter ? UnitKind::Letter : is_digit ? UnitKind::Digit : UnitKind::Other;
  }
  return kinds;
}
constexpr std::array<UnitKind, 0x80> kAsciiKinds = ascii_kinds();

// What most of texts is made of: ASCII, composed Hangul and common Han, which fold to themselves.
// The same unit as `add_unit` makes. False: something else stands there.
inline bool read_usual(std::string_view text, std::size_t at, TermUnit& unit) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const auto begin = static_cast<std::uint32_t>(at);
  if (byte(0) < 0x80) {
    const bool capital = byte(0) >= 'A' && byte(0) <= 'Z';
    const auto c = static_cast<char32_t>(byte(0) | (capital ? 0x20 : 0));
    unit = {c, kAsciiKinds[c], capital, !capital, begin, begin + 1};
    return true;
  }
  if (byte(0) >> 4 != 0xE || text.size() - at < 3 || (byte(1) & 0xC0) != 0x80 ||
      (byte(2) & 0xC0) != 0x80) {
    return false;
  }
  const char32_t c =
      char32_t(byte(0) & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  if (c >= 0xAC00 && c <= 0xD7A3) {
    unit = {c, UnitKind::Hangul, false, true, begin, begin + 3};
    return true;
  }
  if (c < 0x4E00 || c > 0x9FA5) return false;
  unit = {to_simplified(c), UnitKind::Ideograph, false, true, begin, begin + 3};
  unit.same = unit.c == c;
  return true;
}

// Appends what stands from `first` on, up to where a piece begins that is usual. A piece is what
// folding joins: nearly always one code point. Returns where it went on to.
std::size_t fold_unusual(std::string_view text, std::size_t first, std::vector<TermUnit>& units) {
  std::size_t at = first;
  const char32_t one = decode(text, at);
  bool alone = folds_to_itself(one);
  while (at < text.size()) {
    std::size_t behind = at;
    const char32_t c = decode(text, behind);
    if (starts_fold(c)) break;
    alone = false;
    at = behind;
  }
  if (alone) {
    add_unit(units, one, first, at, false);
    return at;
  }
  const std::string folded = fold_compatible(text.substr(first, at - first));
  for (std::size_t i = 0; i < folded.size();) {
    add_unit(units, decode(folded, i), first, at, true);
  }
  return at;
}

void fold_units(std::string_view text, std::vector<TermUnit>& units) {
  units.clear();
  units.reserve(text.size());
  bool was_usual = false;
  for (std::size_t at = 0; at < text.size();) {
    TermUnit unit{};
    if (read_usual(text, at, unit)) {
      units.push_back(unit);
      at = unit.end;
      was_usual = true;
      continue;
    }
    if (was_usual) {
      std::size_t behind = at;
      if (!starts_fold(decode(text, behind))) {  // it joins the one before
        at = units.back().begin;
        units.pop_back();
      }
    }
    was_usual = false;
    at = fold_unusual(text, at, units);
  }
}

bool is_word(const TermUnit& unit) {
  return unit.kind == UnitKind::Letter || unit.kind == UnitKind::Digit;
}
bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019;
}

// Longer runs of letters are no words (encoded data); they are cut so that no key is long.
constexpr std::size_t kLongestWord = 64;

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

// Of the word from byte `begin` on.
void drop_plural(std::string& text, std::size_t begin) {
  const std::string_view word = std::string_view(text).substr(begin);
  if (word.size() <= 3 || word.back() != 's') return;
  if (!std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return;
  if (word.ends_with("ies") && !ends_with_any(word, {"eies", "aies"})) {
    text.replace(text.size() - 3, 3, "y");
  } else if (ends_with_any(
                 word, {"sses", "shes", "xes", "tches", "rches", "nches", "oaches", "eaches"})) {
    text.resize(text.size() - 2);
  } else if (word.ends_with("es") && !ends_with_any(word, {"aes", "ees", "oes"})) {
    text.pop_back();
  } else if (!ends_with_any(word, {"us", "ss"})) {
    text.pop_back();
  }
}

}  // namespace

class TermMaker {
 public:
  struct Made {
    std::uint32_t begin;  // in texts_; behind the end: it stands in the given text as it is
    std::uint32_t end;
    std::uint32_t position;
    std::uint32_t byte_begin;  // in the text that was given
    std::uint32_t byte_end;
  };

  explicit TermMaker(bool with_positions = false) : with_positions_(with_positions) {}

  void make(std::string_view text, bool last_is_begun = false) {
    fold_units(text, units_);
    text_ = text;
    texts_.clear();
    terms_.clear();
    positions_.clear();
    last_is_begun_ = last_is_begun;
    at_ = 0;
    position_ = 0;
    while (at_ < units_.size()) {
      const TermUnit& unit = units_[at_];
      if (is_word(unit)) {
        word();
      } else if (unit.kind == UnitKind::Hangul || unit.kind == UnitKind::Ideograph) {
        bigrams();
      } else {
        ++at_;
      }
    }
  }

  // Lives as long as the text that was given, and until the next one is.
  std::string_view text_of(const Made& made) const {
    if (made.begin > made.end)
      return text_.substr(made.byte_begin, made.byte_end - made.byte_begin);
    return std::string_view(texts_).substr(made.begin, made.end - made.begin);
  }
  const std::vector<Made>& terms() const { return terms_; }
  std::vector<ByteRange>& positions() { return positions_; }

 private:
  // What stands in texts_ from `begin` on.
  void add(std::size_t begin, std::uint32_t position, std::size_t first, std::size_t last) {
    terms_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(texts_.size()),
                      position, units_[first].begin, units_[last].end});
  }

  UnitKind kind_at(std::size_t i) const {
    return i < units_.size() ? units_[i].kind : UnitKind::Other;
  }

  void bigrams() {
    const std::size_t begin = at_;
    const UnitKind kind = units_[at_].kind;
    while (kind_at(at_) == kind) ++at_;
    const std::size_t size = at_ - begin;
    for (std::size_t i = 0; i + 1 < std::max<std::size_t>(size, 2); ++i) {
      const std::size_t last = begin + (size == 1 ? 0 : i + 1);
      const std::uint32_t position = position_ + static_cast<std::uint32_t>(i);
      if (units_[begin + i].same && units_[last].same) {
        terms_.push_back({1, 0, position, units_[begin + i].begin, units_[last].end});
        continue;
      }
      const std::size_t text = texts_.size();
      for (std::size_t k = begin + i; k <= last; ++k) append_utf8(texts_, units_[k].c);
      add(text, position, begin + i, last);
    }
    for (std::size_t i = begin; with_positions_ && i < at_; ++i) add_position(i, i);
    position_ += static_cast<std::uint32_t>(size);
  }

  void add_position(std::size_t first, std::size_t last) {
    positions_.push_back({units_[first].begin, units_[last].end});
  }

  // What a character that is neither letter nor digit does inside a word.
  enum class Inner { Ends, Skipped, Kept, Possessive };
  Inner inner(std::size_t i, bool only_digits) const {
    const char32_t c = units_[i].c;
    const UnitKind before = units_[i - 1].kind;
    const UnitKind after = kind_at(i + 1);
    if (before == UnitKind::Digit && after == UnitKind::Digit) {
      if (c == '.') return Inner::Kept;
      if (c == ',' && only_digits) return Inner::Skipped;
    }
    if (before == UnitKind::Letter && after == UnitKind::Letter) {
      if (c == '&') return Inner::Kept;
      if (is_apostrophe(c)) {
        const bool possessive =
            units_[i + 1].c == 's' && !(i + 2 < units_.size() && is_word(units_[i + 2]));
        return possessive ? Inner::Possessive : Inner::Skipped;
      }
    }
    return Inner::Ends;
  }

  // GPUs, APIs: capitals and a small s.
  bool is_plural_of_acronym(std::size_t begin, std::size_t last) const {
    if (last < begin + 2 || units_[last].c != 's' || units_[last].capital) return false;
    for (std::size_t i = begin; i < last; ++i) {
      if (!units_[i].capital) return false;
    }
    return true;
  }

  void word() {
    const std::size_t begin = at_;
    std::size_t last = at_;
    const std::size_t text = texts_.size();
    bool only_digits = true;
    bool possessive = false;
    while (at_ < units_.size() && at_ - begin < kLongestWord) {
      if (is_word(units_[at_])) {
        only_digits = only_digits && units_[at_].kind == UnitKind::Digit;
        append_utf8(texts_, units_[at_].c);
        last = at_++;
        continue;
      }
      const Inner what = inner(at_, only_digits);
      if (what == Inner::Possessive) {
        at_ += 2;
        possessive = true;
        break;
      }
      if (what == Inner::Ends) break;
      if (what == Inner::Kept) append_utf8(texts_, units_[at_].c);
      ++at_;
    }
    // C++, C#: signs right behind a letter that no further word follows.
    std::size_t sign = at_;
    while (!possessive && sign < units_.size() && sign - at_ < 2 &&
           units_[last].kind == UnitKind::Letter &&
           (units_[sign].c == '+' || units_[sign].c == '#')) {
      ++sign;
    }
    if (sign > at_ && !(sign < units_.size() && is_word(units_[sign]))) {
      for (; at_ < sign; ++at_) append_utf8(texts_, units_[at_].c);
      last = at_ - 1;
    }
    if (last_is_begun_ && at_ == units_.size()) {
      // What looks like an ending may be the middle of the word.
    } else if (is_plural_of_acronym(begin, last)) {
      texts_.pop_back();
    } else {
      drop_plural(texts_, text);
    }
    add(text, position_++, begin, last);
    if (with_positions_) add_position(begin, last);
  }

  std::vector<TermUnit> units_;
  bool last_is_begun_ = false;
  std::string_view text_;
  std::string texts_;  // of terms that do not stand in it as they are
  std::vector<Made> terms_;
  const bool with_positions_;
  std::vector<ByteRange> positions_;
  std::size_t at_ = 0;
  std::uint32_t position_ = 0;
};

namespace {

std::vector<Term> terms_of(std::string_view text, bool last_is_begun) {
  TermMaker maker;
  maker.make(text, last_is_begun);
  std::vector<Term> out;
  out.reserve(maker.terms().size());
  for (const TermMaker::Made& made : maker.terms()) {
    out.push_back(
        {std::string(maker.text_of(made)), made.position, made.byte_begin, made.byte_end});
  }
  return out;
}

}  // namespace

std::vector<Term> terms(std::string_view text) {
  return terms_of(text, false);
}

std::vector<Term> terms_of_beginning(std::string_view text) {
  return terms_of(text, true);
}

struct TermReader::Memory {
  TermMaker maker;
  std::vector<Found> found;
};

TermReader::TermReader() : memory_(std::make_unique<Memory>()) {}
TermReader::TermReader(TermReader&&) noexcept = default;
TermReader& TermReader::operator=(TermReader&&) noexcept = default;
TermReader::~TermReader() = default;

std::span<const TermReader::Found> TermReader::read(std::string_view text) {
  memory_->maker.make(text);
  memory_->found.clear();
  for (const TermMaker::Made& made : memory_->maker.terms()) {
    memory_->found.push_back({memory_->maker.text_of(made), made.position});
  }
  return memory_->found;
}

std::vector<std::string> singulars_of_beginning(std::string_view letters) {
  std::vector<std::string> out;
  for (const std::string_view rest : {"", "s", "es"}) {
    std::string word(letters);
    word += rest;
    drop_plural(word, 0);
    if (!word.starts_with(letters)) out.push_back(std::move(word));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

TermKind term_kind(std::string_view term) {
  if (term.empty()) return TermKind::Word;
  std::size_t at = 0;
  const UnitKind kind = kind_of(decode(term, at));
  if (kind != UnitKind::Hangul && kind != UnitKind::Ideograph) return TermKind::Word;
  return at == term.size() ? TermKind::Character : TermKind::Bigram;
}

std::vector<ByteRange> position_ranges(std::string_view text) {
  TermMaker maker(/*with_positions=*/true);
  maker.make(text);
  return std::move(maker.positions());
}

}  // namespace sarye
