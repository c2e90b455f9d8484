// Dates and periods made absolute: 2024년 4분기, ’24.4월, 去年第三季度, Q4 2024, January 20, 2025.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/lexicon/literal_finder.h"
#include "ingest/lexicon/pattern.h"
#include "ingest/stage/stage.h"

namespace sarye {

// What one expression says. `year` is 0 when the text does not give one: a quarter alone, "last
// year".
struct TimeReading {
  int year = 0;
  int relative_year = 0;  // with year == 0: -1 last year, 0 this year
  bool has_relative = false;
  int half = 0;     // 1, 2
  int quarter = 0;  // 1 to 4
  int month = 0;
  int last_month = 0;  // of a run of months from `month` on: 1-9月
  int day = 0;
};

// `2024-Q4`, `2024-H1`, `2024-Q1-Q3` (nine months), `2024-01/2024-07`, `2024-09`, `2025-01-20`,
// `2024`; empty without a year.
std::string period_of(const TimeReading& reading);
DateSpan span_of(const TimeReading& reading);

class Times final : public Stage {
 public:
  Times();
  ~Times() override;
  std::string_view name() const override { return "times"; }
  std::vector<Layer> needs() const override { return {Layer::Blocks}; }
  std::vector<Layer> adds() const override { return {Layer::Times}; }
  Result<void> run(AnnotatedText& text) const override;

  // The expressions of one text, from left to right, those inside a longer one left out. Years are
  // filled in from `reference_year` (0: unknown; then a quarter, half or month alone is of the year
  // last named before it, and other such expressions are left out); a quarter alone is the last
  // that had begun by `reference_month`.
  std::vector<TimeMention> find(std::string_view text, int reference_year,
                                int reference_month = 12) const;

  // What must stand beside four digits: nothing, a hyphen or a point (or slash) behind them, a
  // letter or hyphen in front of them.
  enum class YearSign : std::uint8_t { Any, Dash, Point, Letter };

 private:
  struct Rule;
  std::vector<Rule> rules_;
  LiteralFinder signs_;
};

}  // namespace sarye
