// WHERE drops what is null for it; this says so.
#pragma once

#include <string>
#include <vector>

#include "engine/executor/result.h"

namespace sarye {

// One line for each condition that dropped rows because a property that it reads is absent; in the
// order of the plan. The operators' reports must still be there.
std::vector<std::string> null_notices(const QueryResult& result, const BoundQuery& query);

}  // namespace sarye
