// Why no chain leads from the starts to the ends of a TRACE.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/query_context.h"
#include "engine/planner/plan.h"

namespace sarye {

// Neither `starts` nor `ends` is empty. Looks further than the TRACE did: for longer chains, then
// without THROUGH, without evidence words, and the other way round. Errors: of the budget, of
// reading the graph.
Result<std::string> why_no_chain(QueryContext& context, const plan::Trace& plan,
                                 const std::vector<NodeId>& starts,
                                 const std::vector<NodeId>& ends);

}  // namespace sarye
