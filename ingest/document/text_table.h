// Tables that plain text holds: rows of a label and numbers below a caption, tab-separated rows,
// Markdown's pipes.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/document/line_class.h"
#include "ingest/document/lines.h"

namespace sarye {

// The number of cells in `line` that are numbers, counted from its right end.
int trailing_numbers(std::string_view line);

// How many lines from `begin` on are rows of one table; 0: none begins there. `after_caption`: a
// caption or a line of units stands before, so that fewer numbers do.
std::size_t table_lines(std::string_view clean, const std::vector<Line>& lines,
                        const std::vector<LineCue>& cues, std::size_t begin, bool after_caption,
                        const Wrapping& wrapping);

}  // namespace sarye
