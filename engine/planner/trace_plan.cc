#include "engine/planner/trace_plan.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/planner/expressions.h"

namespace sarye {

double count_of(const BoundExpression& e, const BoundQuery& query, double otherwise) {
  const Value& value = e.kind == ExprKind::Parameter ? query.parameters[e.index].value : e.value;
  return value.type() == ValueType::Integer ? static_cast<double>(value.integer()) : otherwise;
}

PlannedRows plan_trace(const BoundTrace& trace, const BoundQuery& query, const Catalog& catalog,
                       const PlanOptions& options, std::vector<Notice>& notices,
                       std::vector<BoundExpression>& of_chains) {
  const BoundMatch& match = trace.match;
  const PatternEdge& edge = match.edges[0];
  // Each end as a MATCH of its own.
  std::array<BoundMatch, 2> ends;
  for (std::size_t i = 0; i < 2; ++i) {
    ends[i].place = match.nodes[i].place;
    ends[i].nodes.push_back(match.nodes[i]);
  }
  for (const BoundExpression& predicate : match.predicates) {
    const bool plain = !has_subquery(predicate);
    if (plain && reads_only(predicate, {match.nodes[0].slot})) {
      ends[0].predicates.push_back(predicate);
    } else if (plain && reads_only(predicate, {match.nodes[1].slot})) {
      ends[1].predicates.push_back(predicate);
    } else {
      of_chains.push_back(predicate);
    }
  }
  plan::Trace op;
  op.from = match.nodes[0].slot;
  op.to = match.nodes[1].slot;
  op.edges = edge.slot;
  op.support = trace.support;
  op.confidence = trace.confidence;
  op.hops = trace.hops;
  op.max_hops = edge.max_hops;
  const PatternOrdering ordering(match, query, catalog, options.optimise);
  op.access.steps = ordering.edge_steps(edge, false);
  op.access.filter = edge.filter;
  op.access.tests = match.tests;
  op.through = trace.through;
  op.shared = match.shared;
  // Conditions may want more than TOP.
  if (of_chains.empty()) {
    op.first = static_cast<std::uint64_t>(std::max(0.0, count_of(trace.top, query, 0)));
  }
  PlannedRows out;
  for (const Slot slot : {op.from, op.to, op.edges, op.support, op.confidence, op.hops}) {
    out.bound.insert(slot);
  }
  if (op.shared && op.shared->alias != kNoSlot) out.bound.insert(op.shared->alias);
  out.tree = make_node(std::move(op), 0);
  for (const BoundMatch& end : ends) {
    PatternPlan pattern(end, query, catalog, options.optimise, notices);
    PlannedRows one_row{make_node(plan::SingleRow{}, 1), {}};
    out.tree->inputs.push_back(pattern.build(std::move(one_row)).tree);
  }
  // A guess: there is no telling how many chains there are, and few are asked for.
  const double pairs = out.tree->inputs[0]->rows * out.tree->inputs[1]->rows;
  out.tree->rows = std::min(1000.0, 10 * pairs);
  plan::BuildPath path{trace.path, {match.nodes[0].slot, match.nodes[1].slot}, {edge.slot}};
  out.bound.insert(trace.path);
  const double rows = out.tree->rows;
  out.tree = make_node(std::move(path), rows, std::move(out.tree));
  return out;
}

}  // namespace sarye
