// Observations from tables: every numeric cell with its measure (from the row, the rows' heading,
// the column or the caption), period, unit and segment.
#pragma once

#include "ingest/document/section_subject.h"
#include "ingest/lexicon/measures.h"
#include "ingest/metrics/metric_writer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Writes what `table` observes. A cell without a subject or a measure says nothing and is left out.
void read_table_metrics(const AnnotatedText& text, const TextTable& table, const Measures& measures,
                        const SectionSubjects& subjects, MetricWriter& writer);

}  // namespace sarye
