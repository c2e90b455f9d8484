// Observations from running text in Korean: a number with the measure beside it, the firm it is
// said of, and the period that the sentence or its heading sets.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ingest/document/section_subject.h"
#include "ingest/lexicon/measures.h"
#include "ingest/metrics/metric_context.h"
#include "ingest/metrics/metric_writer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// What the sentences so far are about.
struct SpokenOf {
  std::optional<std::uint32_t> firm;  // entity
  std::uint32_t block = 0;            // where it was last spoken of
  std::vector<std::size_t> levels;    // measures of the last sentence with levels, in their order
  std::vector<std::uint32_t> joined;  // firms that the last list with 각각 was of
  StatedPeriod period;                // of the last figure
};

// `quantities` are those inside the sentence, from left to right; a sentence without any may name
// whom the next ones are about.
void read_sentence_metrics(const AnnotatedText& text, const Sentence& sentence,
                           std::span<const Quantity> quantities, const Measures& measures,
                           const SectionSubjects& subjects, MetricWriter& writer, SpokenOf& spoken);

}  // namespace sarye
