// Borders and case of names in Latin letters, in whatever language they stand.
#pragma once

#include <string_view>

#include "engine/base/byte_range.h"

namespace sarye {

// No letter or digit of the same word touches the range where its edge is Latin; "R1" does not end
// in "R1.5", nor "GPT-4" in "GPT-4o".
bool latin_borders(std::string_view text, ByteRange range);

// Whether `surface` is written with the case that the listed `name` asks for: exactly when `exact`,
// and for acronyms of up to five capitals; else a name that begins with a capital must do so in the
// text.
bool case_fits(std::string_view surface, std::string_view name, bool exact);

// Whether `surface` has no separator (space, hyphen) where the listed `name` may not be parted:
// "on line" is not Online. Between two scripts, before a number and inside long Korean names a
// separator is free.
bool separators_fit(std::string_view surface, std::string_view name);

// Whether the range begins its sentence or stands in a headline of capitalised words, so that its
// capital letter says nothing.
bool capital_says_nothing(std::string_view text, ByteRange range);

}  // namespace sarye
