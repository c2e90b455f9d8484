// Why a query gave no rows: which step lost the last one, and what was there before it.
#pragma once

#include <string>

#include "engine/executor/result.h"
#include "engine/planner/plan.h"
#include "engine/graph/graph_view.h"

namespace sarye {

// One sentence; empty when nothing is known.
std::string why_empty(const QueryResult& result, const BoundQuery& query, const GraphView& graph);

}  // namespace sarye
