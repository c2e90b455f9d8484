// Numbers with a unit: money, percentages, counts, in three languages: 100조 6천억원, 964억7000만
// 달러, 4009亿元, US$4.5 billion, 33%, 3배, 21款. Numbers without a unit are left alone: a model's
// name or a note's number says nothing by itself.
#pragma once

#include <string_view>
#include <vector>

#include "ingest/stage/stage.h"

namespace sarye {

// A number as written, with the words that scale it: `964억7000만` is 96,470,000,000.
struct ScaledNumber {
  double value = 0;
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  bool scaled = false;  // a scale word was read
};

// Reads the number that starts at byte `at` (a digit, or a sign before one).
std::optional<ScaledNumber> read_number(std::string_view text, std::size_t at);

// A printed number alone: `11,955`, `-4,967`, `(4,967)`, `△120`, `23,365(48%)` (its first number).
std::optional<double> read_cell(std::string_view text);

// What a unit line or a unit in brackets says: `(단위: 백만달러)` is USD, 1e6.
struct UnitReading {
  std::string unit;  // USD, percent, people, ...; empty: none found
  bool money = false;
  double scale = 1;  // of the numbers below the line
};
UnitReading read_unit(std::string_view text);

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
