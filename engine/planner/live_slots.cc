#include "engine/planner/live_slots.h"

namespace sarye {
namespace {

struct Reader {
  std::vector<Slot>& out;

  void slot(Slot s) {
    if (s != kNoSlot) out.push_back(s);
  }
  void slots(const std::vector<Slot>& several) {
    for (const Slot s : several) slot(s);
  }
  void expression(const BoundExpression& e) { slots(slots_of(e)); }
  void expressions(const std::vector<BoundExpression>& several) {
    for (const BoundExpression& e : several) expression(e);
  }
  void var_expand(const plan::VarExpand& op) {
    slot(op.from);
    if (op.into) slot(op.to);
    for (const BoundExpression& predicate : op.hop_predicates) {
      for (const Slot s : slots_of(predicate)) {
        if (s != op.hop_slot) slot(s);
      }
    }
    slots(op.access.distinct_from);
  }
  void sort(const plan::Sort& op) {
    for (const BoundSortItem& item : op.items) expression(item.expression);
    slots(op.canonical);
  }

  void operator()(const plan::SingleRow&) {}
  void operator()(const plan::NoRows&) {}
  void operator()(const plan::OuterRow&) {}
  void operator()(const plan::NodeScan&) {}
  void operator()(const plan::NodeByIds& op) {
    if (op.check) slot(op.slot);
  }
  void operator()(const plan::PropertyLookup& op) { expression(op.value); }
  void operator()(const plan::ColumnLookup&) {}
  void operator()(const plan::MentionTest& op) { slot(op.slot); }
  void operator()(const plan::TypeTest& op) { slot(op.slot); }
  void operator()(const plan::SearchPassages& op) {
    expression(op.search.text);
    if (op.search.limit) expression(*op.search.limit);
  }
  void operator()(const plan::Expand& op) {
    slot(op.from);
    if (op.into) slot(op.to);
    // What the predicates read includes the edge and the node reached: they must be filled.
    expressions(op.predicates);
    slots(op.access.distinct_from);
  }
  void operator()(const plan::NeighbourCount& op) { slot(op.from); }
  void operator()(const plan::Intersection& op) {
    expressions(op.predicates);
    for (const plan::Intersection::Arm& arm : op.arms) {
      slot(arm.from);
      slots(arm.access.distinct_from);
    }
    for (const plan::Intersection::Test& test : op.tests) slot(test.from);
    slots(op.other_than);
  }
  void operator()(const plan::TreeCount& op) {
    for (const plan::TreeCount::Hop& hop : op.hops) {
      if (hop.parent != plan::TreeCount::kRow) continue;
      slot(hop.from);
      slots(hop.access.distinct_from);
      slots(hop.other_than);
    }
  }
  void operator()(const plan::RingCount& op) { slot(op.from); }
  void operator()(const plan::VarExpand& op) { var_expand(op); }
  void operator()(const plan::Reach& op) { var_expand(op.expand); }
  void operator()(const plan::Shortest& op) { var_expand(op.expand); }
  void operator()(const plan::EdgeEnds& op) {
    slot(op.edge);
    if (op.from_bound) slot(op.from);
    if (op.to_bound) slot(op.to);
    slots(op.access.distinct_from);
  }
  void operator()(const plan::EdgeListEnds& op) {
    slot(op.expand.edges);
    if (op.from_bound) slot(op.expand.from);
    if (op.to_bound) slot(op.expand.to);
    var_expand(op.expand);
  }
  void operator()(const plan::Trace& op) {
    slot(op.from);
    slot(op.to);
  }
  void operator()(const plan::SharedSourceTest& op) { slots(op.edges); }
  void operator()(const plan::SameDocument& op) {
    slot(op.document);
    expressions(op.predicates);
  }
  void operator()(const plan::BuildPath& op) {
    slots(op.nodes);
    slots(op.edges);
  }
  void operator()(const plan::Filter& op) { expressions(op.predicates); }
  void operator()(const plan::Project& op) {
    for (const BoundColumn& column : op.columns) expression(column.expression);
  }
  void operator()(const plan::Aggregate& op) {
    for (const BoundColumn& key : op.keys) expression(key.expression);
    for (const BoundAggregate& aggregate : op.aggregates) expressions(aggregate.arguments);
  }
  void operator()(const plan::Distinct& op) {
    slots(op.slots);
    slot(op.cite_slot);
  }
  void operator()(const plan::Sort& op) { sort(op); }
  void operator()(const plan::TopK& op) { sort(op.sort); }
  void operator()(const plan::Slice&) {}
  void operator()(const plan::Unwind& op) { expression(op.list); }
  void operator()(const plan::Cite& op) { slots(op.cite.slots); }
  void operator()(const plan::EdgeCount&) {}
  void operator()(const plan::Join& op) { slots(op.keys); }
  void operator()(const plan::Apply& op) { slot(op.value); }
  void operator()(const plan::SetOperation& op) {
    for (const std::vector<Slot>& side : op.column_slots) slots(side);
    slots(op.cite_slots);
  }
  void operator()(const plan::Compare& op) {
    for (const BoundCompare::Set& set : op.compare.sets) {
      slots(set.columns);
      for (const CompareStep& step : set.steps) slots(step.slots);
      slots(set.cited);
    }
  }
  void operator()(const plan::MeasureGraph&) {}  // its maker says what it reads
};

}  // namespace

void add_read_slots(const PlanOperator& op, std::vector<Slot>& out) {
  std::visit(Reader{out}, op);
}

void add_tree_slots(const PlanNode& node, std::vector<Slot>& out) {
  add_read_slots(node.op, out);
  for (const PlanPtr& input : node.inputs) add_tree_slots(*input, out);
}

}  // namespace sarye
