// The units of numbers: behind them (원, 亿元, percent) and, for money, in front (US$, EUR).
#pragma once

#include <cstddef>
#include <string_view>

#include "ingest/metrics/counted_units.h"

namespace sarye {

enum class Counted : bool { No, Yes };

// The longest unit that stands at `at`, or behind a space or hyphen there; nullptr: none. `end`:
// where it ends. `counted`: also what is only counted: a 部 or 名 in the heading of a table is no
// unit.
const UnitWord* read_unit_word(std::string_view text, std::size_t at, std::size_t& end,
                               Counted counted = Counted::No);

// The sign or code of a currency that ends directly before `at`, or one space before it: NT$, EUR.
const UnitWord* sign_before(std::string_view text, std::size_t at);

// The sign or code of a currency that begins at `at`.
const UnitWord* sign_at(std::string_view text, std::size_t at);

}  // namespace sarye
