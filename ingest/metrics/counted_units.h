// What Chinese and Korean texts count, beside the money and the shares that unit_words.cc knows.
#pragma once

#include <span>
#include <string_view>

namespace sarye {

struct UnitWord {
  std::string_view word;
  std::string_view unit;
  bool money;
};

std::span<const UnitWord> counted_units();

}  // namespace sarye
