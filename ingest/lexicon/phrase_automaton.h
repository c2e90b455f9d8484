// Finds thousands of phrases in a text at once: a trie over folded characters, walked from each
// place where a phrase may begin. Texts are given as they are: folding (NFKC, case, Traditional to
// Simplified) happens character by character while reading, so every match tells bytes of the text
// itself.
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
  // Where matches are looked for. A word here is one of letters of ASCII: no match begins with such
  // a letter directly behind another one. Most steps are spared; for whoever refuses such matches.
  enum class Begins : bool { Anywhere, WithWords };

  PhraseAutomaton();

  // Phrases without any counted character are left out. The same phrases in the same order give the
  // same automaton.
  static PhraseAutomaton build(const std::vector<Phrase>& phrases);

  // Calls `found` for every occurrence of every phrase, overlapping ones too: by begin, the
  // shortest first. `text` is UTF-8 of less than 4 GiB. Safe from many threads.
  void match_all(std::string_view text,
                 const std::function<void(const PhraseMatch&)>& found) const {
    match_all(text, Begins::Anywhere, found);
  }
  void match_all(std::string_view text, Begins begins,
                 const std::function<void(const PhraseMatch&)>& found) const;

  // The matches that do not overlap: the leftmost, of those the longest, among those that `accept`
  // allows (all, when it is empty). In order of the text. `accept` is asked in that order, and only
  // for matches that no accepted one overlaps: what it allows is a part of the answer.
  std::vector<PhraseMatch> match(std::string_view text,
                                 const std::function<bool(const PhraseMatch&)>& accept = {},
                                 Begins begins = Begins::Anywhere) const;

  std::size_t phrase_count() const { return phrase_count_; }
  std::size_t state_count() const { return states_.size(); }

  // The folding that phrases and texts go through, without the characters that do not count.
  static std::u32string fold(std::string_view text);

 private:
  // States are numbered by depth, and those below one state stand side by side in the order of
  // their symbols: state s has the children children_[s] to children_[s + 1], the last left out.
  struct State {
    std::uint32_t output = 0;  // index into outputs_, 0: no phrase ends here
    std::uint32_t row = 0;     // of next_, 0: it has none
  };
  struct Output {
    std::uint32_t begin = 0;  // in payloads_
    std::uint32_t end = 0;
  };

  // A counted character of a text.
  struct Sign {
    std::size_t begin = 0;  // bytes of the text
    std::size_t end = 0;
    const std::u32string* parts = nullptr;  // what it folds to, where that is several characters
    std::size_t part = 0;                   // the one of them that is meant
    std::uint16_t symbol = 0;
    bool behind_gap = false;  // no phrase goes on here
  };

  std::uint32_t child(std::uint32_t state, std::uint16_t symbol) const;
  std::uint16_t symbol_of(char32_t folded) const;
  struct Spelled;
  static void sort_by_symbols(std::vector<Spelled>& phrases);
  void add_states(const std::vector<Spelled>& phrases);
  void lay_out_rows(std::size_t end);
  void map_characters();
  // The next counted character; whether there is one.
  bool advance(std::string_view text, Sign& sign) const;
  void read_several(char32_t c, Sign& sign) const;
  // Calls `found` for the phrases that begin at `first`, whose symbol leads to `state`.
  template <typename Found>
  void walk(std::string_view text, const Sign& first, std::uint32_t state, Found&& found) const;
  // The same for every place.
  template <typename Found>
  void scan(std::string_view text, Begins begins, Found&& found) const;

  std::size_t phrase_count_ = 0;
  std::vector<State> states_;             // 0 is the root
  std::vector<std::uint32_t> children_;   // by state, and one more
  std::vector<std::uint16_t> symbol_of_;  // by state: what leads to it
  std::vector<std::uint32_t> from_root_;  // by symbol
  // Words of Latin letters begin alike, and most walks along a word end at its first letters. For
  // those states every step with such a letter is laid out.
  std::vector<std::uint8_t> letter_of_;  // by symbol: its place in a row, 0: no letter or digit
  std::vector<std::uint32_t> next_;      // row * kRowSize + letter; row 0 is of no state
  std::vector<std::uint16_t> symbols_;   // by code point of the plane that texts use, folded
  std::vector<std::uint16_t> roots_;     // the same, the states that they lead to from the root
  // By state directly below the root: what the symbols behind it have as their last six bits. Most
  // places where a phrase might begin are told apart by the character behind.
  std::vector<std::uint64_t> followers_;
  std::unordered_map<char32_t, std::uint16_t>
      folded_symbols_;  // never iterated into anything ordered
  std::vector<Output> outputs_;
  std::vector<std::uint32_t> payloads_;
};

}  // namespace sarye
