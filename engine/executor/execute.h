// The door of this room: runs a plan and gives its rows.
#pragma once

#include <cstdint>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/binder/binder.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/result.h"
#include "engine/executor/sharing.h"
#include "engine/graph/graph_view.h"
#include "engine/planner/plan.h"

namespace sarye {

struct ExecuteOptions {
  // Values for parameters that did not shape the bound query; nullptr: those given to `bind`.
  const Parameters* parameters = nullptr;
  Limits limits;
  const CancelToken* cancel = nullptr;
  int threads = 1;       // that may work on it side by side; 0: as many as there are cores
  Sharing sharing;       // from when on they do
  bool profile = false;  // take times
};

// Runs `plan`, which was made of `query`, over the generation that both were bound to.
// Errors: Runtime (with openCypher's name and a place in the text); LimitReached (rows, memory,
// time: exit code 6); Cancelled; Semantic, name StaleQuery, for a query of another generation;
// those of reading the store.
Result<QueryResult> execute(const Plan& plan, const BoundQuery& query, const GraphView& graph,
                            const ExecuteOptions& options = {});

}  // namespace sarye
