// The figures of a Chinese sentence: amounts, shares and counts, whether each is a level or a
// change, and by how much; without what is no figure of its own (the ends of a range, an amount
// repeated in another currency).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/stage/annotated_text.h"

namespace sarye {

struct ChineseFigure {
  ByteRange at;  // of the sentence's text
  double value = 0;
  std::string unit;
  std::string currency;  // empty but for money
  bool approximate = false;
  bool skipped = false;       // no figure of its own; it still ends what stands before it
  std::uint32_t listed = 0;   // where the 分别 ends that it is listed behind; 0: none
  int change = 0;             // 1 rose, -1 fell; 0: a level
  bool change_after = false;  // told behind it: 15.3%的增速
};

// From left to right. `base` is where the sentence begins in its block.
std::vector<ChineseFigure> chinese_figures(std::string_view sentence, std::uint32_t base,
                                           std::span<const Quantity> quantities);

}  // namespace sarye
