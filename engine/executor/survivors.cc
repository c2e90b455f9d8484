#include "engine/executor/survivors.h"

#include "engine/executor/evidence.h"

namespace sarye {

namespace {

// To work out an edge in passing costs about an eighth of what it costs alone.
constexpr std::uint32_t kShareOfRange = 8;

// One byte a row: whether it passes.
std::vector<std::uint8_t> passing_rows(const CompiledFilter& wanted, const AssertionChunk& chunk) {
  const EvidenceFilter& words = wanted.words;
  const std::size_t n = chunk.rows();
  std::vector<std::uint8_t> pass(n);
  const std::uint32_t languages = words.languages == 0 ? 0xFFFFFFFFu : words.languages;
  for (std::size_t row = 0; row < n; ++row) {
    pass[row] = static_cast<std::uint8_t>((std::uint32_t{words.polarity} >> chunk.polarity[row]) &
                                          (std::uint32_t{words.modality} >> chunk.modality[row]) &
                                          (languages >> chunk.language[row]) & 1u);
  }
  const bool simple = words.min_confidence == 0 && words.max_confidence == 1000 &&
                      !wanted.documents && words.kinds.empty() && words.times.empty();
  if (simple) return pass;
  for (std::size_t row = 0; row < n; ++row) {
    if (pass[row] != 0) pass[row] = wanted.passes(chunk, row) ? 1 : 0;
  }
  return pass;
}

}  // namespace

Survivors::Range& Survivors::range_of(EdgeId edge, FilterId filter) {
  if (filter >= filters_.size()) filters_.resize(filter + std::size_t{1});
  auto& tables = filters_[filter];
  const std::size_t table = edge.table().value;
  if (table >= tables.size()) tables.resize(table + 1);
  auto& ranges = tables[table];
  if (edge.range() >= ranges.size()) ranges.resize(edge.range() + std::size_t{1});
  return ranges[edge.range()];
}

bool Survivors::should_make(EdgeId edge, FilterId filter, std::size_t edges_of_range) {
  Range& range = range_of(edge, filter);
  if (range.made) return false;
  return ++range.asked >= edges_of_range / kShareOfRange;
}

void Survivors::make(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
                     const AssertionChunk& assertions, bool plain) {
  const std::vector<std::uint8_t> pass = passing_rows(wanted, assertions);
  std::vector<std::uint64_t>& bits = start(edge, filter, assertions.edges(), plain);
  std::size_t begin = 0;
  for (std::size_t e = 0; e < assertions.edges(); ++e) {
    const std::size_t end = assertions.first[e + 1];
    bool survives = plain && begin == end;
    for (std::size_t row = begin; row < end; ++row) survives = survives || pass[row] != 0;
    bits[e / 64] |= std::uint64_t{survives} << (e % 64);
    begin = end;
  }
}

void Survivors::make_from_counts(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
                                 const EvidenceCounts& counts, const AssertionChunk* assertions,
                                 bool plain) {
  std::vector<std::uint64_t>& bits = start(edge, filter, counts.edges(), plain);
  const std::uint32_t languages = wanted.words.languages;
  for (std::size_t e = 0; e < counts.edges(); ++e) {
    bool survives = languages == 0 || (counts.languages[e] & languages) != 0;
    if (counts.nothing_visible(e)) {
      // Plain, or nothing of it is in sight; then nothing passes.
      survives = plain && (assertions == nullptr || e >= assertions->edges() ||
                           assertions->first[e] == assertions->first[e + 1]);
    }
    bits[e / 64] |= std::uint64_t{survives} << (e % 64);
  }
}

// Empty bits; what lies behind the last edge with assertions is plain.
std::vector<std::uint64_t>& Survivors::start(EdgeId edge, FilterId filter, std::size_t edges,
                                             bool plain) {
  Range& range = range_of(edge, filter);
  range.made = true;
  range.bits.assign((edges + 63) / 64, 0);
  for (std::size_t e = edges; plain && e % 64 != 0; ++e) {
    range.bits[e / 64] |= std::uint64_t{1} << (e % 64);
  }
  return range.bits;
}

}  // namespace sarye
