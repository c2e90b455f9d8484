// The noun phrases of common words beside an English figure that may name what it measures.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/byte_range.h"

namespace sarye {

struct MeasurePhrase {
  ByteRange bytes;   // of the sentence
  std::string name;  // in lower case
};

// The phrase that ends at `end`, with a complement behind "of" or "for" but not one of place or
// time. Nothing: no common noun ends there. `lower` is the sentence in lower case, byte for byte as
// long.
std::optional<MeasurePhrase> phrase_before(std::string_view sentence, std::string_view lower,
                                           std::size_t begin, std::size_t end);

// The phrase that begins at `begin`: words up to a preposition, a verb or a sign.
std::optional<MeasurePhrase> phrase_behind(std::string_view sentence, std::string_view lower,
                                           std::size_t begin, std::size_t end);

}  // namespace sarye
