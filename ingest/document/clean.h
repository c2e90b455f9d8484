// The clean text: LF line ends, NFC, control characters and U+FFFD as spaces, invisible characters
// gone; and the map back to the original bytes. Apostrophes of years (’24) and quotation marks stay
// as they are.
#pragma once

#include "ingest/stage/stage.h"

namespace sarye {

class Clean final : public Stage {
 public:
  std::string_view name() const override { return "clean"; }
  std::vector<Layer> needs() const override { return {}; }
  std::vector<Layer> adds() const override { return {Layer::Clean}; }
  // Fills `clean` and `offsets` from `raw`. Every clean byte maps into the raw text, in order.
  Result<void> run(AnnotatedText& text) const override;
};

}  // namespace sarye
