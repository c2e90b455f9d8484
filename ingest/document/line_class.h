// What a line's beginning says about it: a heading, a bullet, a caption, a footnote, a row of a
// table.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ingest/document/lines.h"

namespace sarye {

enum class LineKind : std::uint8_t {
  None,      // goes on with what stands before, or begins a paragraph
  Heading,   // Markdown #, 【…】, a numbered chapter; `level` where Markdown gives it
  Numbered,  // 1. 1) (1) ① 가. 一、 I.: a heading or an item, which the neighbours decide
  Bullet,    // ◆ ● - • l …
  Note,      // ※ and * notes
  Caption,   // [표 1] …, Table 2: …
  UnitLine,  // (단위: …)
  PipeRow,   // | a | b |
  Rule,      // --- === ***: a line of nothing else
  Quote,     // > …
};

struct LineCue {
  LineKind cue = LineKind::None;
  int level = 0;                 // Markdown heading
  std::string glyph;             // the bullet or numbering style: "◆", "1)", "(가)", "一、"
  std::optional<int> number;     // of a numbered line
  std::string label;             // "(label) text" behind a bullet
  std::uint32_t text_begin = 0;  // where the line's own text begins, bytes from the line's begin
};

// `line` is trimmed. `stars_are_notes`: "* text" is a note rather than a bullet in this document.
LineCue cue_of(std::string_view line, bool stars_are_notes);

// The usual depth of a bullet sign, 1 (■ ◆) to 4 (• ·); 0 for a sign that no usage fixes.
int glyph_depth(std::string_view glyph);

}  // namespace sarye
