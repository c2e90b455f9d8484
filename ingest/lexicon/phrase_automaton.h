// Finds thousands of phrases in a text at once (Aho-Corasick over folded characters). Texts are
// given as they are: folding (NFKC, case, Traditional to Simplified) happens character by character
// while reading, so every match tells bytes of the text itself.
//
// Spaces, line ends, hyphens and middle dots do not count, neither in phrases nor, one or two
// together, in the text: `오픈소스 전략` finds 오픈 소스 전략, "open-source" finds "open source".
// So a match may begin or end inside a word; whoever asks knows the borders of the language and
// says which matches to accept.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

struct Phrase {
  std::string text;
  std::uint32_t payload = 0;  // what the asker knows it by
};

struct PhraseMatch {
  ByteRange bytes;                          // of the text; whole code points
  std::span<const std::uint32_t> payloads;  // of all phrases that fold to this, in the order given;
                                            // lives as long as the automaton
};

class PhraseAutomaton {
 public:
  PhraseAutomaton();

  // Phrases without any counted character are left out. The same phrases in the same order give the
  // same automaton.
  static PhraseAutomaton build(const std::vector<Phrase>& phrases);

  // Calls `found` for every occurrence of every phrase, overlapping ones too: by end, the longest
  // first. `text` is UTF-8 of less than 4 GiB. Safe from many threads.
  void match_all(std::string_view text, const std::function<void(const PhraseMatch&)>& found) const;

  // The matches that do not overlap: the leftmost, of those the longest, among those that `accept`
  // allows (all, when it is empty). In order of the text.
  std::vector<PhraseMatch> match(std::string_view text,
                                 const std::function<bool(const PhraseMatch&)>& accept = {}) const;

  std::size_t phrase_count() const { return phrase_count_; }
  std::size_t state_count() const { return states_.size(); }

  // The folding that phrases and texts go through, without the characters that do not count.
  static std::u32string fold(std::string_view text);

 private:
  // States are numbered by depth, and those below one state stand side by side in the order of
  // their symbols: state s has the children children_[s] to children_[s + 1], the last left out.
  struct State {
    std::uint32_t fail = 0;     // the longest proper suffix that begins a phrase
    std::uint32_t output = 0;   // index into outputs_, 0: no phrase ends here
    std::uint32_t shorter = 0;  // the next state on the way of `fail` where a phrase ends; 0: none
    std::uint32_t depth = 0;    // counted characters from the root
    std::uint32_t row = 0;      // of next_, 0: it has none
  };
  struct Output {
    std::uint32_t begin = 0;  // in payloads_
    std::uint32_t end = 0;
  };

  std::uint32_t child(std::uint32_t state, std::uint16_t symbol) const;
  void lay_out_rows();
  std::uint32_t step(std::uint32_t state, std::uint16_t symbol) const;
  std::uint16_t symbol_of(char32_t folded) const;
  struct Spelled;
  void add_states(const std::vector<Spelled>& phrases);
  void link_states();
  void map_characters();
  template <typename Found>
  void scan(std::string_view text, Found&& found) const;

  std::size_t phrase_count_ = 0;
  std::size_t longest_ = 0;
  std::vector<State> states_;             // 0 is the root
  std::vector<std::uint32_t> children_;   // by state, and one more
  std::vector<std::uint16_t> symbol_of_;  // by state: what leads to it
  std::vector<std::uint32_t> from_root_;  // by symbol
  // Words of Latin letters begin alike, and most letters of a text go on from the first one or two
  // of some phrase. For those states every step with such a letter is laid out.
  std::vector<std::uint8_t> letter_of_;  // by symbol: its place in a row, 0: no letter or digit
  std::vector<std::uint32_t> next_;      // row * kRowSize + letter; row 0 is of no state
  std::vector<std::uint16_t> symbols_;   // by code point of the plane that texts use, folded
  std::unordered_map<char32_t, std::uint16_t>
      folded_symbols_;  // never iterated into anything ordered
  std::vector<Output> outputs_;
  std::vector<std::uint32_t> payloads_;
};

}  // namespace sarye
