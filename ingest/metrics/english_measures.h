// What an English figure measures, read from the words around it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/measures.h"
#include "ingest/metrics/english_figures.h"
#include "ingest/metrics/english_measure_nouns.h"

namespace sarye {

struct EnglishMeasure {
  std::string name;  // display name: revenue, job cuts, share price change
  double value = 0;  // signed where it tells a change
  // Where the measure's noun stands in the sentence; empty when a verb tells it.
  ByteRange noun;
  bool open = false;  // no list has it
};

// The measures of one sentence.
class EnglishMeasures {
 public:
  // `lower` is the sentence in lower case, byte for byte as long; both outlive this object.
  EnglishMeasures(std::string_view sentence, std::string_view lower, const Measures& measures);

  // `clause` is the stretch of the sentence that the figure stands in. Nothing where the words
  // measure nothing of a firm: a tariff of 25%, an interest rate of 5%.
  std::optional<EnglishMeasure> of(ByteRange clause, const Figure& figure) const;

  // What a former figure measures ("compared with a loss of $2 million", "from $3 billion"): the
  // noun directly in front of it, else what `compared` measures; `figure` stands behind it.
  std::optional<EnglishMeasure> former(const Figure& figure, const Figure& compared,
                                       const EnglishMeasure& measure) const;

  const std::vector<MeasureNoun>& nouns() const { return nouns_; }

 private:
  std::string_view sentence_;
  std::string_view lower_;
  std::vector<MeasureNoun> nouns_;
};

}  // namespace sarye
