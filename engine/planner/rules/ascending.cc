#include <algorithm>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

// Whether what an operator makes of a row comes before what it makes of the next.
bool keeps_order(const PlanOperator& op) {
  const auto* check = std::get_if<plan::NodeByIds>(&op);
  return (check != nullptr && check->check) || std::holds_alternative<plan::Expand>(op) ||
         std::holds_alternative<plan::Filter>(op) || std::holds_alternative<plan::Unwind>(op) ||
         std::holds_alternative<plan::Intersection>(op) ||
         std::holds_alternative<plan::TreeCount>(op) ||
         std::holds_alternative<plan::RingCount>(op) ||
         std::holds_alternative<plan::TypeTest>(op) ||
         std::holds_alternative<plan::MentionTest>(op);
}

// Whether an operator makes at most one row of each.
bool keeps_or_drops(const PlanOperator& op) {
  return std::holds_alternative<plan::NodeByIds>(op) || std::holds_alternative<plan::Filter>(op) ||
         std::holds_alternative<plan::TypeTest>(op) ||
         std::holds_alternative<plan::MentionTest>(op);
}

struct RowOrder {
  Slot slot = kNoSlot;           // of the node that rows are in order of; kNoSlot: of none
  plan::Expand* made = nullptr;  // they are when this puts its edges in order; nullptr: they are
};

RowOrder ordered_by(PlanNode& rows, const Catalog& catalog) {
  PlanNode* node = &rows;
  plan::Expand* first = nullptr;  // the last one that was met, with nothing below that adds rows
  while (keeps_order(node->op)) {
    if (auto* expand = std::get_if<plan::Expand>(&node->op)) {
      first = expand;
    } else if (!keeps_or_drops(node->op)) {
      first = nullptr;
    }
    node = node->inputs[0].get();
  }
  if (node->inputs.empty() || !std::holds_alternative<plan::SingleRow>(node->inputs[0]->op)) {
    return {};
  }
  const auto of_source = [&](Slot slot, const std::vector<TypeId>& types) {
    return RowOrder{std::is_sorted(types.begin(), types.end()) ? slot : kNoSlot};
  };
  const auto of_one = [&]() -> RowOrder {
    const bool fits = first != nullptr && !first->into && first->assertion == kNoSlot;
    return fits ? RowOrder{first->to, first} : RowOrder{};
  };
  if (const auto* ids = std::get_if<plan::NodeByIds>(&node->op)) {
    return ids->nodes.size() == 1 ? of_one() : RowOrder{};
  }
  if (const auto* scan = std::get_if<plan::NodeScan>(&node->op)) {
    return of_source(scan->slot, scan->types);
  }
  if (const auto* lookup = std::get_if<plan::PropertyLookup>(&node->op)) {
    const bool is_plain = lookup->types.size() == 1 && lookup->property.by_type.empty();
    const auto ascends =
        is_plain ? catalog.ascends(lookup->types[0], lookup->property.name) : Result<bool>(false);
    const RowOrder one = ascends && *ascends ? of_one() : RowOrder{};
    return one.slot != kNoSlot ? one : of_source(lookup->slot, lookup->types);
  }
  if (const auto* lookup = std::get_if<plan::ColumnLookup>(&node->op)) {
    return of_source(lookup->slot, lookup->types);
  }
  return {};
}

// Whether no aggregate tells in which order rows come: of sums of floats the last digits would.
bool minds_no_order(const BoundAggregate& what) {
  return what.function == FunctionId::CountStar || what.function == FunctionId::Count ||
         what.function == FunctionId::Min || what.function == FunctionId::Max;
}

}  // namespace

void ascending(PlanPtr& root, const Catalog& catalog) {
  for (PlanPtr& input : root->inputs) ascending(input, catalog);
  if (auto* aggregate = std::get_if<plan::Aggregate>(&root->op)) {
    const RowOrder order = ordered_by(*root->inputs[0], catalog);
    const Slot slot = order.slot;
    const auto counts_distinct = [](const BoundAggregate& what) {
      return what.function == FunctionId::Count && what.distinct &&
             what.arguments[0].kind == ExprKind::Variable;
    };
    const auto counts_it = [&](const BoundAggregate& what) {
      return counts_distinct(what) && what.arguments[0].slot == slot;
    };
    const auto reads_it_alone = [slot](const BoundColumn& key) {
      return slots_of(key.expression) == std::vector<Slot>{slot};
    };
    const std::vector<BoundAggregate>& all = aggregate->aggregates;
    const std::vector<BoundColumn>& keys = aggregate->keys;
    const bool is_counted =
        std::any_of(all.begin(), all.end(), counts_it) ||
        (!keys.empty() && std::all_of(keys.begin(), keys.end(), reads_it_alone) &&
         std::any_of(all.begin(), all.end(), counts_distinct));
    if (slot == kNoSlot || !is_counted) return;
    if (order.made != nullptr) {
      if (!std::all_of(all.begin(), all.end(), minds_no_order)) return;
      order.made->ascending = true;
    }
    aggregate->ascending = slot;
  }
}

}  // namespace sarye::rules
