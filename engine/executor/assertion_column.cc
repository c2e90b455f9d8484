#include "engine/executor/assertion_column.h"

namespace sarye {

AssertionValue AssertionColumn::value_of(const Run& run, std::uint32_t row) {
  // The last edge whose assertions begin at the row or before it: edges without any come earlier.
  const std::vector<std::uint32_t>& first = run.chunk->first;
  const auto behind = std::upper_bound(first.begin(), first.end(), row);
  AssertionValue value;
  value.edge = EdgeId(run.edges.table(), run.edges.range(),
                      static_cast<std::uint32_t>(behind - first.begin() - 1));
  value.row = row - *(behind - 1);
  return value;
}

std::size_t AssertionColumn::run_of(std::size_t entry) const {
  const auto behind =
      std::upper_bound(runs_.begin(), runs_.end(), entry,
                       [](std::size_t wanted, const Run& run) { return wanted < run.begin; });
  return static_cast<std::size_t>(behind - runs_.begin() - 1);
}

}  // namespace sarye
