// Measures that no list has, told by the grammar around an English figure: "load factor slipped 2%
// to 70%", "a 6% drop in uplifted cargo", "a tax credit of $3 million", "flies nine aircraft".
#pragma once

#include <optional>
#include <string_view>

#include "ingest/metrics/english_measures.h"

namespace sarye {

// `sentence` and its form in lower case, byte for byte as long; `clause` holds the figure. Nothing
// where no noun phrase of common words stands at the place that the grammar has for the measure.
std::optional<EnglishMeasure> english_open_measure(std::string_view sentence,
                                                   std::string_view lower, ByteRange clause,
                                                   const Figure& figure);

}  // namespace sarye
