#include "ingest/lexicon/phrase_automaton.h"

#include <algorithm>
#include <map>

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

std::size_t hash_of(std::uint64_t key) {
  return (key * 0x9E3779B97F4A7C15u) >> 20;
}

}  // namespace

PhraseAutomaton::PhraseAutomaton()
    : states_(1),
      slots_(16),
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

std::uint32_t PhraseAutomaton::child(std::uint32_t state, std::uint16_t symbol) const {
  const std::uint64_t key = std::uint64_t{state} << 16 | symbol;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash_of(key) & mask;; at = (at + 1) & mask) {
    if (slots_[at].key == key) return slots_[at].next;
    if (slots_[at].key == 0) return 0;
  }
}

void PhraseAutomaton::put(std::uint32_t state, std::uint16_t symbol, std::uint32_t next) {
  if (2 * (slots_used_ + 1) > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.key == 0) continue;
      std::size_t at = hash_of(slot.key) & (slots_.size() - 1);
      while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }
  const std::uint64_t key = std::uint64_t{state} << 16 | symbol;
  std::size_t at = hash_of(key) & (slots_.size() - 1);
  while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {key, next};
  ++slots_used_;
}

std::uint32_t PhraseAutomaton::step(std::uint32_t state, std::uint16_t symbol) const {
  while (state != 0) {
    const std::uint32_t next = child(state, symbol);
    if (next != 0) return next;
    state = states_[state].fail;
  }
  return from_root_[symbol];
}

PhraseAutomaton PhraseAutomaton::build(const std::vector<Phrase>& phrases) {
  PhraseAutomaton automaton;
  std::vector<std::uint32_t> parents(1);
  std::vector<std::uint16_t> symbols(1);
  std::map<std::uint32_t, std::vector<std::uint32_t>> ends;  // payloads by state
  for (const Phrase& phrase : phrases) {
    const std::u32string folded = fold(phrase.text);
    if (folded.empty()) continue;
    std::uint32_t state = 0;
    for (const char32_t c : folded) {
      auto found = automaton.folded_symbols_.find(c);
      if (found == automaton.folded_symbols_.end()) {
        if (automaton.folded_symbols_.size() >= kMaxSymbols) break;
        const auto symbol = static_cast<std::uint16_t>(automaton.folded_symbols_.size() + 1);
        found = automaton.folded_symbols_.emplace(c, symbol).first;
        automaton.from_root_.push_back(0);
      }
      const std::uint16_t symbol = found->second;
      std::uint32_t next =
          state == 0 ? automaton.from_root_[symbol] : automaton.child(state, symbol);
      if (next == 0) {
        next = static_cast<std::uint32_t>(automaton.states_.size());
        State made;
        made.depth = automaton.states_[state].depth + 1;
        automaton.states_.push_back(made);
        parents.push_back(state);
        symbols.push_back(symbol);
        if (state == 0) {
          automaton.from_root_[symbol] = next;
        } else {
          automaton.put(state, symbol, next);
        }
      }
      state = next;
    }
    if (automaton.states_[state].depth != folded.size()) continue;
    ends[state].push_back(phrase.payload);
    ++automaton.phrase_count_;
    automaton.longest_ = std::max(automaton.longest_, folded.size());
  }
  for (const auto& [state, payloads] : ends) {
    automaton.states_[state].output = static_cast<std::uint32_t>(automaton.outputs_.size());
    const auto begin = static_cast<std::uint32_t>(automaton.payloads_.size());
    automaton.payloads_.insert(automaton.payloads_.end(), payloads.begin(), payloads.end());
    automaton.outputs_.push_back({begin, static_cast<std::uint32_t>(automaton.payloads_.size())});
  }
  automaton.link_states(parents, symbols);
  automaton.map_characters();
  return automaton;
}

// A state's suffix is found from its parent's, so states go by depth.
void PhraseAutomaton::link_states(const std::vector<std::uint32_t>& parents,
                                  const std::vector<std::uint16_t>& symbols) {
  std::vector<std::vector<std::uint32_t>> by_depth(longest_ + 1);
  for (std::uint32_t state = 1; state < states_.size(); ++state) {
    if (states_[state].depth <= longest_) by_depth[states_[state].depth].push_back(state);
  }
  for (const std::vector<std::uint32_t>& states : by_depth) {
    for (const std::uint32_t state : states) {
      State& here = states_[state];
      here.fail = parents[state] == 0 ? 0 : step(states_[parents[state]].fail, symbols[state]);
      const State& suffix = states_[here.fail];
      here.shorter = suffix.output != 0 ? here.fail : suffix.shorter;
    }
  }
}

std::uint16_t PhraseAutomaton::symbol_of(char32_t folded) const {
  const auto found = folded_symbols_.find(folded);
  return found == folded_symbols_.end() ? kForeign : found->second;
}

void PhraseAutomaton::map_characters() {
  const CharacterFold& characters = CharacterFold::instance();
  for (char32_t c = 0; c < CharacterFold::kPlane; ++c) {
    const char32_t folded = characters.fold(c);
    symbols_[c] = folded == CharacterFold::kSkipped   ? kSkip
                  : folded == CharacterFold::kSeveral ? kExpand
                                                      : symbol_of(folded);
  }
}

template <typename Found>
void PhraseAutomaton::scan(std::string_view text, Found&& found) const {
  if (phrase_count_ == 0) return;
  const CharacterFold& characters = CharacterFold::instance();
  std::size_t ring_size = 1;
  while (ring_size < longest_ + 1) ring_size *= 2;
  std::vector<std::uint32_t> begins(ring_size);  // byte where the last counted characters begin
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
