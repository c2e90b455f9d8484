// From a plan to running operators. Decides what a plan leaves open: which expansions only count,
// where equal rows are collapsed, which inner plans run on whole batches.
#pragma once

#include <vector>

#include "engine/executor/operators.h"
#include "engine/executor/query_context.h"
#include "engine/planner/plan.h"

namespace sarye {

struct BuiltOperators {
  struct Entry {
    const PlanNode* node = nullptr;  // nullptr: made here
    const Operator* made = nullptr;
    int depth = 0;
  };
  OperatorPtr root;
  std::vector<OperatorPtr> graphs;  // run by the first expression that needs them
  std::vector<Entry> entries;       // an operator before its inputs, as EXPLAIN has them
  std::size_t root_entries = 0;     // of those, the ones of `root`; the graphs' stand behind them
};

// Plan and context must outlive the operators; sets QueryContext::frame. `timed`: PROFILE.
BuiltOperators build_operators(const Plan& plan, QueryContext& context, bool timed);

}  // namespace sarye
