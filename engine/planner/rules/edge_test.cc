#include <algorithm>
#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// The inner side when it asks for one edge between two nodes of the outer row and nothing more.
const plan::Expand* one_edge(const PlanNode& inner) {
  const auto* expand = std::get_if<plan::Expand>(&inner.op);
  if (expand == nullptr || !expand->into || expand->from == expand->to ||
      !expand->predicates.empty() || !expand->access.distinct_from.empty() ||
      inner.inputs.empty() || !std::holds_alternative<plan::OuterRow>(inner.inputs[0]->op)) {
    return nullptr;
  }
  return expand;
}

// The edge as a test of the node `to`; nothing when it does not lead there.
std::optional<plan::Intersection::Test> test_of(const plan::Expand& edge, Slot to, bool none) {
  if (edge.to == to) return plan::Intersection::Test{edge.from, edge.access, none};
  if (edge.from != to || !edge.access.to_types.empty()) return std::nullopt;
  plan::Intersection::Test test{edge.to, edge.access, none};
  for (plan::EdgeStep& step : test.access.steps) step.forward = !step.forward;
  return test;
}

bool is_node_unlike(const BoundExpression& predicate, Slot to) {
  if (predicate.kind != ExprKind::Compare || predicate.comparison != ComparisonKind::NotEqual) {
    return false;
  }
  const BoundExpression& a = predicate.operands[0];
  const BoundExpression& b = predicate.operands[1];
  return a.kind == ExprKind::Variable && b.kind == ExprKind::Variable && a.slot != b.slot &&
         (a.slot == to || b.slot == to) && a.type.kind == StaticType::Kind::Node &&
         b.type.kind == StaticType::Kind::Node;
}

// An expansion as an intersection of one arm.
plan::Intersection one_arm(plan::Expand expand) {
  plan::Intersection made;
  made.to = expand.to;
  made.arms.push_back({expand.from, expand.edge, std::move(expand.access), expand.by_support});
  for (BoundExpression& predicate : expand.predicates) {
    if (!is_node_unlike(predicate, expand.to)) {
      made.predicates.push_back(std::move(predicate));
      continue;
    }
    const Slot left = predicate.operands[0].slot;
    made.other_than.push_back(left == expand.to ? predicate.operands[1].slot : left);
  }
  return made;
}

void fuse_test(PlanPtr& node) {
  const auto* apply = std::get_if<plan::Apply>(&node->op);
  if (apply == nullptr ||
      (apply->kind != plan::Apply::Kind::Semi && apply->kind != plan::Apply::Kind::Anti)) {
    return;
  }
  const plan::Expand* edge = one_edge(*node->inputs[1]);
  if (edge == nullptr) return;
  PlanNode& below = *node->inputs[0];
  const bool none = apply->kind == plan::Apply::Kind::Anti;
  std::optional<plan::Intersection::Test> test;
  if (auto* expand = std::get_if<plan::Expand>(&below.op)) {
    if (expand->into || expand->from == expand->to) return;
    test = test_of(*edge, expand->to, none);
    if (!test) return;
    below.op = one_arm(std::move(*expand));
  } else if (const auto* meeting = std::get_if<plan::Intersection>(&below.op)) {
    test = test_of(*edge, meeting->to, none);
  }
  if (!test) return;
  std::get<plan::Intersection>(below.op).tests.push_back(std::move(*test));
  below.rows = node->rows;
  PlanPtr rest = std::move(node->inputs[0]);
  node = std::move(rest);
}

}  // namespace

void edge_test(PlanPtr& root) {
  for (PlanPtr& input : root->inputs) edge_test(input);
  fuse_test(root);
}

}  // namespace sarye::rules
