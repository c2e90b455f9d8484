// Whether what a store says is still what its sources say, and its views still fit together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/store/store.h"

namespace sarye {

struct VerifyReport {
  std::vector<std::string> problems;  // one sentence each; empty: all is well
  std::uint64_t documents = 0;        // looked at
  std::uint64_t quotes = 0;
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::uint64_t assertions = 0;
  std::uint64_t names = 0;
};

// Truth: every stored source has the registered hash, every mention and quote lies inside its
// passage and the source. Views: every edge ends at nodes that exist, both directions tell the same
// edges, every assertion names a document and passage that exist and a quote inside them, names and
// stable keys lead to their nodes and back, and all counts are as the manifest has them. A row that
// cannot be read is a problem, not an error. At most 100 problems are listed. Errors: Cancelled,
// LimitReached by `budget`.
Result<VerifyReport> verify_views(const Snapshot& snapshot, const Budget* budget = nullptr);

}  // namespace sarye
