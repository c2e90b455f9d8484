// English verbs that tell what the figure behind them measures: sold 4.27 million vehicles, cut
// 9,000 jobs, holds 30% of the market.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/lexicon/pattern.h"

namespace sarye {

// A verb directly in front of a figure of some kind, what follows it, and what that measures. A '*'
// in the name stands for the noun that is counted.
struct MeasureVerb {
  char kind;  // m money, c count, p percent
  Pattern before;
  Pattern counted;  // of the noun
  Pattern after;
  std::string_view name;
};

// In the order in which they are tried; the first that fits is meant.
const std::vector<MeasureVerb>& english_measure_verbs();

}  // namespace sarye
