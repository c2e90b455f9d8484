// What a change of one range of edges means to the chunks that know its edges by their numbers:
// those of incoming edges, and those of documents.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/adjacency.h"
#include "engine/graph/edge_patch.h"
#include "engine/graph/edge_ranges.h"
#include "engine/graph/view_summary.h"

namespace sarye {

inline std::uint32_t range_of(std::uint32_t offset) {
  return offset >> kRangeBits;
}

// Ranges of one type. They are few and dense, and asked for once a row.
class RangeSet {
 public:
  void insert(std::uint32_t range) {
    if (range >= has_.size()) has_.resize(range + 1, 0);
    has_[range] = 1;
  }
  bool contains(std::uint32_t range) const { return range < has_.size() && has_[range] != 0; }
  std::vector<std::uint32_t> ascending() const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t range = 0; range < has_.size(); ++range) {
      if (has_[range] != 0) out.push_back(range);
    }
    return out;
  }

 private:
  std::vector<char> has_;
};

// How the chunks of a range look from their targets and documents.
struct Seen {
  std::vector<ReverseEdge> reverse;      // in the order of sources and targets
  std::vector<StatedEdge> of_documents;  // in the order of rows
};

Seen seen_of(const RangeRows& rows);

// Adds to `ranges` those of the targets, or documents, of what differs between two lists in one
// order.
void note_changed(const std::vector<ReverseEdge>& before, const std::vector<ReverseEdge>& after,
                  RangeSet& ranges);
void note_changed(const std::vector<StatedEdge>& before, const std::vector<StatedEdge>& after,
                  RangeSet& ranges);

// Sorts rows by one of their numbers, and leaves rows with the same number in their order: those
// of the changed ranges come in the order of their sources and edges.
template <typename Row>
void sort_stably(std::vector<Row>& rows, std::uint32_t Row::*number) {
  constexpr int kDigitBits = 11;
  constexpr std::uint32_t kDigits = std::uint32_t{1} << kDigitBits;
  std::uint32_t most = 0;
  for (const Row& row : rows) most = std::max(most, row.*number);
  std::vector<Row> sorted(rows.size());
  for (int shift = 0; shift < 32 && (most >> shift) > 0; shift += kDigitBits) {
    std::array<std::uint32_t, kDigits> begin{};
    const auto digit_of = [&](const Row& row) { return (row.*number >> shift) & (kDigits - 1); };
    for (const Row& row : rows) ++begin[digit_of(row)];
    std::uint32_t sum = 0;
    for (std::uint32_t& at : begin) sum += std::exchange(at, sum);
    for (const Row& row : rows) sorted[begin[digit_of(row)]++] = row;
    rows.swap(sorted);
  }
}

// The incoming edges of one range of targets without those of changed ranges of sources, and with
// what these have now, which comes sorted by target and source.
AdjacencyChunk merge_incoming(const AdjacencyChunk& known, std::span<const ReverseEdge> fresh,
                              const RangeSet& changed);
TableSummary::In summary_of(const AdjacencyChunk& incoming);

}  // namespace sarye
