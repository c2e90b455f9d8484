// What an expansion asks of an end before it makes a row of it: a word of the operator above, which
// would drop most of the rows otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"
#include "engine/planner/plan.h"

namespace sarye {

class EndFilter {
 public:
  virtual ~EndFilter() = default;
  // Readies it for the ends of a row of the expansion's input. False: nothing is known of them.
  virtual Result<bool> ready(const Batch& rows, std::size_t row) = 0;
  // False: no row with this end comes to anything.
  virtual bool may_pass(NodeId end) const = 0;
  virtual std::uint64_t bytes() const = 0;
};

// For an intersection of two arms above an expansion: one arm leaves the expansion's end, the other
// one a node that stands still for many rows, and rings are closed where both meet. The ends that
// close one are found in one walk from the node that stands still. nullptr: no such pattern.
std::unique_ptr<EndFilter> make_ring_filter(const QueryContext& context,
                                            const plan::Intersection& meeting,
                                            const plan::Expand& expand);

}  // namespace sarye
