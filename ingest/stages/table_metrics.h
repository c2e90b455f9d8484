// Observations from tables: every numeric cell with its measure (from the row, the rows' heading,
// the column or the caption), period, unit and segment.
#pragma once

#include "ingest/annotated_text.h"
#include "ingest/lexicon/measures.h"
#include "ingest/stages/metric_writer.h"
#include "ingest/stages/section_subject.h"

namespace sarye {

// Writes what `table` observes. A cell without a subject or a measure says nothing and is left out.
void read_table_metrics(const AnnotatedText& text, const TextTable& table, const Measures& measures,
                        const SectionSubjects& subjects, MetricWriter& writer);

}  // namespace sarye
