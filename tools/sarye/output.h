// Answers as text in the format that was asked for.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/engine.h"

namespace sarye {

enum class Format { Table, Json, Jsonl, Rows, Csv, Tsv, Markdown };
// Errors: Usage, naming the formats there are.
Result<Format> parse_format_name(std::string_view name);
std::vector<std::string> format_names();

struct OutputOptions {
  Format format = Format::Table;
  int width = 100;     // of a Table, in terminal cells; 0: as wide as the content
  bool bold = false;   // a terminal that shows bold
  bool header = true;  // of Table, Csv and Tsv
};

// Rows of a Table with CITE have marks, [1][2], and the sources stand below as numbered footnotes;
// Md has them as [^1]. Json is one object {"columns","rows","citations","notices"}; Jsonl one
// object a row with its sources inside; Rows one array a row. In Csv and Tsv the last column has
// the numbers alone: `footnotes` tells them. What an EXPLAIN or SET says is text, in JSON
// {"text":…}. Errors: those of reading names and properties.
Result<void> write_answer(std::ostream& out, const Answer& answer, const GraphView& graph,
                          const OutputOptions& options);

// Whether the notices of an answer are in what `write_answer` writes.
bool holds_notices(Format format);

// The sources of an answer, one a line (wrapped when `width` is not 0), as they stand below a
// table.
std::string footnotes(const Answer& answer, int width);

// "columns":[…],"rows":[…],"citations":[…],"notices":[…] without braces; a text answer has "text"
// beside empty columns and rows.
Result<void> append_answer_members(std::string& out, const Answer& answer, const GraphView& graph);

}  // namespace sarye
