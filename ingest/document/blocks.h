// A clean text cut into blocks: title, authors, abstract, headings, paragraphs, bullets, captions,
// tables, footnotes, notes, references; each unwrapped, with its heading chain and its parent.
//
// A Table block has one piece a row, and its text parts the rows by line breaks; the caption is the
// block before it. Headings that are bullets ("◆ ACME" above deeper bullets) have kind Heading and
// keep their glyph. The front matter of Markdown belongs to no block.
#pragma once

#include "ingest/stage/stage.h"

namespace sarye {

inline constexpr std::size_t kMaxBlockBytes = std::size_t{1} << 20;

class Blocks final : public Stage {
 public:
  std::string_view name() const override { return "blocks"; }
  std::vector<Layer> needs() const override { return {Layer::Clean}; }
  std::vector<Layer> adds() const override { return {Layer::Blocks}; }
  // Errors: Rejected when a paragraph has more than 1 MiB, with its first line.
  Result<void> run(AnnotatedText& text) const override;
};

}  // namespace sarye
