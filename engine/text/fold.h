// What name keys and search terms share: the folding of compatible forms and of case, and which
// code points can do without it. For this room alone.
#pragma once

#include <string>
#include <string_view>

namespace sarye {

// NFKC with full case folding; invisible code points go (Unicode's NFKC_Casefold). Malformed bytes
// become U+FFFD.
std::string fold_compatible(std::string_view text);

// Whether folding leaves `c` as it is, but for the case of ASCII, whatever stands before it, and
// whatever stands behind it among such code points: ASCII, composed Hangul, common Han, and the
// punctuation and Kana of CJK texts.
bool folds_to_itself(char32_t c);

// Whether folding never joins `c` to what stands before it.
bool starts_fold(char32_t c);

}  // namespace sarye
