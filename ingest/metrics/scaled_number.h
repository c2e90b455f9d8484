// Numbers as they are printed, with the words that scale them: 11,955; 964억7000만; 4.5 billion;
// $7.3B.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace sarye {

// A number as written, with the words that scale it: `964억7000만` is 96,470,000,000.
struct ScaledNumber {
  double value = 0;
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  bool scaled = false;  // a scale word was read
};

// Reads the number that starts at byte `at` (a digit, or a sign before one).
std::optional<ScaledNumber> read_number(std::string_view text, std::size_t at);

// The factor of the scale word at `at` or behind a space there, and where the word ends: 억,
// billion.
std::optional<std::pair<double, std::size_t>> read_scale(std::string_view text, std::size_t at);

// Behind an amount of money: $7.3B, £71m.
void read_letter_scale(std::string_view text, ScaledNumber& number);

// 4.14 times a million is 4140000, whatever binary fractions make of it: fifteen digits are kept.
double as_written(double value);

}  // namespace sarye
