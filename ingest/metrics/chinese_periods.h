// The time that a Chinese figure is of: the last that its sentence names before it, without those
// it is only compared with (较2023年, 与去年同期相比); 上年同期 is a year before.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/metrics/metric_context.h"
#include "ingest/stage/annotated_text.h"

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

// The time of the figure at byte `figure`.
struct FigurePeriod {
  StatedPeriod period;       // empty: the sentence names none
  bool compared = false;     // only this level's, with which others are compared
  bool year_before = false;  // the same span a year before is meant: 去年同期亏损7亿元
};
// `level`: the figure is no change; `day_counts`: a single day can be its time, else that is when
// it was published.
FigurePeriod period_before(std::span<const PlacedPeriod> periods, std::string_view body,
                           std::uint32_t figure, bool level, bool day_counts);

bool is_a_day(const StatedPeriod& period);

// The same span of the year before: 2023-Q3 for 2024-Q3; empty for an empty one.
StatedPeriod year_before(const StatedPeriod& period);

}  // namespace sarye
