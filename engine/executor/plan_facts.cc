#include "engine/executor/plan_facts.h"

#include <algorithm>

namespace sarye {

namespace {

// The slots that the operators of a plan fill, without those that they only check.
void filled_slots(const PlanNode& node, std::set<Slot>& out) {
  const auto add = [&out](Slot slot) {
    if (slot != kNoSlot) out.insert(slot);
  };
  const auto add_hops = [&](const plan::VarExpand& op) {
    add(op.edges);
    if (!op.into) add(op.to);
  };
  const auto add_columns = [&](const std::vector<BoundColumn>& columns) {
    for (const BoundColumn& column : columns) add(column.slot);
  };
  std::visit(Cases{
                 [&](const plan::NodeScan& op) { add(op.slot); },
                 [&](const plan::NodeByIds& op) {
                   if (!op.check) add(op.slot);
                 },
                 [&](const plan::PropertyLookup& op) { add(op.slot); },
                 [&](const plan::ColumnLookup& op) { add(op.slot); },
                 [&](const plan::SearchPassages& op) {
                   add(op.search.passage);
                   add(op.search.score);
                 },
                 [&](const plan::Expand& op) {
                   add(op.edge);
                   if (!op.into) add(op.to);
                   add(op.assertion);
                 },
                 [&](const plan::NeighbourCount& op) { add(op.count); },
                 [&](const plan::Intersection& op) {
                   add(op.to);
                   for (const plan::Intersection::Arm& arm : op.arms) add(arm.edge);
                 },
                 [&](const plan::VarExpand& op) { add_hops(op); },
                 [&](const plan::Reach& op) { add_hops(op.expand); },
                 [&](const plan::Shortest& op) { add_hops(op.expand); },
                 [&](const plan::EdgeEnds& op) {
                   if (!op.from_bound) add(op.from);
                   if (!op.to_bound) add(op.to);
                 },
                 [&](const plan::EdgeListEnds& op) {
                   if (!op.from_bound) add(op.expand.from);
                   if (!op.to_bound) add(op.expand.to);
                 },
                 [&](const plan::Trace& op) {
                   for (const Slot slot : {op.from, op.to, op.edges, op.support, op.confidence,
                                           op.hops, op.shared ? op.shared->alias : kNoSlot}) {
                     add(slot);
                   }
                 },
                 [&](const plan::SharedSourceTest& op) { add(op.shared.alias); },
                 [&](const plan::SameDocument& op) {
                   for (const plan::SameDocument::Step& step : op.steps) {
                     add(step.from);
                     add(step.edge);
                     add(step.to);
                   }
                 },
                 [&](const plan::BuildPath& op) { add(op.slot); },
                 [&](const plan::Project& op) { add_columns(op.columns); },
                 [&](const plan::Aggregate& op) {
                   add_columns(op.keys);
                   for (const BoundAggregate& aggregate : op.aggregates) add(aggregate.slot);
                 },
                 [&](const plan::Unwind& op) { add(op.slot); },
                 [&](const plan::Cite& op) { add(op.cite.slot); },
                 [&](const plan::EdgeCount& op) { add(op.slot); },
                 [&](const plan::Apply& op) { add(op.slot); },
                 [&](const plan::SetOperation& op) {
                   for (const Slot slot : op.slots) add(slot);
                   add(op.cite_slot);
                 },
                 [&](const plan::Compare& op) {
                   add_columns(op.compare.result.columns);
                   add(op.cite_slot);
                 },
                 [](const auto&) {},
             },
             node.op);
  for (const PlanPtr& input : node.inputs) filled_slots(*input, out);
}

// Whether the operator's rows are those of its first input, each with what is found for it alone.
bool works_on_each_row(const PlanOperator& op) {
  return std::visit(Cases{
                        [](const plan::SingleRow&) { return false; },
                        [](const plan::EdgeCount&) { return false; },
                        [](const plan::Aggregate&) { return false; },
                        [](const plan::Distinct&) { return false; },
                        [](const plan::Sort&) { return false; },
                        [](const plan::TopK&) { return false; },
                        [](const plan::Slice&) { return false; },
                        [](const plan::Join&) { return false; },
                        [](const plan::Trace&) { return false; },
                        [](const plan::SetOperation&) { return false; },
                        [](const plan::Compare&) { return false; },
                        [](const plan::MeasureGraph&) { return false; },
                        [](const auto&) { return true; },
                    },
                    op);
}

}  // namespace

std::set<Slot> filled_by(const PlanNode& node) {
  std::set<Slot> slots;
  filled_slots(node, slots);
  return slots;
}

std::vector<Slot> new_slots(const PlanNode& node, const std::set<Slot>& before) {
  std::vector<Slot> out;
  for (const Slot slot : filled_by(node)) {
    if (!before.contains(slot)) out.push_back(slot);
  }
  return out;
}

bool works_row_by_row(const PlanNode& node) {
  if (!works_on_each_row(node.op)) return false;
  if (!node.inputs.empty()) return works_row_by_row(*node.inputs[0]);
  return std::holds_alternative<plan::OuterRow>(node.op) ||
         std::holds_alternative<plan::NoRows>(node.op);
}

bool passes_rows_on(const PlanNode& node) {
  return !node.inputs.empty() && works_on_each_row(node.op) &&
         !std::holds_alternative<plan::SearchPassages>(node.op) &&
         !std::holds_alternative<plan::NodeScan>(
             node.op);  // of several rows a product, which has a limit
}

bool follows_edges(const PlanNode& node) {
  return std::holds_alternative<plan::Expand>(node.op) ||
         std::holds_alternative<plan::Intersection>(node.op) ||
         std::holds_alternative<plan::VarExpand>(node.op) ||
         std::holds_alternative<plan::Reach>(node.op);
}

}  // namespace sarye
