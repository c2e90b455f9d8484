#include <algorithm>
#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// The same edges from the other end. Only for steps without a condition on the node reached.
plan::EdgeAccess turned(plan::EdgeAccess access) {
  for (plan::EdgeStep& step : access.steps) step.forward = !step.forward;
  return access;
}

// The closing edge as an arm towards `to`; nothing when it does not lead there from a node that is
// bound below.
std::optional<plan::Intersection::Arm> arm_of(const plan::Expand& closing, Slot to) {
  if (!closing.into || closing.from == closing.to) return std::nullopt;
  if (closing.to == to) {
    return plan::Intersection::Arm{closing.from, closing.edge, closing.access};
  }
  if (closing.from == to && closing.access.to_types.empty()) {
    return plan::Intersection::Arm{closing.to, closing.edge, turned(closing.access)};
  }
  return std::nullopt;
}

void add_predicates(std::vector<BoundExpression> from, std::vector<BoundExpression>& to) {
  for (BoundExpression& predicate : from) to.push_back(std::move(predicate));
}

// An expansion and the edge that closes it, or an intersection and one more such edge.
void fuse(PlanPtr& node) {
  auto* closing = std::get_if<plan::Expand>(&node->op);
  if (closing == nullptr || node->inputs.empty()) return;
  PlanNode& below = *node->inputs[0];
  plan::Intersection made;
  if (auto* first = std::get_if<plan::Expand>(&below.op)) {
    if (first->into || first->from == first->to) return;
    auto arm = arm_of(*closing, first->to);
    if (!arm) return;
    made.to = first->to;
    made.arms.push_back({first->from, first->edge, std::move(first->access)});
    made.arms.push_back(std::move(*arm));
    made.predicates = std::move(first->predicates);
  } else if (auto* meeting = std::get_if<plan::Intersection>(&below.op)) {
    auto arm = arm_of(*closing, meeting->to);
    if (!arm) return;
    made = std::move(*meeting);
    made.arms.push_back(std::move(*arm));
  } else {
    return;
  }
  add_predicates(std::move(closing->predicates), made.predicates);
  PlanPtr input = std::move(below.inputs[0]);
  node->op = std::move(made);
  node->inputs[0] = std::move(input);
}

}  // namespace

void intersection(PlanPtr& root) {
  for (PlanPtr& input : root->inputs) intersection(input);
  fuse(root);
}

}  // namespace sarye::rules
