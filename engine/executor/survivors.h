// Which edges survive a filter, as one bit an edge: worked out for all edges of a range in the
// order in which their assertions lie, once enough of them are asked for. An edge met from its
// target's side is then a bit that is at hand instead of a row somewhere in memory.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/evidence_counts.h"
#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

struct CompiledFilter;

enum class Survival : std::uint8_t { No, Yes, Unknown };

// The bits of all filters of one query. Safe from many threads, which share what one has worked
// out.
class Survivors {
 public:
  // `filters`: how many the query has.
  Survivors(const GraphView& graph, std::size_t filters);
  ~Survivors();
  Survivors(const Survivors&) = delete;
  Survivors& operator=(const Survivors&) = delete;

  using Bits = std::vector<std::uint64_t>;

  Survival known(EdgeId edge, FilterId filter) const {
    const Bits* bits = bits_of(edge, filter);
    return bits == nullptr ? Survival::Unknown : of(*bits, edge);
  }
  // The bits of all edges of the edge's range, by their indexes; they stay as long as this.
  // nullptr: they are not worked out.
  const Bits* bits_of(EdgeId edge, FilterId filter) const {
    const Table* table = slot_of(edge, filter).load(std::memory_order_acquire);
    if (table == nullptr || edge.range() >= table->size) return nullptr;
    return table->ranges[edge.range()].bits.load(std::memory_order_acquire);
  }
  static Survival of(const Bits& bits, EdgeId edge) {
    const std::size_t word = edge.index() / 64;
    if (word >= bits.size()) return Survival::Unknown;
    return (bits[word] >> (edge.index() % 64) & 1) != 0 ? Survival::Yes : Survival::No;
  }

  // Of the edges with the indexes [begin, end), which the bits cover: how many survive, and
  // f(index), which returns Result<void>, for each that both bits keep.
  static std::size_t count(const Bits& bits, std::size_t begin, std::size_t end) {
    std::size_t sum = 0;
    each_word(begin, end, [&](std::size_t word, std::uint64_t mask) {
      sum += static_cast<std::size_t>(std::popcount(bits[word] & mask));
    });
    return sum;
  }
  template <typename F>
  static Result<void> each_of_both(const Bits& a, const Bits& b, std::size_t begin, std::size_t end,
                                   F&& f) {
    Result<void> done;
    each_word(begin, end, [&](std::size_t word, std::uint64_t mask) {
      for (std::uint64_t left = a[word] & b[word] & mask; left != 0 && done; left &= left - 1) {
        done = f(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
      }
    });
    return done;
  }

  // Says that a walk of the query asks for so many of the table's edges; unsaid: for few.
  void expect(EdgeTableId table, FilterId filter, double share);

  // Says that an edge of the range was asked for. True, once a range, when its bits should be
  // worked out: for one with many questions, or a few of a table that is asked all over.
  bool should_make(EdgeId edge, FilterId filter, std::size_t edges_of_range);

  // Uses bits that are kept elsewhere, as long as this lives.
  void lend(EdgeId edge, FilterId filter, const Bits& bits);

  // Works them out from the assertions of the range. `plain`: whether an edge without assertions
  // survives.
  void make(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
            const AssertionChunk& assertions, bool plain);
  // The same from the counts of the first level, for a filter that they answer. `assertions` is
  // read for edges without a visible one alone; nullptr: there are none, or no such edge.
  void make_from_counts(EdgeId edge, FilterId filter, const CompiledFilter& wanted,
                        const EvidenceCounts& counts, const AssertionChunk* assertions, bool plain);

 private:
  // Calls f(word, mask) for the words of [begin, end), with ones where they are part of it.
  template <typename F>
  static void each_word(std::size_t begin, std::size_t end, F&& f) {
    constexpr std::uint64_t kAll = ~std::uint64_t{0};
    for (std::size_t word = begin / 64; word * 64 < end; ++word) {
      std::uint64_t mask = kAll;
      if (word * 64 < begin) mask &= kAll << (begin - word * 64);
      if (end - word * 64 < 64) mask &= ~(kAll << (end - word * 64));
      f(word, mask);
    }
  }

  struct Range {
    std::atomic<std::uint32_t> asked{0};
    std::atomic<bool> taken{false};  // somebody works them out, or has
    std::atomic<const Bits*> bits{nullptr};
    std::unique_ptr<const Bits> made;  // those, unless they are kept elsewhere
  };
  struct Table {
    explicit Table(std::size_t n) : size(n), ranges(std::make_unique<Range[]>(n)) {}
    std::size_t size;
    std::unique_ptr<Range[]> ranges;
    std::atomic<std::uint32_t> asked{0};
  };
  using Slot = std::atomic<Table*>;

  Slot& slot_of(EdgeId edge, FilterId filter) const {
    return slots_[filter * tables_ + edge.table().value];
  }
  Table& table_of(EdgeId edge, FilterId filter) const;
  void keep(EdgeId edge, FilterId filter, Bits bits) const;

  const GraphView& graph_;
  std::size_t tables_;
  std::size_t size_;
  std::unique_ptr<Slot[]> slots_;                        // by filter, then table
  std::unique_ptr<std::atomic<bool>[]> asked_all_over_;  // likewise: it is expected
};

}  // namespace sarye
