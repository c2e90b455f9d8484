#include "ingest/lexicon/phrase_automaton.h"

#include <algorithm>
#include <array>

#include "engine/text/unicode.h"
#include "ingest/lexicon/character_fold.h"

namespace sarye {

namespace {

// Symbols stand for folded characters that some phrase has; these stand for the others.
constexpr std::uint16_t kForeign = 0;       // in no phrase
constexpr std::uint16_t kSkip = 0xFFFF;     // does not count
constexpr std::uint16_t kExpand = 0xFFFE;   // folds to several characters
constexpr std::uint16_t kOutside = 0xFFFD;  // beyond the table: folded when met
constexpr std::size_t kMaxSymbols = 0xFFF0;
constexpr std::uint16_t kLookCloser = 0xFFFF;  // of roots_: folds to several characters

// More skipped characters than this between two counted ones end every phrase.
constexpr int kMaxGap = 2;

// States this deep at most have rows, of a place for each letter and digit.
constexpr std::size_t kDeepestRow = 3;
constexpr std::size_t kRowSize = 37;

// Among more children than this one is looked for by halves.
constexpr std::uint32_t kFewChildren = 8;

std::uint64_t follower_bit(std::uint16_t symbol) {
  return std::uint64_t{1} << (symbol & 63);
}

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

PhraseAutomaton::PhraseAutomaton()
    : states_(1),
      children_(2, 1),
      symbol_of_(1, kForeign),
      from_root_(1),
      letter_of_(1, 0),
      symbols_(CharacterFold::kPlane, kForeign),
      roots_(CharacterFold::kPlane, 0),
      followers_(1, 0),
      outputs_(1) {}

std::u32string PhraseAutomaton::fold(std::string_view text) {
  const CharacterFold& characters = CharacterFold::instance();
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode(text, at);
    const char32_t folded = characters.fold(c);
    if (folded == CharacterFold::kSeveral) {
      out += characters.several(c);
    } else if (folded != CharacterFold::kSkipped) {
      out += folded;
    }
  }
  return out;
}

// The state behind `state` and `symbol`; 0: no phrase goes on so.
inline std::uint32_t PhraseAutomaton::child(std::uint32_t state, std::uint16_t symbol) const {
  if (const std::size_t row = states_[state].row; row != 0) {
    if (const std::size_t letter = letter_of_[symbol]; letter != 0) {
      return next_[row * kRowSize + letter];
    }
  }
  const std::uint32_t begin = children_[state];
  const std::uint32_t end = children_[state + 1];
  if (end - begin > kFewChildren) {
    const auto found =
        std::lower_bound(symbol_of_.begin() + begin, symbol_of_.begin() + end, symbol);
    const auto at = static_cast<std::uint32_t>(found - symbol_of_.begin());
    return at != end && *found == symbol ? at : 0;
  }
  for (std::uint32_t at = begin; at < end; ++at) {
    if (symbol_of_[at] == symbol) return at;
  }
  return 0;
}

// A phrase in symbols.
struct PhraseAutomaton::Spelled {
  std::u16string symbols;
  std::uint32_t payload = 0;
};

// Equal ones stay in their order. Most are told apart by their first four symbols, as one number.
void PhraseAutomaton::sort_by_symbols(std::vector<Spelled>& phrases) {
  struct Place {
    std::uint64_t head;
    std::size_t at;
  };
  constexpr std::size_t kHead = 4;
  std::vector<Place> places;
  places.reserve(phrases.size());
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const std::u16string& symbols = phrases[i].symbols;
    std::uint64_t head = 0;
    for (std::size_t k = 0; k < kHead; ++k)
      head = head << 16 | (k < symbols.size() ? symbols[k] : 0U);
    places.push_back({head, i});
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (a.head != b.head) return a.head < b.head;
    const int order = phrases[a.at].symbols.compare(phrases[b.at].symbols);
    return order != 0 ? order < 0 : a.at < b.at;
  });
  std::vector<Spelled> sorted;
  sorted.reserve(phrases.size());
  for (const Place& place : places) sorted.push_back(std::move(phrases[place.at]));
  phrases = std::move(sorted);
}

PhraseAutomaton PhraseAutomaton::build(const std::vector<Phrase>& phrases) {
  PhraseAutomaton automaton;
  std::vector<Spelled> spelled;
  spelled.reserve(phrases.size());
  for (const Phrase& phrase : phrases) {
    const std::u32string folded = fold(phrase.text);
    if (folded.empty()) continue;
    Spelled one{{}, phrase.payload};
    for (const char32_t c : folded) {
      auto found = automaton.folded_symbols_.find(c);
      if (found == automaton.folded_symbols_.end()) {
        if (automaton.folded_symbols_.size() >= kMaxSymbols) break;
        const auto symbol = static_cast<std::uint16_t>(automaton.folded_symbols_.size() + 1);
        found = automaton.folded_symbols_.emplace(c, symbol).first;
      }
      one.symbols += static_cast<char16_t>(found->second);
    }
    if (one.symbols.size() != folded.size()) continue;
    spelled.push_back(std::move(one));
    ++automaton.phrase_count_;
  }
  sort_by_symbols(spelled);
  automaton.add_states(spelled);
  automaton.map_characters();
  return automaton;
}

// `phrases` are sorted: those that begin with one state's symbols stand side by side, first those
// that end there.
void PhraseAutomaton::add_states(const std::vector<Spelled>& phrases) {
  struct Range {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t depth;
  };
  from_root_.assign(folded_symbols_.size() + 1, 0);
  children_.clear();
  // A state for each symbol that a phrase does not have from the one in front of it.
  std::size_t count = 1;
  const std::u16string* before = nullptr;
  for (const Spelled& phrase : phrases) {
    const auto& symbols = phrase.symbols;
    const auto differ =
        before == nullptr
            ? symbols.begin()
            : std::mismatch(symbols.begin(), symbols.end(), before->begin(), before->end()).first;
    count += static_cast<std::size_t>(symbols.end() - differ);
    before = &symbols;
  }
  states_.reserve(count);
  symbol_of_.reserve(count);
  children_.reserve(count + 1);
  std::vector<Range> ranges;  // by state
  ranges.reserve(count);
  ranges.push_back({0, static_cast<std::uint32_t>(phrases.size()), 0});
  for (std::uint32_t state = 0; state < ranges.size(); ++state) {
    children_.push_back(static_cast<std::uint32_t>(states_.size()));
    std::uint32_t at = ranges[state].begin;
    const std::uint32_t end = ranges[state].end;
    const std::uint32_t depth = ranges[state].depth;
    const auto begin = static_cast<std::uint32_t>(payloads_.size());
    for (; at < end && phrases[at].symbols.size() == depth; ++at) {
      payloads_.push_back(phrases[at].payload);
    }
    if (begin != payloads_.size()) {
      states_[state].output = static_cast<std::uint32_t>(outputs_.size());
      outputs_.push_back({begin, static_cast<std::uint32_t>(payloads_.size())});
    }
    while (at < end) {
      const auto symbol = static_cast<std::uint16_t>(phrases[at].symbols[depth]);
      const std::uint32_t first = at;
      while (at < end && phrases[at].symbols[depth] == symbol) ++at;
      if (state == 0) from_root_[symbol] = static_cast<std::uint32_t>(states_.size());
      states_.emplace_back();
      symbol_of_.push_back(symbol);
      ranges.push_back({first, at, depth + 1});
    }
  }
  children_.push_back(static_cast<std::uint32_t>(states_.size()));
  std::size_t deepest = 0;  // states are in order of depth
  while (deepest < ranges.size() && ranges[deepest].depth <= kDeepestRow) ++deepest;
  lay_out_rows(deepest);
  followers_.assign(children_[1], 0);
  for (std::uint32_t state = 1; state < followers_.size(); ++state) {
    for (std::uint32_t next = children_[state]; next < children_[state + 1]; ++next) {
      followers_[state] |= follower_bit(symbol_of_[next]);
    }
  }
}

// For the states below `end` that begin with a letter or digit and have such children.
void PhraseAutomaton::lay_out_rows(std::size_t end) {
  letter_of_.assign(folded_symbols_.size() + 1, 0);
  for (std::size_t place = 1; place < kRowSize; ++place) {
    const auto offset = static_cast<char32_t>(place - 1);
    const std::uint16_t symbol = symbol_of(offset < 26 ? U'a' + offset : U'0' + (offset - 26));
    if (symbol != kForeign) letter_of_[symbol] = static_cast<std::uint8_t>(place);
  }
  next_.assign(kRowSize, 0);
  for (std::uint32_t state = 1; state < end; ++state) {
    // What begins with other characters goes on with letters seldom.
    if (letter_of_[symbol_of_[state]] == 0 || children_[state] == children_[state + 1]) continue;
    const std::size_t row = next_.size() / kRowSize;
    states_[state].row = static_cast<std::uint32_t>(row);
    next_.resize(next_.size() + kRowSize, 0);
    for (std::uint32_t next = children_[state]; next < children_[state + 1]; ++next) {
      const std::size_t letter = letter_of_[symbol_of_[next]];
      if (letter != 0) next_[row * kRowSize + letter] = next;
    }
  }
}

std::uint16_t PhraseAutomaton::symbol_of(char32_t folded) const {
  const auto found = folded_symbols_.find(folded);
  return found == folded_symbols_.end() ? kForeign : found->second;
}

void PhraseAutomaton::map_characters() {
  const CharacterFold& characters = CharacterFold::instance();
  std::vector<std::uint16_t> by_folded(CharacterFold::kPlane, kForeign);
  for (const auto& [folded, symbol] : folded_symbols_) {
    if (folded < CharacterFold::kPlane) by_folded[folded] = symbol;
  }
  for (char32_t c = 0; c < CharacterFold::kPlane; ++c) {
    const char32_t folded = characters.fold(c);
    symbols_[c] = folded == CharacterFold::kSkipped   ? kSkip
                  : folded == CharacterFold::kSeveral ? kExpand
                  : folded < CharacterFold::kPlane    ? by_folded[folded]
                                                      : symbol_of(folded);
    const std::uint16_t symbol = symbols_[c];
    // States below the root come first: there are no more of them than symbols.
    roots_[c] = symbol == kExpand ? kLookCloser
                : symbol == kSkip ? std::uint16_t{0}
                                  : static_cast<std::uint16_t>(from_root_[symbol]);
  }
}

namespace {

// The character at `at`, which is moved behind it; most are told by a few comparisons.
inline char32_t character_at(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  if (lead >= 0xE1 && lead <= 0xEC && text.size() - at >= 3 && (byte(1) & 0xC0) == 0x80 &&
      (byte(2) & 0xC0) == 0x80) {  // Han, most of Hangul
    const char32_t c =
        char32_t(lead & 0x0F) << 12 | char32_t(byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    at += 3;
    return c;
  }
  return decode(text, at);
}

}  // namespace

// `c` folds to several characters, or lies beyond the table.
void PhraseAutomaton::read_several(char32_t c, Sign& sign) const {
  const CharacterFold& characters = CharacterFold::instance();
  if (c >= CharacterFold::kPlane) {
    sign.symbol = symbol_of(characters.fold(c));
    return;
  }
  sign.parts = &characters.several(c);
  sign.part = 0;
  sign.symbol = symbol_of(sign.parts->front());
}

inline bool PhraseAutomaton::advance(std::string_view text, Sign& sign) const {
  if (sign.parts != nullptr) {
    sign.behind_gap = false;
    if (++sign.part < sign.parts->size()) {
      sign.symbol = symbol_of((*sign.parts)[sign.part]);
      return true;
    }
    sign.parts = nullptr;
  }
  int gap = 0;
  while (sign.end < text.size()) {
    sign.begin = sign.end;
    const char32_t c = character_at(text, sign.end);
    const std::uint16_t symbol = c < CharacterFold::kPlane ? symbols_[c] : kOutside;
    if (symbol == kSkip) {
      ++gap;
      continue;
    }
    sign.behind_gap = gap > kMaxGap;
    sign.symbol = symbol;
    if (symbol > kMaxSymbols) read_several(c, sign);
    return true;
  }
  return false;
}

template <typename Found>
void PhraseAutomaton::walk(std::string_view text, const Sign& first, std::uint32_t state,
                           Found&& found) const {
  const auto tell = [&](const Sign& last) {
    if (states_[state].output == 0) return;
    const Output& output = outputs_[states_[state].output];
    found(
        PhraseMatch{{static_cast<std::uint32_t>(first.begin), static_cast<std::uint32_t>(last.end)},
                    {payloads_.data() + output.begin, output.end - output.begin}});
  };
  Sign last = first;
  tell(last);
  if (!advance(text, last) || last.behind_gap) return;
  if ((followers_[state] & follower_bit(last.symbol)) == 0) return;
  for (state = child(state, last.symbol); state != 0; state = child(state, last.symbol)) {
    tell(last);
    if (!advance(text, last) || last.behind_gap) return;
  }
}

template <typename Found>
void PhraseAutomaton::scan(std::string_view text, Begins begins, Found&& found) const {
  if (phrase_count_ == 0) return;
  std::size_t at = 0;
  while (at < text.size()) {
    Sign first;
    first.begin = at;
    const char32_t c = character_at(text, at);
    first.end = at;
    const std::uint16_t root = c < CharacterFold::kPlane ? roots_[c] : kLookCloser;
    if (root == kLookCloser) {
      read_several(c, first);
      do {  // phrases may begin with any of its parts
        const std::uint32_t state = from_root_[first.symbol];
        if (state != 0) walk(text, first, state, found);
      } while (first.parts != nullptr && ++first.part < first.parts->size() &&
               (first.symbol = symbol_of((*first.parts)[first.part]), true));
    } else if (root != 0) {
      walk(text, first, root, found);
    }
    if (begins == Begins::WithWords && is_word_letter(text[first.begin])) {
      while (at < text.size() && is_word_letter(text[at])) ++at;
    }
  }
}

void PhraseAutomaton::match_all(std::string_view text, Begins begins,
                                const std::function<void(const PhraseMatch&)>& found) const {
  scan(text, begins, [&](const PhraseMatch& match) { found(match); });
}

std::vector<PhraseMatch> PhraseAutomaton::match(
    std::string_view text, const std::function<bool(const PhraseMatch&)>& accept,
    Begins begins) const {
  std::vector<PhraseMatch> chosen;
  std::uint32_t end = 0;              // of what is chosen
  std::vector<PhraseMatch> together;  // matches that begin at one place
  const auto choose = [&] {
    if (together.size() > 1) {
      std::stable_sort(
          together.begin(), together.end(),
          [](const PhraseMatch& a, const PhraseMatch& b) { return a.bytes.end > b.bytes.end; });
    }
    for (const PhraseMatch& match : together) {
      if (accept && !accept(match)) continue;
      chosen.push_back(match);
      end = match.bytes.end;
      break;
    }
    together.clear();
  };
  scan(text, begins, [&](const PhraseMatch& match) {
    if (!together.empty() && together.front().bytes.begin != match.bytes.begin) choose();
    if (match.bytes.begin >= end) together.push_back(match);
  });
  choose();
  return chosen;
}

}  // namespace sarye
