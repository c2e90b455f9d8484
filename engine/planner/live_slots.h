// Which slots an operator reads and fills.
#pragma once

#include <vector>

#include "engine/planner/plan.h"

namespace sarye {

// Adds what the operator itself reads; not what it passes on.
void add_read_slots(const PlanOperator& op, std::vector<Slot>& out);
// The same for the operator and all below it.
void add_tree_slots(const PlanNode& node, std::vector<Slot>& out);

}  // namespace sarye
