// Observations from running text in Korean: a number with the measure beside it, the firm it is
// said of, and the period that the sentence or its heading sets.
#pragma once

#include <span>

#include "ingest/document/section_subject.h"
#include "ingest/lexicon/measures.h"
#include "ingest/metrics/korean_context.h"
#include "ingest/metrics/metric_writer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// `quantities` are those inside the sentence, from left to right; a sentence without any may name
// whom the next ones are about.
void read_sentence_metrics(const AnnotatedText& text, const Sentence& sentence,
                           std::span<const Quantity> quantities, const Measures& measures,
                           const SectionSubjects& subjects, MetricWriter& writer, SpokenOf& spoken);

}  // namespace sarye
