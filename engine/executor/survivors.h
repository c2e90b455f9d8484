// Which edges survive a filter, as one bit an edge: worked out for all edges of a range in the
// order in which their assertions lie, once enough of them are asked for. An edge met from its
// target's side is then a bit that is at hand instead of a row somewhere in memory.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/evidence_counts.h"
#include "engine/model/value.h"

namespace sarye {

struct CompiledFilter;

enum class Survival : std::uint8_t { No, Yes, Unknown };

// The bits of all filters of one query. Keeps what was asked: one thread each.
class Survivors {
 public:
  Survival known(EdgeId edge, FilterId filter) const {
    if (filter >= filters_.size()) return Survival::Unknown;
    const auto& tables = filters_[filter];
    if (edge.table().value >= tables.size()) return Survival::Unknown;
    const auto& ranges = tables[edge.table().value];
    if (edge.range() >= ranges.size()) return Survival::Unknown;
    const std::vector<std::uint64_t>& bits = ranges[edge.range()].bits;
    const std::size_t word = edge.index() / 64;
    if (word >= bits.size()) return Survival::Unknown;
    return (bits[word] >> (edge.index() % 64) & 1) != 0 ? Survival::Yes : Survival::No;
  }

  // Says that an edge of the range was asked for. True when its bits should be worked out: once a
  // range, and only for one with many questions.
  bool should_make(EdgeId edge, FilterId filter, std::size_t edges_of_range);

  // Works them out from the assertions of the range. `plain`: whether an edge without assertions
  // survives.
  void make(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
            const AssertionChunk& assertions, bool plain);
  // The same from the counts of the first level, for a filter that they answer. `assertions` is
  // read for edges without a visible one alone; nullptr: there are none, or no such edge.
  void make_from_counts(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
                        const EvidenceCounts& counts, const AssertionChunk* assertions, bool plain);

 private:
  struct Range {
    std::uint32_t asked = 0;
    bool made = false;
    std::vector<std::uint64_t> bits;
  };
  Range& range_of(EdgeId edge, FilterId filter);
  std::vector<std::uint64_t>& start(EdgeId edge, FilterId filter, std::size_t edges, bool plain);

  std::vector<std::vector<std::vector<Range>>> filters_;  // by filter, table, range
};

}  // namespace sarye
