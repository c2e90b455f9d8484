// Figures in English sentences: what each measures, of whom, when. A measure is named (revenue rose
// 12% to $3.4 billion) or told by the verb (sold 4.27 million vehicles, spent $2 billion on
// research, cut 9,000 jobs).
#pragma once

#include <span>

#include "ingest/document/section_subject.h"
#include "ingest/lexicon/measures.h"
#include "ingest/metrics/metric_writer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// `index` is the sentence's place in `text.sentences`; `quantities` are those inside it.
void read_english_metrics(const AnnotatedText& text, std::size_t index,
                          std::span<const Quantity> quantities, const Measures& measures,
                          const SectionSubjects& subjects, MetricWriter& writer);

}  // namespace sarye
