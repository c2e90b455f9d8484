// Observations from the running text of a Chinese document, sentence after sentence: which measure
// a figure is of, whether it is a level or a change, whose it is and of what time.
#pragma once

#include <memory>
#include <span>

#include "ingest/document/section_subject.h"
#include "ingest/lexicon/measures.h"
#include "ingest/metrics/metric_writer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

class ChineseMetrics {
 public:
  // Everything must outlive the reader.
  ChineseMetrics(const AnnotatedText& text, const Measures& measures,
                 const SectionSubjects& subjects, MetricWriter& writer);
  ~ChineseMetrics();

  // Sentences come in the order of the text, also those without a figure: they tell whom the next
  // ones are about. `quantities` are those inside the sentence, from left to right.
  void read(const Sentence& sentence, std::span<const Quantity> quantities);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sarye
