// A Chinese sentence with what its figures are read from: the nouns of measures, the figures, the
// times and the names in it. Places are bytes of the sentence's own text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ingest/lexicon/measures.h"
#include "ingest/metrics/chinese_figures.h"
#include "ingest/metrics/chinese_periods.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

struct ChineseSentence {
  Span sentence;
  std::uint32_t base = 0;  // where it begins in its block
  std::string_view body;   // in Simplified characters; as long as the block's text lives
  std::vector<MeasureMatch> nouns;
  std::vector<ChineseFigure> figures;
  std::vector<PlacedPeriod> periods;
  std::vector<ByteRange> known;  // times and names
  std::vector<ByteRange> names;  // of firms and products

  // Where the figure before figure `i` ends; 0 for the first.
  std::uint32_t end_of_last(std::size_t i) const { return i == 0 ? 0 : figures[i - 1].at.end; }
  // The words between two places; none where they overlap.
  std::string_view gap(std::uint32_t from, std::uint32_t to) const;
  // The same, only the joint of a list where words of change are all the rest: 及 of 及年增.
  std::string_view gap_without_changes(std::uint32_t from, std::uint32_t to) const;
  // The plain words directly before a measure's noun that tell which part it is of: 海外 of
  // 海外营收; empty: none.
  ByteRange part_before(std::uint32_t noun) const;
  // Whether what is said of a figure at `at` is planned or expected.
  Modality modality_before(std::uint32_t at) const;
};

// Without quantities only `sentence`, `base` and `body` are set.
ChineseSentence chinese_sentence(const AnnotatedText& text, const Sentence& sentence,
                                 std::span<const Quantity> quantities, const Measures& measures);

// Whether the words between two things only join them in a list: 、 和 及.
bool joins_items(std::string_view gap);
// Whether they lead from one figure to another of the same measure: 从10%提升至12%, 前三季度合计.
bool moves_on(std::string_view gap);
// Whether the noun behind a number is what the number is of: 963亿元的营收.
bool ties_to_next(std::string_view gap);

}  // namespace sarye
