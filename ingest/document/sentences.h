// Sentences of each block. A bullet, heading or caption is one sentence unless full stops divide
// it; a row of a table is one.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/stage/stage.h"

namespace sarye {

// Sentences of one text in order, without the spaces between them. Korean news often lacks the
// space behind a full stop ("밝혔다.이어"), and abbreviations ("Inc.", "U.S.", "vs.") end none.
std::vector<ByteRange> split_sentences(std::string_view text, Language language);

class Sentences final : public Stage {
 public:
  std::string_view name() const override { return "sentences"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks}; }
  std::vector<Layer> adds() const override { return {Layer::Sentences}; }
  Result<void> run(AnnotatedText& text) const override;
};

}  // namespace sarye
