// The full-text index of passages: immutable segments of term → postings with positions, and the
// lengths of passages, ranked by BM25. One segment today; a search reads as many as there are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/view_rows.h"
#include "engine/store/store.h"

namespace sarye {

// The passages that have one term.
struct Posting {
  std::uint32_t passage = 0;             // offset of the Passage node
  std::vector<std::uint32_t> positions;  // of the term in its text, ascending
};

std::string encode_postings(const std::vector<Posting>& postings);     // in order of passage
Result<std::vector<Posting>> decode_postings(std::string_view bytes);  // Errors: Damaged

// Collects texts and writes them as a segment.
class TextIndexBuilder {
 public:
  // Passages come in order of their offsets.
  void add(std::uint32_t passage, std::string_view text);
  // Writes both sections of Table::Text. Returns counts for the manifest.
  Result<TextStatistics> write(ViewWriter& writer);

 private:
  struct Occurrence {
    std::uint32_t term;
    std::uint32_t passage;
    std::uint32_t position;
  };
  std::vector<Occurrence> occurrences_;
  std::vector<std::string> terms_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> lengths_;  // passage, terms
};

struct TextMatch {
  std::uint32_t passage = 0;
  double score = 0;
};

// The passages that hold every term of `words`, unordered by score: in order of offset. No terms in
// `words`: none. Errors: those of reading.
Result<std::vector<TextMatch>> search_text(const Snapshot& snapshot,
                                           const TextStatistics& statistics,
                                           std::string_view words);

// What the index holds, counted anew from every row of it; for `verify`.
Result<TextStatistics> count_text(const Snapshot& snapshot);

}  // namespace sarye
