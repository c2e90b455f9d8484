// The period that an English figure is of.
#pragma once

#include <vector>

#include "ingest/metrics/english_figures.h"
#include "ingest/metrics/metric_context.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// The time behind the figure, before the next one; else the one in front of it in its clause; else
// the one that the sentence begins with; else that of the heading. Days count only where the figure
// is as of a day: the day of a report is no period. `figures` and `clause` count bytes of the
// sentence.
StatedPeriod english_metric_period(const AnnotatedText& text, const Sentence& sentence,
                                   const std::vector<Figure>& figures, std::size_t index,
                                   ByteRange clause);

// The time stated between two places of the sentence, whatever stands in front of it.
StatedPeriod period_between(const AnnotatedText& text, const Sentence& sentence, std::uint32_t from,
                            std::uint32_t to);

}  // namespace sarye
