// What the matches of a regular expression can begin and end with, and what they hold, told from
// the expression alone. Most places of a text are told apart by it from those where the expression
// has to be tried, for a fraction of what trying costs. Never says that a match cannot be where one
// may be: what an expression has that is not understood may begin and end anywhere.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "ingest/lexicon/needed_words.h"

namespace sarye {

// Characters, those of ASCII each for itself, the others by a hash: holds at least what was added.
class CharacterSketch {
 public:
  void add(char32_t c) {
    words_[place(c) / 64] |= std::uint64_t{1} << place(c) % 64;
    const std::uint32_t lead = c < 0x80      ? 0
                               : c < 0x800   ? c >> 6 | 0xC0
                               : c < 0x10000 ? c >> 12 | 0xE0
                                             : 0xF0;
    leads_ |= std::uint64_t{lead >= 0xC0} << (lead & 63);
  }
  void add(char32_t first, char32_t last);
  void add_beyond_ascii();
  void add_all();
  void add(const CharacterSketch& other);
  bool may_have(char32_t c) const { return (words_[place(c) / 64] >> place(c) % 64 & 1) != 0; }
  // Whether it may have a character beyond ASCII whose first byte in UTF-8 is `lead`.
  bool may_have_lead(unsigned char lead) const {
    return lead < 0xC0 || (leads_ >> (std::min<unsigned>(lead, 0xF0) & 63) & 1) != 0;
  }
  bool may_have_space() const;

 private:
  static constexpr std::uint32_t kAscii = 0x80;
  static constexpr std::uint32_t kOthers = 384;
  static std::uint32_t place(char32_t c) {
    return c < kAscii ? std::uint32_t{c} : kAscii + std::uint32_t{c} * 0x9E37u % kOthers;
  }

  std::array<std::uint64_t, (kAscii + kOthers) / 64> words_{};
  std::uint64_t leads_ = 0;  // bytes from C0 on; all from F0 on are one
};

class PatternStart {
 public:
  static constexpr std::size_t kNowhere = std::string_view::npos;

  // `expression` is in RE2's syntax.
  explicit PatternStart(std::string_view expression);

  // The first place in `text` from `from` on where a match may begin; kNowhere: there is none for
  // sure.
  std::size_t first_place(std::string_view text, std::size_t from) const;
  // Whether a match may begin at `at`, by what stands there.
  bool may_begin_at(std::string_view text, std::size_t at) const;
  // Whether a match may end with `text`, by its last characters.
  bool may_end(std::string_view text) const;
  // The same for expressions whose matches end nowhere else (`…$`); true of the others.
  bool may_be_in(std::string_view text) const { return !part_.at_end || may_end(text); }

  // Whether a match may be in `text`, by the words that it holds.
  bool may_hold(std::string_view text) const { return needed_.stands_in(text); }

  // The words of which each match holds one, their letters of ASCII small; empty: nobody knows.
  const std::vector<std::string>& needed() const { return needed_.words(); }

  // A part of an expression: what its matches begin and end with, and which words they need.
  struct Part {
    CharacterSketch first;
    CharacterSketch after_space;  // the second ones of those that begin with white space
    CharacterSketch last;
    CharacterSketch before_space;  // the last but one of those that end with white space
    bool may_be_empty = true;
    bool may_be_one_space = false;  // a match may be one white character
    bool takes_nothing = true;      // like \b
    bool at_begin = false;          // begins at the begin of the text alone
    bool at_end = false;            // ends at the end of the text alone
    NeededWords needs;

    void then(Part next);
    void or_else(Part other);
    void repeated();
  };

 private:
  Part part_;
  AnyWord needed_;
  bool anywhere_ = false;
};

}  // namespace sarye
