// Rows of a batch that is made of assertions: those of one edge after another that survive a
// filter.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/executor/batch.h"
#include "engine/executor/evidence.h"

namespace sarye {

class AssertionRows {
 public:
  // What each row has beside its assertion.
  struct Beside {
    bool edges = false;
    bool ends = false;
  };
  AssertionRows() = default;
  explicit AssertionRows(Beside beside) : beside_(beside) {}

  // Forgets all rows. `expected`: how many are likely to come.
  void clear(std::size_t expected) {
    size_ = 0;
    fit_to(expected);
  }
  std::size_t size() const { return size_; }

  // Adds the survivors among the assertions of an edge, all rows of one parent. Errors: of reading.
  Result<void> add(const EvidenceReader& evidence, EdgeId edge, const CompiledFilter& filter,
                   std::uint32_t parent) {
    EvidenceReader::Rows rows;
    if (!evidence.at_hand(edge, rows)) {
      auto read = evidence.rows(edge);
      if (!read) return read.error();
      rows = *read;
    }
    // Room for all of them, of which some may fall out.
    const std::size_t most = size_ + rows.end - rows.begin;
    if (most > parents_.size()) fit_to(std::max(most, 2 * parents_.size()));
    for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
      if (!filter.passes(*rows.chunk, row)) continue;
      parents_[size_] = parent;
      assertions_[size_] = AssertionValue{edge, row - rows.begin};
      places_[size_] = {rows.chunk, row};
      ++size_;
    }
    return {};
  }
  // The same with what stands beside.
  Result<void> add(const EvidenceReader& evidence, const EdgeValue& edge, NodeId end,
                   const CompiledFilter& filter, std::uint32_t parent) {
    const std::size_t before = size_;
    if (auto added = add(evidence, edge.id, filter, parent); !added) return added;
    for (std::size_t row = before; beside_.edges && row < size_; ++row) edges_[row] = edge;
    for (std::size_t row = before; beside_.ends && row < size_; ++row) ends_[row] = end;
    return {};
  }

  // The batch of the rows, with the assertions in `slot`; the rows are gone then, but for what
  // stands beside.
  Batch take(const Batch& parents, Slot slot) {
    fit_to(size_);
    Batch out = parents.gather(std::move(parents_));
    out.set(slot, BatchColumn::of_assertions(std::move(assertions_), std::move(places_)));
    parents_.clear();
    assertions_.clear();
    places_.clear();
    size_ = 0;
    return out;
  }
  std::vector<EdgeValue> take_edges() { return std::exchange(edges_, {}); }
  std::vector<NodeId> take_ends() { return std::exchange(ends_, {}); }

 private:
  void fit_to(std::size_t rows) {
    parents_.resize(rows);
    assertions_.resize(rows);
    places_.resize(rows);
    if (beside_.edges) edges_.resize(rows);
    if (beside_.ends) ends_.resize(rows);
  }

  Beside beside_;
  std::size_t size_ = 0;  // the vectors may have room for more
  std::vector<std::uint32_t> parents_;
  std::vector<AssertionValue> assertions_;
  std::vector<AssertionPlace> places_;
  std::vector<EdgeValue> edges_;
  std::vector<NodeId> ends_;
};

}  // namespace sarye
