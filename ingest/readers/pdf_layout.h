// The pages of a PDF as lines in the order in which a person reads them, from what
// `pdftotext -bbox-layout` prints. Coordinates are points, from the page's upper left corner.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "ingest/readers/markup_tree.h"

namespace sarye {

struct PdfBox {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  double height() const { return bottom - top; }
  double width() const { return right - left; }
};

struct PdfLine {
  PdfBox box;
  std::string text;
  double size = 0;            // height of its letters: the usual height of its words
  std::vector<PdfBox> words;  // of each word, and its text
  std::vector<std::string> word_texts;
};

// Lines that stand one below the other: a column, a heading over all columns, a note at the foot.
struct PdfColumn {
  PdfBox box;
  std::vector<PdfLine> lines;
};

struct PdfPage {
  double width = 0;
  double height = 0;
  std::vector<PdfColumn> columns;  // in reading order
  std::vector<std::string> edges;  // running heads and feet, taken out
};

// Errors: Rejected  the output is no such XML
Result<std::vector<PdfPage>> read_pdf_pages(std::string_view bbox_xml);

// A page from its lines, which come in any order. `gutter`: where its two columns part; negative:
// it has one.
PdfPage order_pdf_page(double width, double height, std::vector<PdfLine> lines, double gutter);

// Where two columns part on a page: a place that few lines cross, with prose on both sides.
// Negative: there is one column.
double gutter_of(double width, const std::vector<PdfLine>& lines);

// Takes lines at the upper and lower edge out that are page numbers or that repeat, but for their
// numbers, on other pages.
void drop_running_lines(std::vector<PdfPage>& pages);

}  // namespace sarye
