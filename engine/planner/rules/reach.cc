#include <algorithm>
#include <utility>

#include "engine/planner/live_slots.h"
#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// Whether equal rows may come once instead of several times, as far as this operator is concerned.
bool keeps_distinct_groups(const plan::Aggregate& op) {
  return std::all_of(op.aggregates.begin(), op.aggregates.end(),
                     [](const BoundAggregate& aggregate) {
                       return aggregate.distinct || aggregate.function == FunctionId::Min ||
                              aggregate.function == FunctionId::Max;
                     });
}

bool reaches_for(const std::vector<Slot>& slots, Slot slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

// `free`: nobody above counts how often a row comes. `read`: slots that somebody above reads.
void walk(PlanPtr& node, bool free, std::vector<Slot> read) {
  if (auto* expand = std::get_if<plan::VarExpand>(&node->op)) {
    if (free && expand->trail && !expand->into && expand->min_hops <= 1 &&
        expand->access.distinct_from.empty() && !reaches_for(read, expand->edges)) {
      plan::VarExpand search = std::move(*expand);
      search.edges = kNoSlot;
      node->op = plan::Reach{std::move(search)};
    }
  }
  add_read_slots(node->op, read);
  bool below = free;
  if (std::holds_alternative<plan::Distinct>(node->op)) {
    below = std::get<plan::Distinct>(node->op).cite_slot == kNoSlot;
  } else if (const auto* aggregate = std::get_if<plan::Aggregate>(&node->op)) {
    below = keeps_distinct_groups(*aggregate);
  } else if (const auto* set = std::get_if<plan::SetOperation>(&node->op)) {
    below = (set->op == SetOperator::Union || set->op == SetOperator::Intersect ||
             set->op == SetOperator::Except) &&
            set->cite_slots.empty();
  } else if (std::holds_alternative<plan::Slice>(node->op) ||
             std::holds_alternative<plan::TopK>(node->op) ||
             std::holds_alternative<plan::Cite>(node->op)) {
    below = false;
  }
  const auto* apply = std::get_if<plan::Apply>(&node->op);
  for (std::size_t i = 0; i < node->inputs.size(); ++i) {
    bool of_input = below;
    if (apply != nullptr && i == 1) {
      of_input = apply->kind == plan::Apply::Kind::Semi || apply->kind == plan::Apply::Kind::Anti ||
                 apply->kind == plan::Apply::Kind::Exists ||
                 (apply->kind != plan::Apply::Kind::Count && free);
    }
    std::vector<Slot> of_side = read;
    // What the inner plan reads of the outer row is read there too.
    if (apply != nullptr && i == 0) add_tree_slots(*node->inputs[1], of_side);
    walk(node->inputs[i], of_input, std::move(of_side));
  }
}

}  // namespace

void reach(PlanPtr& root) {
  walk(root, false, {});
}

}  // namespace sarye::rules
