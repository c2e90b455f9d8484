// What every match of a regular expression holds, told from the expression alone: one of some
// words. Where none of them stands, the expression need not be tried, nor compiled. Letters of
// ASCII are looked for in either case; that a word stands there says nothing yet.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// Whether one of some words stands in a text.
class AnyWord {
 public:
  // Of no words: one stands everywhere.
  AnyWord() = default;
  explicit AnyWord(std::vector<std::string> words);

  bool stands_in(std::string_view text) const;
  const std::vector<std::string>& words() const { return words_; }

 private:
  // Two bytes of a word's first character, or those of its first two letters, six bits each.
  static constexpr std::size_t kKeys = 64 * 64;
  std::vector<std::string> words_;
  std::array<std::uint64_t, kKeys / 64> keys_{};  // those that words begin with
};

// A part of an expression: the words that its matches are, as long as those are few, else words of
// which each match holds one.
class NeededWords {
 public:
  // Matches the empty text.
  NeededWords() = default;
  static NeededWords character(char32_t c);
  static NeededWords one_of(const std::u32string& characters);
  static NeededWords anything();

  void then(NeededWords next);
  void or_else(NeededWords other);
  void optional();
  void repeated();  // once or more often

  // None where nothing is needed for sure.
  std::vector<std::string> words() &&;

 private:
  using Words = std::vector<std::string>;
  void consider(Words words);

  Words tail_;  // what it ends with, the last part that is known word by word; empty: nothing
  bool whole_ = true;  // that is all of it
  Words needed_;       // in front of that; empty: nothing
};

}  // namespace sarye
