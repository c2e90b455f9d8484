// Numbers with a unit: money, percentages, counts, in three languages: 100조 6천억원, 964억7000만
// 달러, 4009亿元, US$4.5 billion, 33%, 3배, 21款. Numbers without a unit are left alone: a model's
// name or a note's number says nothing by itself.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/stage/stage.h"

namespace sarye {

// A quantity in the form in which it is kept and compared. Money of 100,000 and more is counted in
// millions: 964억7000만 달러 and the cell 96,470 of a table in millions are both 96470 `USD
// million`.
struct CanonicalQuantity {
  double value = 0;
  std::string unit;
};
CanonicalQuantity canonical_quantity(double value, std::string_view unit, bool money);

class Quantities final : public Stage {
 public:
  std::string_view name() const override { return "quantities"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks, Layer::Times}; }
  std::vector<Layer> adds() const override { return {Layer::Quantities}; }
  Result<void> run(AnnotatedText& text) const override;

  static std::vector<Quantity> find(std::string_view text);
};

}  // namespace sarye
