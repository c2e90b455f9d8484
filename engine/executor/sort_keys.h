// The keys by which rows are sorted, read out of a batch once: ranks where a column holds nodes
// or integers, texts where they lie, values elsewhere.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/executor/canonical_order.h"
#include "engine/executor/expression.h"
#include "engine/planner/plan.h"

namespace sarye {

class SortKeys {
 public:
  explicit SortKeys(const QueryContext& context) : order_(context) {}

  // Keys of all rows of `batch`, ORDER BY's items first, then the canonical slots.
  Result<void> read(const plan::Sort& plan, Evaluator& evaluator, const Batch& batch);
  // Whether row `a` comes before row `b`; false for equal keys.
  bool before(std::uint32_t a, std::uint32_t b) const;

 private:
  struct Key {
    bool descending = false;
    std::vector<std::uint64_t> ranks;  // of nodes, the greatest number for null; or of integers
    std::vector<std::string_view> texts;
    std::vector<Value> values;  // one of the three
  };
  Result<void> add(const BatchColumn& column, std::size_t rows, bool descending);

  CanonicalOrder order_;
  std::vector<Key> keys_;
};

}  // namespace sarye
