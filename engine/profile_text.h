// PROFILE: the plan with what each operator really did.
#pragma once

#include <string>

#include "engine/executor/result.h"
#include "engine/graph/graph_view.h"
#include "engine/planner/plan.h"

namespace sarye {

// The lines of EXPLAIN, each with rows and milliseconds of the run behind it.
std::string profile_text(const QueryResult& result, const Plan& plan, const BoundQuery& query,
                         const GraphView& graph);

}  // namespace sarye
