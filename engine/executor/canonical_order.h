// The order of rows that a person can repeat: nodes and edges by their stable keys, which no load
// order changes, instead of by their ids. Everything else has the language's total order.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"

namespace sarye {

class CanonicalOrder {
 public:
  explicit CanonicalOrder(const QueryContext& context);

  // Loads the order of every node that the column holds; needed before `compare` and `rank`.
  Result<void> prepare(const BatchColumn& column, std::size_t rows);
  Result<void> prepare(const Value& value);

  // Of nodes of prepared types: smaller ranks come first, over all types.
  std::uint64_t rank(NodeId node) const;
  // Both prepared.
  std::strong_ordering compare(const Value& a, const Value& b) const;

 private:
  Result<void> prepare(TypeId type);
  std::strong_ordering compare_edges(const EdgeValue& a, const EdgeValue& b) const;

  const QueryContext& context_;
  std::vector<std::uint32_t> type_ranks_;    // by key prefix
  std::vector<std::uint32_t> family_ranks_;  // by name
  std::vector<std::span<const std::uint32_t>> orders_;
  std::vector<std::uint8_t> loaded_;
};

}  // namespace sarye
