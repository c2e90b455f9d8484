// Whose figure an English sentence tells: the owner named with the measure, the firm that acts, the
// firm that "it", "the company" or a sentence without a name goes on about.
#pragma once

#include <optional>
#include <vector>

#include "ingest/document/section_subject.h"
#include "ingest/metrics/english_measures.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct MetricSubject {
  std::uint32_t entity = 0;
  bool referred = false;  // named in an earlier sentence
};

class EnglishMetricSubjects {
 public:
  // Both outlive this object.
  EnglishMetricSubjects(const AnnotatedText& text, const SectionSubjects& sections)
      : text_(text), sections_(sections) {}

  // `sentence` is a place in `text.sentences`; figure, measure and clause count bytes of it.
  // `before` is whose the last figure of the same sentence is.
  std::optional<MetricSubject> of(std::size_t sentence, const Figure& figure,
                                  const EnglishMeasure& measure, ByteRange clause,
                                  const std::optional<MetricSubject>& before) const;

 private:
  struct FirmHere {
    std::uint32_t entity;
    ByteRange at;               // of the sentence
    bool source = false;        // says or counts, and is not spoken of: according to X
    bool circumstance = false;  // behind a preposition
    bool owner = false;         // X's
  };
  std::vector<FirmHere> firms_of(const Sentence& sentence) const;
  std::optional<std::uint32_t> owner_of(const Sentence& sentence,
                                        const std::vector<FirmHere>& firms, const Figure& figure,
                                        const EnglishMeasure& measure, ByteRange clause) const;
  // The firm that an earlier sentence, of this paragraph or one of `paragraphs` above, is about.
  std::optional<std::uint32_t> earlier_firm(std::size_t sentence, std::uint32_t paragraphs) const;
  std::optional<std::uint32_t> product_of(const Sentence& sentence,
                                          const std::vector<FirmHere>& firms, std::uint32_t owner,
                                          std::uint32_t before) const;
  // The firm that the text names far more often than any other.
  std::optional<std::uint32_t> topic() const;

  const AnnotatedText& text_;
  const SectionSubjects& sections_;
};

}  // namespace sarye
