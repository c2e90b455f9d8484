// The page of the language taken apart: sections under their headings, rows of its tables. What is
// written there once is what HELP prints and what tests compare the program with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

struct PageTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  // cells as written, `\|` as |

  // The word that a row is about: `abs` of "`abs(x)`". Empty: its first cell is no single word.
  static std::string word_of(const std::vector<std::string>& row);
  // The index of a column. -1: no such.
  int column(std::string_view name) const;
};

struct PageSection {
  std::string title;               // without marks: "ORDER BY, SKIP, LIMIT"
  std::vector<std::string> names;  // lower case: "order by", "skip", "limit"
  int level = 2;                   // ## is 2
  std::vector<std::string> lines;  // up to the next heading of any level
  std::vector<PageTable> tables;
};

// In the order of the page; what stands between a # and the next ## is left out.
std::vector<PageSection> page_sections(std::string_view page);

// Markdown as plain text: without backticks, links as their words, escaped bars as bars.
std::string plain_text(std::string_view markdown);

}  // namespace sarye
