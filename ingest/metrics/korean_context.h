// Whose a figure of a Korean sentence is and of what time: by the sentence itself, by the sentences
// before it, or by its heading.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/document/section_subject.h"
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

// Places are bytes of the sentence, unless they are said to be of the block.
class KoreanContext {
 public:
  // Borrows all.
  KoreanContext(const AnnotatedText& text, const SectionSubjects& subjects, SpokenOf& spoken,
                const Sentence& sentence);

  // Whom the figure at `at`, of the measure at `measure`, is said of. `inherited`: by the heading;
  // `spoken`: by a sentence before.
  std::optional<std::uint32_t> subject_of(ByteRange at, ByteRange measure, bool& inherited,
                                          bool& spoken) const;
  // The firms in coordination before `at` of the block: 甲와 乙, 甲·乙.
  std::vector<std::uint32_t> firms_joined_before(std::uint32_t at) const;
  // The product or unit directly before the measure: `클라우드 매출`, `애저 매출`.
  void name_segment(ByteRange measure, Observation& o) const;
  // `number_at`: of the block. Times that the figure is only compared with are left out.
  StatedPeriod period_of_sentence(std::uint32_t number_at) const;
  // Whether the sentence names a firm or product.
  bool names_anybody() const;
  // Whether a name ends at `at` of the block.
  bool name_ends_at(std::uint32_t at) const;
  // Without a figure: whom the next sentences are about.
  void take_up_firm();
  void speak_of(std::uint32_t firm);

 private:
  MentionsInBlock mentions() const { return text_.mentions_in(sentence_.span.block); }
  bool is_ours(const TextMention& m) const;
  std::string_view behind(const TextMention& m) const;

  const AnnotatedText& text_;
  const SectionSubjects& subjects_;
  SpokenOf& spoken_;
  const Sentence& sentence_;
  const std::string_view body_;
  const std::uint32_t base_;
};

}  // namespace sarye
