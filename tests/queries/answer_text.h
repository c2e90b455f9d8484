// Answers as lines, for files that hold them: cells parted by ` | `, null as such.
#pragma once

#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/exchange/value_text.h"
#include "tests/queries/case_file.h"
#include "tests/support/tiny_graph.h"

namespace sarye::cases {

inline std::string columns_text(const Answer& answer) {
  std::string out;
  for (const std::string& column : answer.table.columns) {
    out += (out.empty() ? "" : " | ") + column;
  }
  return out;
}

inline std::string rows_text(const Answer& answer, const GraphView& graph) {
  std::vector<std::string> lines;
  for (const auto& row : answer.table.rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string cell = row[i].is_null() ? "null" : tiny::must(value_text(row[i], graph), "value");
      line += (i > 0 ? " | " : "") + cell;
    }
    lines.push_back(std::move(line));
  }
  return joined(lines);
}

inline std::string cites_text(const Answer& answer) {
  std::vector<std::string> lines;
  for (const Citation& cited : answer.table.citations) {
    lines.push_back("[" + std::to_string(cited.number) + "] " + cited.document + ": " +
                    cited.quote);
  }
  return joined(lines);
}

}  // namespace sarye::cases
