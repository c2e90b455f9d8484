// Tables in a PDF: rows of cells that stand beside each other.
#pragma once

#include <optional>
#include <vector>

#include "ingest/readers/outline.h"
#include "ingest/readers/pdf_layout.h"

namespace sarye {

struct PdfTable {
  OutlineTable table;
  std::size_t lines = 0;  // how many lines of the column it takes
};

// The table that begins with line `begin` of a column, if one does.
std::optional<PdfTable> pdf_table_at(const std::vector<PdfLine>& lines, std::size_t begin);

}  // namespace sarye
