#include "ingest/metrics/metrics.h"

#include <span>

#include "ingest/document/section_subject.h"
#include "ingest/metrics/chinese_metrics.h"
#include "ingest/metrics/english_metrics.h"
#include "ingest/metrics/metric_writer.h"
#include "ingest/metrics/sentence_metrics.h"
#include "ingest/metrics/table_metrics.h"

namespace sarye {

Result<std::unique_ptr<Metrics>> Metrics::make(const Resources& resources) {
  auto measures = Measures::parse(resources.file("lexicon/measures.tsv"), "lexicon/measures.tsv");
  if (!measures) return measures.error();
  return std::make_unique<Metrics>(std::move(*measures));
}

Result<void> Metrics::run(AnnotatedText& text) const {
  const SectionSubjects subjects(text);
  MetricWriter writer(text);
  for (const TextTable& table : text.tables) {
    read_table_metrics(text, table, measures_, subjects, writer);
  }
  SpokenOf spoken;
  ChineseMetrics chinese(text, measures_, subjects, writer);
  std::size_t next = 0;
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    const Sentence& sentence = text.sentences[i];
    if (text.blocks[sentence.span.block].kind == PassageKind::Table) continue;
    const auto inside = [&](const Quantity& quantity) {
      return quantity.span.block == sentence.span.block &&
             sentence.span.bytes.contains(quantity.span.bytes);
    };
    while (next < text.quantities.size() && text.quantities[next].span < sentence.span &&
           !inside(text.quantities[next])) {
      ++next;
    }
    std::size_t end = next;
    while (end < text.quantities.size() && inside(text.quantities[end])) ++end;
    const auto quantities = std::span(text.quantities).subspan(next, end - next);
    if (sentence.language == Language::English) {
      read_english_metrics(text, i, quantities, measures_, subjects, writer);
    } else if (sentence.language == Language::Chinese) {
      chinese.read(sentence, quantities);
    } else {
      read_sentence_metrics(text, sentence, quantities, measures_, subjects, writer, spoken);
    }
  }
  return {};
}

}  // namespace sarye
