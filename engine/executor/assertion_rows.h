// Rows of a batch that is made of assertions: those of one edge after another that survive a
// filter.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/executor/assertion_column.h"
#include "engine/executor/batch.h"
#include "engine/executor/evidence.h"
#include "engine/graph/adjacency.h"

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
    runs_.clear();
    fit_to(expected);
  }
  std::size_t size() const { return size_; }

  // Adds the survivors among the assertions of an edge, all rows of one parent. Errors: of reading.
  Result<void> add(const EvidenceReader& evidence, EdgeId edge, const CompiledFilter& filter,
                   std::uint32_t parent) {
    EvidenceReader::Rows rows;
    if (auto found = find_rows(evidence, edge, rows); !found) return found;
    add_rows(rows, edge, filter, parent);
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
  // Those of all edges of a list that go from its node, whose assertions lie one behind another.
  // No edge may be wanted beside them. `other`: the type of the ends.
  Result<void> add_outgoing(const EvidenceReader& evidence, const AdjacencyList& list, TypeId other,
                            const CompiledFilter& filter, std::uint32_t parent) {
    if (list.size() == 0) return {};
    EvidenceReader::Rows rows;
    if (auto found = find_rows(evidence, list.edge(0), rows); !found) return found;
    if (rows.chunk == nullptr || list.first_edge >= rows.chunk->edges()) return {};
    const std::uint32_t* first = rows.chunk->first.data() + list.first_edge;
    const std::size_t edges = std::min(list.size(), rows.chunk->edges() - list.first_edge);
    const std::size_t before = size_;
    rows.end = first[edges];
    add_rows(rows, list.edge(0), filter, parent);
    if (!beside_.ends) return {};
    if (size_ - before == rows.end - rows.begin) {  // none has fallen out
      NodeId* end = ends_.data() + before;
      for (std::size_t i = 0; i < edges; ++i) {
        for (std::uint32_t row = first[i]; row < first[i + 1]; ++row) {
          *end++ = NodeId(other, list.nodes[i]);
        }
      }
      return {};
    }
    size_ = before;
    for (std::size_t i = 0; i < edges; ++i) {
      const std::size_t of_edge = size_;
      rows.begin = first[i];
      rows.end = first[i + 1];
      add_rows(rows, list.edge(0), filter, parent);
      std::fill(ends_.data() + of_edge, ends_.data() + size_, NodeId(other, list.nodes[i]));
    }
    return {};
  }

  // The batch of the rows, with the assertions in `slot`; the rows are gone then, but for what
  // stands beside.
  Batch take(const Batch& parents, Slot slot) {
    fit_to(size_);
    Batch out = parents.gather(std::move(parents_));
    out.set(slot, BatchColumn::of_assertions(AssertionColumn(std::move(runs_), std::move(rows_))));
    parents_.clear();
    rows_.clear();
    runs_.clear();
    size_ = 0;
    return out;
  }
  std::vector<EdgeValue> take_edges() { return std::exchange(edges_, {}); }
  std::vector<NodeId> take_ends() { return std::exchange(ends_, {}); }

 private:
  static Result<void> find_rows(const EvidenceReader& evidence, EdgeId edge,
                                EvidenceReader::Rows& rows) {
    if (evidence.at_hand(edge, rows)) return {};
    auto read = evidence.rows(edge);
    if (!read) return read.error();
    rows = *read;
    return {};
  }

  void add_rows(const EvidenceReader::Rows& rows, EdgeId edge, const CompiledFilter& filter,
                std::uint32_t parent) {
    // Room for all of them, of which some may fall out.
    const std::size_t most = size_ + rows.end - rows.begin;
    if (most > parents_.size()) fit_to(std::max(most, 2 * parents_.size()));
    if (runs_.empty() || runs_.back().chunk != rows.chunk) {
      runs_.push_back(
          {rows.chunk, EdgeId(edge.table(), edge.range(), 0), static_cast<std::uint32_t>(size_)});
    }
    std::uint32_t* parents = parents_.data();
    std::uint32_t* places = rows_.data();
    std::size_t n = size_;
    for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
      parents[n] = parent;
      places[n] = row;
      n += filter.passes(*rows.chunk, row) ? 1 : 0;
    }
    size_ = n;
  }
  void fit_to(std::size_t rows) {
    parents_.resize(rows);
    rows_.resize(rows);
    if (beside_.edges) edges_.resize(rows);
    if (beside_.ends) ends_.resize(rows);
  }

  Beside beside_;
  std::size_t size_ = 0;  // the vectors may have room for more
  std::vector<std::uint32_t> parents_;
  std::vector<AssertionColumn::Run> runs_;
  std::vector<std::uint32_t> rows_;
  std::vector<EdgeValue> edges_;
  std::vector<NodeId> ends_;
};

}  // namespace sarye
