// Asking the full-text index of passages: postings with positions in segments, ranked by BM25. How
// the index is divided into segments, and what was removed from it, does not show in any answer.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/store/store.h"
#include "engine/text/text_query.h"

namespace sarye {

struct TextMatch {
  std::uint32_t passage = 0;
  double score = 0;
};

// The passages that fit `query`, in order of offset. The score adds up over the words that are
// wanted (a phrase counts as one word), each by how often it stands in the passage and in how few
// passages it stands at all; it does not depend on the order of the words.
// Errors: those of reading and of `budget`, which may be nullptr.
Result<std::vector<TextMatch>> search_text(const Snapshot& snapshot,
                                           const TextStatistics& statistics, const TextQuery& query,
                                           Budget* budget);

// By word of `query`, in how many passages it stands. Errors: the same.
Result<std::vector<std::uint64_t>> count_passages(const Snapshot& snapshot,
                                                  const TextStatistics& statistics,
                                                  const TextQuery& query, Budget* budget);

// What the index holds, counted anew from every row of it, in the segments that `known` names; for
// `verify`. Errors: Damaged also where rows of other segments are found, or where postings and
// passages differ.
Result<TextStatistics> count_text(const Snapshot& snapshot, const TextStatistics& known);

}  // namespace sarye
