// What the builder of operators must know of a plan's nodes.
#pragma once

#include <set>
#include <vector>

#include "engine/planner/plan.h"

namespace sarye {

// Functions side by side, for std::visit.
template <typename... F>
struct Cases : F... {
  using F::operator()...;
};
template <typename... F>
Cases(F...) -> Cases<F...>;

// The slots that the operators of a plan fill, without those that they only check.
std::set<Slot> filled_by(const PlanNode& node);

// What is filled by `node` and by nothing of `before`: a slot that an inner or right side passes on
// keeps the value that it has there.
std::vector<Slot> new_slots(const PlanNode& node, const std::set<Slot>& before);

// Whether every operator, down to the outer row, gives for many outer rows together what it gives
// for each alone.
bool works_row_by_row(const PlanNode& node);

// Whether the node gives for the rows of its first input, in any parts, what it gives for all of
// them at once, in the same order.
bool passes_rows_on(const PlanNode& node);

// Whether an input's rows are followed further, so that fewer of them save work.
bool follows_edges(const PlanNode& node);

}  // namespace sarye
