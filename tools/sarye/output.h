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
  int width = 100;      // of a Table, in terminal cells; 0: as wide as the content
  bool colour = false;  // a terminal that shows bold
};

// Errors: those of reading names and properties.
Result<void> write_answer(std::ostream& out, const Answer& answer, const GraphView& graph,
                          const OutputOptions& options);

}  // namespace sarye
