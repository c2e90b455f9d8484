// Keyword lists of one document in several languages name the same things in the same order:
// 주제어: 딥시크, 자원혁신 / Keywords: DeepSeek, resource innovation. Lists are laid side by side
// where they have as many words each and a pair that is known to be one bears it out.
#pragma once

#include "ingest/stage/stage.h"

namespace sarye {

class ParallelKeywords final : public Stage {
 public:
  std::string_view name() const override { return "parallel-keywords"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks, Layer::Concepts}; }
  std::vector<Layer> adds() const override { return {}; }
  Result<void> run(AnnotatedText& text) const override;
};

}  // namespace sarye
