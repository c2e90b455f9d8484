// What else a node must be that an intersection finds: to have an edge to another bound node, or
// none, and not to be one of the others.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/marked_lists.h"
#include "engine/planner/plan.h"

namespace sarye {

class IntersectionTests {
 public:
  // All arguments are borrowed.
  IntersectionTests(const QueryContext& context, const plan::Intersection& plan,
                    OperatorProfile& profile);

  bool any() const { return !tests_.empty() || !plan_.other_than.empty(); }
  // Before a row in which about `nodes` nodes will be asked. False: none can pass.
  Result<bool> ready(const Batch& rows, std::size_t row, double nodes);
  bool passes(NodeId end);
  // What went wrong while nodes were asked.
  const std::optional<Error>& failed() const { return failed_; }
  std::uint64_t bytes() const;

 private:
  struct Test {
    Test(const QueryContext& context, const plan::Intersection::Test& test)
        : plan(test), walk(context, test.access), marks(context.graph) {}
    const plan::Intersection::Test& plan;
    EdgeWalk walk;
    MarkedList marks;
    // Of the row at hand:
    NodeId node = null_node();
    bool by_marks = false;
  };

  const plan::Intersection& plan_;
  OperatorProfile& profile_;
  std::vector<std::unique_ptr<Test>> tests_;
  std::vector<NodeId> others_;  // of the row at hand: what the node must not be
  std::optional<Error> failed_;
};

}  // namespace sarye
