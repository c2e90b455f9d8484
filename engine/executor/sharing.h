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
  // What a question has taken before it gets help: some times what help costs.
  std::chrono::microseconds patience{1000};
};

}  // namespace sarye
