// A column of assertions by where they lie: entries that follow each other are rows of one chunk of
// the second level of adjacency, so that four bytes an entry tell all.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/evidence_columns.h"
#include "engine/model/value.h"

namespace sarye {

class AssertionColumn {
 public:
  // Entries up to where the next run begins. A chunk stays as long as the query.
  struct Run {
    const AssertionChunk* chunk = nullptr;
    EdgeId edges;             // the first edge of the chunk's range
    std::uint32_t begin = 0;  // its first entry
  };

  AssertionColumn() = default;
  // `rows`: of each entry, in the chunk of its run. `runs` ascend; the first begins at 0.
  AssertionColumn(std::vector<Run> runs, std::vector<std::uint32_t> rows)
      : runs_(std::move(runs)), rows_(std::move(rows)) {}

  std::size_t size() const { return rows_.size(); }
  std::uint64_t bytes() const {
    return runs_.capacity() * sizeof(Run) + rows_.capacity() * sizeof(std::uint32_t);
  }
  AssertionValue at(std::size_t entry) const {
    return value_of(runs_[run_of(entry)], rows_[entry]);
  }

  // Calls f(run, row) for the first `n` entries, or for those that `place(i)`, i < n, names.
  template <typename F>
  void each(std::size_t n, F&& f) const {
    for (std::size_t run = 0; run < runs_.size() && runs_[run].begin < n; ++run) {
      const std::size_t end = std::min<std::size_t>(end_of(run), n);
      for (std::size_t i = runs_[run].begin; i < end; ++i) f(runs_[run], rows_[i]);
    }
  }
  template <typename Place, typename F>
  void each_of(std::size_t n, Place&& place, F&& f) const {
    std::size_t run = 0;  // rows that were picked follow each other mostly
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t entry = place(i);
      if (entry < runs_[run].begin || entry >= end_of(run)) run = run_of(entry);
      f(runs_[run], rows_[entry]);
    }
  }

  static AssertionValue value_of(const Run& run, std::uint32_t row);

 private:
  std::size_t end_of(std::size_t run) const {
    return run + 1 < runs_.size() ? runs_[run + 1].begin : rows_.size();
  }
  std::size_t run_of(std::size_t entry) const;

  std::vector<Run> runs_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace sarye
