#include "engine/executor/survivors.h"

#include <utility>

#include "engine/executor/evidence.h"

namespace sarye {

namespace {

// To work out an edge in passing costs about an eighth of what it costs alone.
constexpr std::uint32_t kShareOfRange = 8;
// A table that is asked all over: then its ranges come sooner, but not for the first questions.
constexpr double kAllOver = 1.0 / kShareOfRange;
constexpr std::uint32_t kQuestionsThatTell = 2048;

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
  if (wanted.documents) {
    for (std::size_t row = 0; row < n; ++row) {
      pass[row] &= static_cast<std::uint8_t>(wanted.documents->contains(chunk.document[row]));
    }
  }
  const bool simple = words.min_confidence == 0 && words.max_confidence == 1000 &&
                      words.kinds.empty() && words.times.empty();
  if (simple) return pass;
  for (std::size_t row = 0; row < n; ++row) {
    if (pass[row] != 0) pass[row] = wanted.passes(chunk, row) ? 1 : 0;
  }
  return pass;
}

// Empty bits; what lies behind the last edge with assertions is plain.
std::vector<std::uint64_t> empty_bits(std::size_t edges, bool plain) {
  std::vector<std::uint64_t> bits((edges + 63) / 64, 0);
  for (std::size_t e = edges; plain && e % 64 != 0; ++e) {
    bits[e / 64] |= std::uint64_t{1} << (e % 64);
  }
  return bits;
}

}  // namespace

Survivors::Survivors(const GraphView& graph, std::size_t filters)
    : graph_(graph),
      tables_(graph.edge_tables().size()),
      size_(filters * tables_),
      slots_(std::make_unique<Slot[]>(size_)),
      asked_all_over_(std::make_unique<std::atomic<bool>[]>(size_)) {}

Survivors::~Survivors() {
  for (std::size_t i = 0; i < size_; ++i) delete slots_[i].load();
}

Survivors::Table& Survivors::table_of(EdgeId edge, FilterId filter) const {
  Slot& slot = slot_of(edge, filter);
  if (Table* known = slot.load(std::memory_order_acquire)) return *known;
  const std::uint32_t sources = graph_.node_limit(graph_.edge_table(edge.table()).from);
  auto made = std::make_unique<Table>((sources + kRangeSize - 1) >> kRangeBits);
  Table* expected = nullptr;
  if (!slot.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) {
    return *expected;
  }
  return *made.release();
}

void Survivors::keep(EdgeId edge, FilterId filter, Bits bits) const {
  Range& range = table_of(edge, filter).ranges[edge.range()];  // taken once, so by nobody else
  range.made = std::make_unique<const Bits>(std::move(bits));
  range.bits.store(range.made.get(), std::memory_order_release);
}

void Survivors::lend(EdgeId edge, FilterId filter, const Bits& bits) {
  Table& table = table_of(edge, filter);
  if (edge.range() >= table.size) return;
  Range& range = table.ranges[edge.range()];
  if (!range.taken.exchange(true)) range.bits.store(&bits, std::memory_order_release);
}

void Survivors::expect(EdgeTableId table, FilterId filter, double share) {
  if (share < kAllOver) return;
  asked_all_over_[filter * tables_ + table.value].store(true, std::memory_order_relaxed);
}

bool Survivors::should_make(EdgeId edge, FilterId filter, std::size_t edges_of_range) {
  Table& table = table_of(edge, filter);
  if (edge.range() >= table.size) return false;
  Range& range = table.ranges[edge.range()];
  if (range.taken.load(std::memory_order_relaxed)) return false;
  const bool is_expected =
      asked_all_over_[filter * tables_ + edge.table().value].load(std::memory_order_relaxed);
  const bool all_over =
      is_expected && table.asked.fetch_add(1, std::memory_order_relaxed) >= kQuestionsThatTell;
  const std::uint32_t asked = range.asked.fetch_add(1, std::memory_order_relaxed) + 1;
  const std::uint32_t share = all_over ? kShareOfRange * kShareOfRange : kShareOfRange;
  return asked >= edges_of_range / share && !range.taken.exchange(true);
}

void Survivors::make(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
                     const AssertionChunk& assertions, bool plain) {
  const std::vector<std::uint8_t> pass = passing_rows(wanted, assertions);
  Bits bits = empty_bits(assertions.edges(), plain);
  std::size_t begin = 0;
  for (std::size_t e = 0; e < assertions.edges(); ++e) {
    const std::size_t end = assertions.first[e + 1];
    bool survives = plain && begin == end;
    for (std::size_t row = begin; row < end; ++row) survives = survives || pass[row] != 0;
    bits[e / 64] |= std::uint64_t{survives} << (e % 64);
    begin = end;
  }
  keep(edge, filter, std::move(bits));
}

void Survivors::make_from_counts(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
                                 const EvidenceCounts& counts, const AssertionChunk* assertions,
                                 bool plain) {
  Bits bits = empty_bits(counts.edges(), plain);
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
  keep(edge, filter, std::move(bits));
}

}  // namespace sarye
