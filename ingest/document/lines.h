// The lines of a clean text and what their shape alone says: width, indent, page, and how the whole
// document is wrapped.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct Line {
  ByteRange clean;           // without the white space at both ends
  std::uint32_t number = 0;  // from 1
  int indent = 0;            // columns in front
  int width = 0;             // columns of the trimmed line
  std::uint32_t page = 0;    // from 1; 0: unknown
  bool after_blank = false;  // a blank line stands before it
  bool page_start = false;
};

// How lines relate to paragraphs in one document.
struct Wrapping {
  bool hard = false;           // lines end where the column ends, inside paragraphs
  bool blank_between = false;  // and a blank line stands even between two lines of a paragraph
  int width = 0;               // the usual width of a full line, in columns
  bool page_inferred = false;

  // Whether a line fills its column, so that its paragraph may go on in the next one.
  bool is_full(const Line& line) const { return hard && line.width * 100 >= width * 76; }
};

// The lines that are not blank, in order. Page numbers alone on a line and headers that repeat on
// three pages or more are left out.
std::vector<Line> lines_of(const AnnotatedText& text);

// Judged by the lengths of lines and by sentences that run over line ends, not by blank lines.
Wrapping wrapping_of(std::string_view clean, std::vector<Line>& lines);

// Whether a text ends as a sentence does: . ! ? 。 ！ ？ ; or one of them before a closing quote or
// bracket.
bool ends_sentence(std::string_view text);

}  // namespace sarye
