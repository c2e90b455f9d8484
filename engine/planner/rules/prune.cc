#include <algorithm>
#include <utility>

#include "engine/planner/live_slots.h"
#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

void sort_unique(std::vector<Slot>& slots) {
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
}

bool holds(const std::vector<Slot>& slots, Slot slot) {
  return std::binary_search(slots.begin(), slots.end(), slot);
}

// Forgets outputs that nobody reads.
void drop_unread(PlanOperator& op, const std::vector<Slot>& wanted) {
  if (auto* expand = std::get_if<plan::Expand>(&op)) {
    bool own = false;
    for (const BoundExpression& predicate : expand->predicates) {
      const std::vector<Slot> slots = slots_of(predicate);
      own = own || std::find(slots.begin(), slots.end(), expand->edge) != slots.end();
    }
    if (!own && !holds(wanted, expand->edge)) expand->edge = kNoSlot;
  } else if (auto* meeting = std::get_if<plan::Intersection>(&op)) {
    std::vector<Slot> own;
    for (const BoundExpression& predicate : meeting->predicates) {
      for (const Slot slot : slots_of(predicate)) own.push_back(slot);
    }
    for (const plan::Intersection::Arm& arm : meeting->arms) {
      own.insert(own.end(), arm.access.distinct_from.begin(), arm.access.distinct_from.end());
    }
    for (plan::Intersection::Arm& arm : meeting->arms) {
      if (std::find(own.begin(), own.end(), arm.edge) == own.end() && !holds(wanted, arm.edge)) {
        arm.edge = kNoSlot;
      }
    }
  } else if (auto* several = std::get_if<plan::VarExpand>(&op)) {
    if (!holds(wanted, several->edges)) several->edges = kNoSlot;
  } else if (auto* shortest = std::get_if<plan::Shortest>(&op)) {
    if (!holds(wanted, shortest->expand.edges)) shortest->expand.edges = kNoSlot;
  } else if (auto* project = std::get_if<plan::Project>(&op)) {
    (void)project;  // an expression may fail: it is computed even where nobody reads it
  }
}

}  // namespace

void prune(PlanPtr& root, std::vector<Slot> wanted) {
  sort_unique(wanted);
  if (auto* path = std::get_if<plan::BuildPath>(&root->op)) {
    if (!holds(wanted, path->slot)) {
      PlanPtr below = std::move(root->inputs[0]);
      root = std::move(below);
      prune(root, std::move(wanted));
      return;
    }
  }
  drop_unread(root->op, wanted);
  root->live = wanted;
  std::vector<Slot> below = wanted;
  add_read_slots(root->op, below);
  const bool is_apply = std::holds_alternative<plan::Apply>(root->op);
  for (std::size_t i = 0; i < root->inputs.size(); ++i) {
    std::vector<Slot> of_input = below;
    // The inner side reads the outer row.
    if (is_apply && i == 0) add_tree_slots(*root->inputs[1], of_input);
    prune(root->inputs[i], std::move(of_input));
  }
}

}  // namespace sarye::rules
