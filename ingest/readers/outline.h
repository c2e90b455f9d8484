// What a reader of a structured format makes of a document: plain UTF-8 text in one fixed notation,
// which the stage Blocks reads without guessing (document/outline_line.h). This text is what is
// stored and what byte ranges count in, so that a stored document can be analysed again from its
// stored bytes alone.
//
//   # Title            a heading, with as many # as its level
//   A paragraph.       in one line, a blank line behind it
//     - an item        two spaces a level; `1.` instead of the sign in a numbered list
//   > A quotation.
//   : A caption.       of the table or figure that follows
//   | a | b |          a row of a table; |---|---| ends its header
//   [^1]: A footnote.
//   \# not a heading   a paragraph that begins with one of these signs
//   form feed          ends a page, where pages are known
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

struct OutlineTable {
  std::vector<std::vector<std::string>> rows;  // every cell that a span covers is there
  std::size_t header_rows = 0;                 // 0: no row names the columns
  std::vector<std::string> titles;             // rows above that are one cell: a title, a unit
  std::vector<std::string> notes;              // rows below that are one cell
};

// Rows of cells with spans, as HTML, DOCX and JATS have them, laid out as a table. `header_rows`:
// as marked in the source; 0: found by what the first row says. A text that a span covers stands in
// each covered column of the header and in each covered row of the labels; a value stands once.
struct SpannedCell {
  std::string text;
  int columns = 1;
  int rows = 1;
};
OutlineTable lay_out_table(const std::vector<std::vector<SpannedCell>>& rows,
                           std::size_t header_rows);

// Texts come with any white space, which is folded; empty ones are left out.
class OutlineWriter {
 public:
  void heading(int level, std::string_view text);
  void paragraph(std::string_view text);
  void quote(std::string_view text);
  // `level` from 1; `marker` is "-" or a number with its point.
  void item(int level, std::string_view marker, std::string_view text);
  void caption(std::string_view text);
  void footnote(std::string_view label, std::string_view text);
  // With the titles above and the notes below it.
  void table(const OutlineTable& table);
  void end_page();

  bool empty() const { return out_.empty(); }
  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  void block(std::string_view sign, std::string_view text, bool is_item);
  std::string out_;
  bool in_list_ = false;
};

}  // namespace sarye
