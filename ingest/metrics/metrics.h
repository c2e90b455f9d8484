// Observations: one Metric node for each number that a table or a sentence gives for a firm,
// product or place, with its measure, value, unit, period and segment, and an OBSERVED_FOR
// assertion that quotes the row or the sentence. Contradictory observations are all kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/measures.h"
#include "ingest/stage/resources.h"
#include "ingest/stage/stage.h"

namespace sarye {

class Metrics final : public Stage {
 public:
  // Reads the measures of `resources`. Errors: those of Measures::parse.
  static Result<std::unique_ptr<Metrics>> make(const Resources& resources);
  explicit Metrics(Measures measures) : measures_(std::move(measures)) {}

  std::string_view name() const override { return "metrics"; }
  std::vector<Layer> needs() const override {
    return {Layer::Names, Layer::Sentences, Layer::Times, Layer::Quantities, Layer::Tables};
  }
  std::vector<Layer> adds() const override { return {Layer::Metrics}; }
  Result<void> run(AnnotatedText& text) const override;

 private:
  Measures measures_;
};

}  // namespace sarye
