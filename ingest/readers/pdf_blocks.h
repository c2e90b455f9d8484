// The lines of a PDF as blocks in the notation of outline.h: title, headings by their size and
// numbers, paragraphs over columns and pages, lists, captions, tables, footnotes; each page ends
// with a form feed.
#pragma once

#include <string>
#include <vector>

#include "ingest/readers/pdf_layout.h"

namespace sarye {

std::string pdf_outline(const std::vector<PdfPage>& pages);

}  // namespace sarye
