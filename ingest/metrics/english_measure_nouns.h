// The nouns of an English sentence that name what figures measure: revenue, net income, deliveries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "ingest/lexicon/measures.h"

namespace sarye {

struct MeasureNoun {
  ByteRange bytes;
  std::string money;  // the measure for a figure of this kind; empty: none
  std::string count;
  std::string share;
  std::string base;  // what "growth" is of
};

// From left to right. `lower` is the sentence in lower case.
std::vector<MeasureNoun> english_measure_nouns(std::string_view lower, const Measures& measures);

}  // namespace sarye
