// A TRACE as operators: its ends, each found on its own, and the search of chains between them.
#pragma once

#include <vector>

#include "engine/planner/pattern_plan.h"
#include "engine/planner/plan.h"

namespace sarye {

// Chains in their rank, the path built. Conditions that read one end alone are part of finding it;
// the others are left to the caller, in `of_chains`, as is TOP.
PlannedRows plan_trace(const BoundTrace& trace, const BoundQuery& query, const Catalog& catalog,
                       const PlanOptions& options, std::vector<Notice>& notices,
                       std::vector<BoundExpression>& of_chains);

// What SKIP, LIMIT or TOP say; `otherwise` where it is not known yet.
double count_of(const BoundExpression& e, const BoundQuery& query, double otherwise);

}  // namespace sarye
