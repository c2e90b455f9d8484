// The words of the Chinese sentences with their tags, where a tagger is installed.
#pragma once

#include "ingest/stage/resources.h"
#include "ingest/stage/stage.h"

namespace sarye {

class Words final : public Stage {
 public:
  explicit Words(const Resources& resources) : resources_(resources) {}
  std::string_view name() const override { return "words"; }
  std::vector<Layer> needs() const override { return {Layer::Sentences}; }
  std::vector<Layer> adds() const override { return {Layer::Words}; }
  Result<void> run(AnnotatedText& text) const override;

 private:
  const Resources& resources_;
};

}  // namespace sarye
