// A table that lines up in any script: widths are counted in terminal cells, so that Hangul and Han
// take two. Long cells are wrapped to the terminal's width, numbers stand at the right.
#pragma once

#include <string>
#include <vector>

namespace sarye {

struct TextTableOptions {
  int width = 100;    // cells of the terminal; 0: as wide as the content
  bool bold = false;  // header in bold (a terminal that shows it)
};

// `rows` have as many cells as `columns`. Columns whose cells are all numbers (or empty) are
// aligned to the right. Ends with a line break.
std::string text_table(const std::vector<std::string>& columns,
                       const std::vector<std::vector<std::string>>& rows,
                       const TextTableOptions& options = {});

// `text` cut into lines of at most `width` cells, at blanks where there are any, else between
// characters. A line break in the text ends a line.
std::vector<std::string> wrap_text(const std::string& text, int width);

}  // namespace sarye
