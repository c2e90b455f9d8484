// Pairs of a product of rows that nothing joins. Ten million are free; more need a row limit that
// allows them, since somebody who wants them knows how many they are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "engine/base/cancel.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

class ProductLimit {
 public:
  explicit ProductLimit(const Limits& limits)
      : most_(limits.rows == 0 ? 0 : std::max<std::uint64_t>(limits.rows, kFreePairs)) {}

  // Error: LimitReached, CrossProductTooLarge.
  Result<void> add(std::uint64_t pairs) {
    pairs_ += pairs;
    if (most_ == 0 || pairs_ <= most_) return {};
    return limit_reached("a product of two patterns without a common variable has over " +
                             std::to_string(most_) + " pairs",
                         "join the patterns by a variable, or raise SET max_rows",
                         "CrossProductTooLarge");
  }
  void reset() { pairs_ = 0; }

 private:
  static constexpr std::uint64_t kFreePairs = 10'000'000;
  std::uint64_t most_;
  std::uint64_t pairs_ = 0;
};

}  // namespace sarye
