// Tables as rows and cells, from the lines of a Table block: Markdown pipes, tabs, or plain text in
// which a row is a label and as many numbers as the header has columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/stage/stage.h"

namespace sarye {

// A cell inside the text of a table's block.
struct LineCell {
  ByteRange bytes;  // of the block's text; without blanks around it
  std::string text;
};

// Cuts one line, which starts at byte `begin` of the block's text, into cells. `columns` is the
// number of value columns where the header told it, else 0.
std::vector<LineCell> cut_row(std::string_view line, std::uint32_t begin, std::size_t columns);

class Tables final : public Stage {
 public:
  std::string_view name() const override { return "tables"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks, Layer::Times}; }
  std::vector<Layer> adds() const override { return {Layer::Tables}; }
  Result<void> run(AnnotatedText& text) const override;
};

}  // namespace sarye
