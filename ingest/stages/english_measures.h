// What an English figure measures, read from the words around it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/lexicon/measures.h"
#include "ingest/stages/english_figures.h"

namespace sarye {

struct EnglishMeasure {
  std::string name;  // display name: revenue, job cuts, share price change
  double value = 0;  // signed where it tells a change
  // Where the measure's noun stands in the sentence; empty when a verb tells it.
  ByteRange noun;
};

// `clause` is the stretch of the sentence that the figure stands in. Nothing where the words
// measure nothing of a firm: a tariff of 25%, a stake of 20%.
std::optional<EnglishMeasure> english_measure(std::string_view sentence, ByteRange clause,
                                              const Figure& figure, const Measures& measures);

}  // namespace sarye
