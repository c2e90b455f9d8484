// The figures of an English sentence with the thing they count: "4.27 million vehicles", "eight
// factories", and the money and percentages that were found before.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ingest/stage/annotated_text.h"

namespace sarye {

struct Figure {
  ByteRange at;  // of the sentence's text
  double value = 0;
  std::string unit;  // USD, percent, people, vehicles, ...
  bool money = false;
  bool approximate = false;
  std::string counted;  // the noun in lower case (vehicles, jobs); empty for money and percent
  bool bare = false;    // "72.6 million": what it counts is named elsewhere
  bool open = false;    // counts a noun that no list has: "147 firm orders"
};

// From left to right; amounts repeated in brackets in another currency are left out, and so is what
// is no amount of its own: the lower end of a range.
std::vector<Figure> english_figures(std::string_view sentence, std::uint32_t base,
                                    std::span<const Quantity> quantities,
                                    std::span<const TimeMention> times, std::uint32_t block);

}  // namespace sarye
