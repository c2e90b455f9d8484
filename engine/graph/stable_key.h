// Stable keys: what leaves a store instead of its numbers. `firm:deepseek`, `passage:report.0012`.
#pragma once

#include <string>
#include <string_view>

namespace sarye {

// `text` with only what an XML NMTOKEN may hold: letters and digits of any script, `.`, `-` and
// `_`. Spaces become `-`; anything else, `:` too, becomes `_xHH_` with its code point in
// hexadecimal, as does the `_` of a `_x` that was there, so that different texts of other
// characters stay different.
std::string key_part(std::string_view text);

}  // namespace sarye
