// Asking the full-text index of passages: postings with positions in segments, ranked by BM25.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/store/store.h"

namespace sarye {

struct TextMatch {
  std::uint32_t passage = 0;
  double score = 0;
};

// The passages that hold every term of `words`, unordered by score: in order of offset. No terms in
// `words`: none. How the index is divided into segments does not show. Errors: those of reading.
Result<std::vector<TextMatch>> search_text(const Snapshot& snapshot,
                                           const TextStatistics& statistics,
                                           std::string_view words);

// What the index holds, counted anew from every row of it, in the segments that `known` names; for
// `verify`. Errors: Damaged also where rows of other segments are found, or where postings and
// passages differ.
Result<TextStatistics> count_text(const Snapshot& snapshot, const TextStatistics& known);

}  // namespace sarye
