// What a text index holds. The same function makes the terms of a passage and of a search, so they
// can meet.
//
//  - Words in Latin and other alphabets, with the digits in them, are one term each, case-folded:
//  "R1",
//    "deepseek", "c++", "at&t". English words lose a plural ending by Harman's three rules for "s"
//    (1991: -ies to -y, -es to -e, -s), with -es gone whole behind ss, sh, x and most ch, and
//    acronyms their small s (GPUs): the same on every machine, and little else is merged; a full
//    stemmer merges "universal" and "university". A possessive 's goes. Runs over 64 characters are
//    cut.
//  - Numbers are one term; commas between digits go, a decimal point stays: "11955", "3.5".
//  - Hangul, and Han with Kana, become bigrams of characters within a run; a run of one character
//  is one
//    term. Traditional characters are folded to Simplified. Full-width letters and decomposed
//    Hangul are folded as NFKC does.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"

namespace sarye {

struct Term {
  std::string text;
  // Counts words, numbers and characters of Hangul and Han from 0, so words of a phrase are
  // neighbours: a bigram has the position of its first character, and the next run starts behind
  // the last one.
  std::uint32_t position = 0;
  std::uint32_t byte_begin = 0;  // in the text that was given
  std::uint32_t byte_end = 0;

  bool operator==(const Term&) const = default;
};

// In order of position. Deterministic; malformed bytes separate terms.
std::vector<Term> terms(std::string_view text);

// The same for many texts, in memory that each uses after the other.
class TermReader {
 public:
  struct Found {
    std::string_view text;
    std::uint32_t position = 0;
  };

  TermReader();
  TermReader(TermReader&&) noexcept;
  TermReader& operator=(TermReader&&) noexcept;
  ~TermReader();
  // Lives as long as `text`, and until the following call.
  std::span<const Found> read(std::string_view text);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

// The same for a text whose last word is only begun: it keeps what may be no plural ending yet.
std::vector<Term> terms_of_beginning(std::string_view text);

// Terms that do not start with `letters` (as terms_of_beginning gives them), but whose plural does:
// "subsidy" for "subsidi" and "subsidie". Sorted; often empty.
std::vector<std::string> singulars_of_beginning(std::string_view letters);

// What a term is of: a whole word or number, two characters of a run, or a run of one character.
enum class TermKind : std::uint8_t { Word, Bigram, Character };
TermKind term_kind(std::string_view term);

// The bytes of each position of `text`, by position: of a word, a number, or a character of Hangul
// or Han.
std::vector<ByteRange> position_ranges(std::string_view text);

}  // namespace sarye
