// What stands beside a reported figure without being one: what was expected, what it was before.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/byte_range.h"
#include "ingest/metrics/metric_context.h"

namespace sarye {

enum class FigureStanding : std::uint8_t {
  Reported,
  Former,    // from $3 billion a year earlier, compared with a loss of $2 million
  Expected,  // what analysts or an earlier forecast said: no figure of the firm
  Step,      // up by $60 million, 12 cents more: the difference, not the amount
};

// `lower` is the sentence in lower case, `at` the figure and `clause` the stretch it stands in.
FigureStanding standing_of(std::string_view lower, ByteRange at, ByteRange clause, bool money);

// The period of a former figure, told from that of the figure it is compared with: `behind` is what
// follows the former one, up to the next figure ("a year earlier"). Nothing where that does not say
// how far back, or the main period is not known.
std::optional<StatedPeriod> former_period(std::string_view behind, const StatedPeriod& main);

// +1, -1, or 0 where the words in front of or behind a percentage tell no change. `before` ends
// with the figure's qualifiers left out: "rose", "up", "a decline of".
int change_before(std::string_view before);
int change_behind(std::string_view after);

}  // namespace sarye
