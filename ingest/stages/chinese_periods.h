// The time that a Chinese figure is of: the last that its sentence names before it, without those
// it is only compared with (较2023年, 与去年同期相比); 上年同期 is a year before.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/annotated_text.h"
#include "ingest/stages/metric_context.h"

namespace sarye {

struct PlacedPeriod {
  ByteRange at;  // of the sentence's text
  StatedPeriod period;
  bool compared = false;  // only what something is compared with: 较2023年
};

// The times of a sentence, from left to right; of 与去年同期相比 none. `body` is the sentence in
// Simplified characters.
std::vector<PlacedPeriod> stated_periods(const AnnotatedText& text, const Sentence& sentence,
                                         std::string_view body);

// The same span of the year before: 2023-Q3 for 2024-Q3; empty for an empty one.
StatedPeriod year_before(const StatedPeriod& period);

}  // namespace sarye
