#include "ingest/document/outline_line.h"

namespace sarye {

OutlineLine outline_line(std::string_view line) {
  if (line.starts_with('\\')) return {OutlineSign::Escaped, 1};
  if (line.starts_with(": ")) return {OutlineSign::Caption, 2};
  if (line.starts_with("[^")) {
    const std::size_t end = line.find("]: ");
    if (end != std::string_view::npos) return {OutlineSign::Footnote, end + 3};
  }
  return {};
}

}  // namespace sarye
