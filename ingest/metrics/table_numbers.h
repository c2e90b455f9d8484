// Numbers and units of tables: what a cell prints, and what a unit line says of the numbers below
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sarye {

// A printed number alone: `11,955`, `-4,967`, `(4,967)`, `△120`, `23,365(48%)` (its first number).
std::optional<double> read_cell(std::string_view text);

// What a unit line or a unit in brackets says: `(단위: 백만달러)` is USD, 1e6.
struct UnitReading {
  std::string unit;  // USD, percent, people, ...; empty: none found
  bool money = false;
  double scale = 1;  // of the numbers below the line
};
UnitReading read_unit(std::string_view text);

}  // namespace sarye
