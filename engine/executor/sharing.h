// When the rows of a question are dealt out to several threads.
#pragma once

#include <chrono>
#include <cstddef>

namespace sarye {

struct Sharing {
  // Rows that are expected of a source. Fewer are not worth two pipelines.
  double least_rows = 64;
  // Rows that are dealt out at once, at least.
  std::size_t least_part = 32;
  // A question gets help when it is expected to take so much longer, or has taken it. Less is not
  // worth it: what one core has just written, the other reads from memory.
  std::chrono::microseconds patience{4000};
  // Before, nothing is expected of it.
  std::chrono::microseconds first_look{300};
};

}  // namespace sarye
