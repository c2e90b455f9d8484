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

// More skipped characters than this between two counted ones end every phrase.
constexpr int kMaxGap = 2;

// Phrases of fewer characters than this need no memory of their own while a text is read.
constexpr std::size_t kUsualRing = 128;

// States this deep at most have rows, of a place for each letter and digit.
constexpr std::uint32_t kDeepestRow = 2;
constexpr std::size_t kRowSize = 37;

// Among more children than this one is looked for by halves.
constexpr std::uint32_t kFewChildren = 8;

}  // namespace

PhraseAutomaton::PhraseAutomaton()
    : states_(1),
      children_(2, 1),
      symbol_of_(1, kForeign),
      letter_of_(1, 0),
      from_root_(1),
      symbols_(CharacterFold::kPlane, kForeign),
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

inline std::uint32_t PhraseAutomaton::child(std::uint32_t state, std::uint16_t symbol) const {
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

inline std::uint32_t PhraseAutomaton::step(std::uint32_t state, std::uint16_t symbol) const {
  const std::size_t letter = letter_of_[symbol];
  while (state != 0) {
    const std::size_t row = states_[state].row;
    if (row != 0 && letter != 0) return next_[row * kRowSize + letter];
    const std::uint32_t next = child(state, symbol);
    if (next != 0) return next;
    state = states_[state].fail;
  }
  return from_root_[symbol];
}

// A phrase in symbols.
struct PhraseAutomaton::Spelled {
  std::u16string symbols;
  std::uint32_t payload = 0;
};

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
    automaton.longest_ = std::max(automaton.longest_, folded.size());
  }
  std::stable_sort(spelled.begin(), spelled.end(),
                   [](const Spelled& a, const Spelled& b) { return a.symbols < b.symbols; });
  automaton.add_states(spelled);
  automaton.letter_of_.assign(automaton.folded_symbols_.size() + 1, 0);
  automaton.link_states();
  automaton.lay_out_rows();
  automaton.map_characters();
  return automaton;
}

// `phrases` are sorted: those that begin with one state's symbols stand side by side, first those
// that end there.
void PhraseAutomaton::add_states(const std::vector<Spelled>& phrases) {
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  from_root_.assign(folded_symbols_.size() + 1, 0);
  children_.clear();
  std::vector<Range> ranges{{0, phrases.size()}};  // by state
  for (std::uint32_t state = 0; state < ranges.size(); ++state) {
    children_.push_back(static_cast<std::uint32_t>(states_.size()));
    auto [at, end] = ranges[state];
    const std::size_t depth = states_[state].depth;
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
      const std::size_t first = at;
      while (at < end && phrases[at].symbols[depth] == symbol) ++at;
      if (state == 0) from_root_[symbol] = static_cast<std::uint32_t>(states_.size());
      State made;
      made.depth = static_cast<std::uint32_t>(depth + 1);
      states_.push_back(made);
      symbol_of_.push_back(symbol);
      ranges.push_back({first, at});
    }
  }
  children_.push_back(static_cast<std::uint32_t>(states_.size()));
}

// A state's suffix is found from its parent's, which is less deep and has a smaller number.
void PhraseAutomaton::link_states() {
  for (std::uint32_t state = 0; state < states_.size(); ++state) {
    for (std::uint32_t next = children_[state]; next < children_[state + 1]; ++next) {
      State& here = states_[next];
      here.fail = state == 0 ? 0 : step(states_[state].fail, symbol_of_[next]);
      const State& suffix = states_[here.fail];
      here.shorter = suffix.output != 0 ? here.fail : suffix.shorter;
    }
  }
}

// A state's row is that of its suffix, which is less deep, with its own children.
void PhraseAutomaton::lay_out_rows() {
  std::array<std::uint16_t, kRowSize> symbols{};
  for (std::size_t place = 1; place < kRowSize; ++place) {
    const auto offset = static_cast<char32_t>(place - 1);
    symbols[place] = symbol_of(offset < 26 ? U'a' + offset : U'0' + (offset - 26));
    if (symbols[place] != kForeign) letter_of_[symbols[place]] = static_cast<std::uint8_t>(place);
  }
  next_.assign(kRowSize, 0);
  for (std::uint32_t state = 1; state < states_.size(); ++state) {
    State& here = states_[state];
    if (here.depth > kDeepestRow) break;
    // What begins with other characters goes on with letters seldom.
    if (letter_of_[symbol_of_[state]] == 0) continue;
    const std::size_t suffix = states_[here.fail].row;
    if (here.fail != 0 && suffix == 0) continue;
    here.row = static_cast<std::uint32_t>(next_.size() / kRowSize);
    for (std::size_t place = 0; place < kRowSize; ++place) {
      next_.push_back(here.fail == 0 ? from_root_[symbols[place]]
                                     : next_[suffix * kRowSize + place]);
    }
    for (std::uint32_t next = children_[state]; next < children_[state + 1]; ++next) {
      const std::size_t letter = letter_of_[symbol_of_[next]];
      if (letter != 0) next_[here.row * kRowSize + letter] = next;
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
  }
}

template <typename Found>
void PhraseAutomaton::scan(std::string_view text, Found&& found) const {
  if (phrase_count_ == 0) return;
  const CharacterFold& characters = CharacterFold::instance();
  std::size_t ring_size = 1;
  while (ring_size < longest_ + 1) ring_size *= 2;
  // Bytes where the last counted characters begin.
  std::array<std::uint32_t, kUsualRing> usual;
  std::vector<std::uint32_t> longer(ring_size > kUsualRing ? ring_size : 0);
  std::uint32_t* const begins = ring_size > kUsualRing ? longer.data() : usual.data();
  std::size_t counted = 0;
  std::uint32_t state = 0;
  int gap = 0;

  const auto feed = [&](std::uint16_t symbol, std::size_t begin, std::size_t end) {
    state = step(state, symbol);
    begins[counted++ & (ring_size - 1)] = static_cast<std::uint32_t>(begin);
    std::uint32_t at = states_[state].output != 0 ? state : states_[state].shorter;
    for (; at != 0; at = states_[at].shorter) {
      const Output& output = outputs_[states_[at].output];
      const std::uint32_t first = begins[(counted - states_[at].depth) & (ring_size - 1)];
      found(PhraseMatch{{first, static_cast<std::uint32_t>(end)},
                        {payloads_.data() + output.begin, output.end - output.begin}});
    }
  };

  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto byte = static_cast<unsigned char>(text[at]);
    const char32_t c = byte < 0x80 ? (++at, char32_t{byte}) : decode(text, at);
    const std::uint16_t symbol = c < CharacterFold::kPlane ? symbols_[c] : kOutside;
    if (symbol == kForeign) {
      state = 0;
      gap = 0;
    } else if (symbol < kMaxSymbols + 1) {
      feed(symbol, begin, at);
      gap = 0;
    } else if (symbol == kSkip) {
      if (++gap > kMaxGap) state = 0;
    } else if (symbol == kExpand) {
      for (const char32_t part : characters.several(c)) feed(symbol_of(part), begin, at);
      gap = 0;
    } else {
      feed(symbol_of(characters.fold(c)), begin, at);
      gap = 0;
    }
  }
}

void PhraseAutomaton::match_all(std::string_view text,
                                const std::function<void(const PhraseMatch&)>& found) const {
  scan(text, [&](const PhraseMatch& match) { found(match); });
}

std::vector<PhraseMatch> PhraseAutomaton::match(
    std::string_view text, const std::function<bool(const PhraseMatch&)>& accept) const {
  std::vector<PhraseMatch> all;
  scan(text, [&](const PhraseMatch& match) {
    if (!accept || accept(match)) all.push_back(match);
  });
  std::sort(all.begin(), all.end(), [](const PhraseMatch& a, const PhraseMatch& b) {
    return a.bytes.begin != b.bytes.begin ? a.bytes.begin < b.bytes.begin
                                          : a.bytes.end > b.bytes.end;
  });
  std::vector<PhraseMatch> chosen;
  std::uint32_t end = 0;
  for (const PhraseMatch& match : all) {
    if (match.bytes.begin < end) continue;
    chosen.push_back(match);
    end = match.bytes.end;
  }
  return chosen;
}

}  // namespace sarye
