#include "engine/planner/pattern_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "engine/planner/expressions.h"

namespace sarye {

PlanPtr make_node(PlanOperator op, double rows) {
  auto out = std::make_unique<PlanNode>();
  out->op = std::move(op);
  out->rows = rows;
  return out;
}

PlanPtr make_node(PlanOperator op, double rows, PlanPtr input) {
  PlanPtr out = make_node(std::move(op), rows);
  out->inputs.push_back(std::move(input));
  return out;
}

namespace {

bool is_property_of(const BoundExpression& e, Slot slot) {
  return e.kind == ExprKind::Property && e.operands[0].kind == ExprKind::Variable &&
         e.operands[0].slot == slot;
}

// Of an entity of a literature, which has many names, one of which is shown; no column holds them.
bool is_made(std::string_view property) {
  return property == "name" || property == "key" || property == "id";
}

}  // namespace

PatternPlan::PatternPlan(const BoundMatch& match, const BoundQuery& query, const Catalog& catalog,
                         bool optimise, std::vector<Notice>& notices)
    : match_(match),
      query_(query),
      catalog_(catalog),
      notices_(notices),
      estimate_(query, catalog),
      ordering_(match, query, catalog, optimise),
      path_done_(match.paths.size(), false),
      optimise_(optimise) {
  for (const BoundExpression& predicate : match.predicates) {
    (has_subquery(predicate) ? with_subqueries_ : predicates_).push_back(predicate);
  }
}

void PatternPlan::wrap(PlanOperator op, PlannedRows& rows, double estimate) const {
  rows.tree = make_node(std::move(op), estimate, std::move(rows.tree));
}

bool PatternPlan::never_matches(std::string& reason) const {
  for (const PatternNode& node : match_.nodes) {
    if (node.types.empty()) reason = "no node can be of the types asked for";
    if (node.constants && node.constants->empty()) reason = "no entity has the name asked for";
  }
  for (const PatternEdge& edge : match_.edges) {
    // No hop at all needs no relation.
    if (edge.families.empty() && edge.min_hops > 0) reason = "no relation has the name asked for";
    if (edge.max_hops < edge.min_hops) reason = "the quantifier's range is empty";
  }
  return !reason.empty();
}

std::vector<PatternPlan::Component> PatternPlan::components(const std::set<Slot>& bound) const {
  std::vector<std::size_t> group(match_.nodes.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (group[i] != i) i = group[i];
    return i;
  };
  const auto unite = [&](std::size_t i, std::size_t j) {
    const std::size_t a = root(i);
    const std::size_t b = root(j);
    group[std::max(a, b)] = std::min(a, b);
  };
  for (const PatternEdge& edge : match_.edges) {
    unite(edge.from, edge.to);
    // What its hops are tested against belongs to it too.
    for (const BoundExpression& predicate : edge.hop_predicates) {
      for (const Slot slot : slots_of(predicate)) {
        for (std::size_t i = 0; i < match_.nodes.size(); ++i) {
          if (match_.nodes[i].slot == slot) unite(edge.from, i);
        }
        for (const PatternEdge& other : match_.edges) {
          if (other.slot == slot) unite(edge.from, other.from);
        }
      }
    }
  }
  std::vector<Component> out;
  std::vector<int> index(match_.nodes.size(), -1);
  for (std::size_t i = 0; i < match_.nodes.size(); ++i) {
    const std::size_t r = root(i);
    if (index[r] < 0) {
      index[r] = static_cast<int>(out.size());
      out.emplace_back();
    }
    Component& component = out[static_cast<std::size_t>(index[r])];
    component.nodes.push_back(static_cast<std::uint16_t>(i));
    if (bound.count(match_.nodes[i].slot) != 0) component.attached = true;
  }
  for (std::size_t e = 0; e < match_.edges.size(); ++e) {
    Component& component = out[static_cast<std::size_t>(index[root(match_.edges[e].from)])];
    component.edges.push_back(static_cast<std::uint16_t>(e));
    if (match_.edges[e].bound_before) component.attached = true;
  }
  // What hangs on the input comes first.
  std::stable_sort(out.begin(), out.end(), [](const Component& a, const Component& b) {
    return a.attached && !b.attached;
  });
  return out;
}

bool PatternPlan::may_be_same(const PatternEdge& a, const PatternEdge& b) const {
  if (!a.trail || !b.trail || a.written_in != b.written_in) return false;
  const auto& steps_a = ordering_.edge_steps(a, false);
  const auto& steps_b = ordering_.edge_steps(b, false);
  return std::any_of(steps_a.begin(), steps_a.end(), [&](const plan::EdgeStep& x) {
    return std::any_of(steps_b.begin(), steps_b.end(),
                       [&](const plan::EdgeStep& y) { return x.table == y.table; });
  });
}

bool PatternPlan::edges_may_meet_across(const std::vector<Component>& all) const {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      for (const std::uint16_t a : all[i].edges) {
        for (const std::uint16_t b : all[j].edges) {
          if (may_be_same(match_.edges[a], match_.edges[b])) return true;
        }
      }
    }
  }
  return false;
}

PlannedRows PatternPlan::build(PlannedRows input) {
  std::string reason;
  if (never_matches(reason)) {
    for (const PatternNode& node : match_.nodes) input.bound.insert(node.slot);
    for (const PatternEdge& edge : match_.edges) input.bound.insert(edge.slot);
    for (const PatternPath& path : match_.paths) {
      if (path.slot != kNoSlot) input.bound.insert(path.slot);
    }
    if (match_.shared && match_.shared->alias != kNoSlot) input.bound.insert(match_.shared->alias);
    input.tree = make_node(plan::NoRows{reason}, 0);
    return input;
  }
  add_filters(input);
  const std::vector<Component> all = components(input.bound);
  // Edges of two components must differ too; only a nested search can see to that.
  const bool nested = edges_may_meet_across(all);
  for (const Component& component : all) {
    const bool first = std::holds_alternative<plan::SingleRow>(input.tree->op) ||
                       std::holds_alternative<plan::OuterRow>(input.tree->op);
    if (component.attached || first) {
      build_component(component, input);
    } else {
      const double before = input.tree->rows;
      if (nested) {
        build_component(component, input);
      } else {
        add_join(component, input);
      }
      const double pairs = input.tree->rows;
      if (before > 1 && pairs > before) {
        const auto text = [](double n) { return std::to_string(std::llround(n)); };
        notices_.push_back({"nothing joins the patterns of this MATCH: about " + text(before) +
                                " x " + text(pairs / before) + " rows",
                            match_.nodes[component.nodes.front()].place});
      }
    }
    add_filters(input);
  }
  if (match_.shared) {
    plan::SharedSourceTest test;
    test.edges = planned_edges_;
    test.shared = *match_.shared;
    if (test.shared.alias != kNoSlot) input.bound.insert(test.shared.alias);
    wrap(std::move(test), input, input.tree->rows * 0.2);
  }
  add_paths(input);
  add_filters(input);
  return input;
}

void PatternPlan::build_component(const Component& component, PlannedRows& rows) {
  for (const std::uint16_t index : component.nodes) {
    const PatternNode& node = match_.nodes[index];
    if (rows.bound.count(node.slot) == 0) continue;
    check_node(index, rows, true);
    // Alone, nothing else sees to it that an absent node matches nothing.
    if (component.edges.empty()) wrap(plan::TypeTest{node.slot, node.types}, rows, rows.tree->rows);
  }
  const PatternOrder order =
      ordering_.order(component.nodes, component.edges, rows.bound, rows.tree->rows);
  for (const PatternStep& step : order.steps) add_step(step, rows);
}

// A component that nothing ties to the rows so far: found once, then paired with them.
void PatternPlan::add_join(const Component& component, PlannedRows& rows) {
  PlannedRows own;
  own.tree = make_node(plan::SingleRow{}, 1);
  build_component(component, own);
  PlanPtr join = make_node(plan::Join{}, rows.tree->rows * own.tree->rows);
  join->inputs.push_back(std::move(rows.tree));
  join->inputs.push_back(std::move(own.tree));
  rows.tree = std::move(join);
  rows.bound.insert(own.bound.begin(), own.bound.end());
}

void PatternPlan::add_step(const PatternStep& step, PlannedRows& rows) {
  if (step.kind == PatternStep::Kind::Find) {
    add_find(step, rows);
  } else {
    add_edge(step, rows);
    test_shared_source(rows);
  }
  add_paths(rows);
  add_filters(rows);
}

// Edges that share no document now will not share one with others either: rows go early.
void PatternPlan::test_shared_source(PlannedRows& rows) {
  if (!match_.shared || !optimise_ || planned_edges_.size() >= match_.edges.size()) return;
  plan::SharedSourceTest test;
  for (const Slot edge : planned_edges_) {
    if (rows.bound.count(edge) != 0) test.edges.push_back(edge);
  }
  if (test.edges.size() < 2) return;
  test.shared = *match_.shared;
  test.shared.alias = kNoSlot;
  wrap(std::move(test), rows, rows.tree->rows * 0.2);
}

// Whether columns answer a predicate: all its tests are of the node in `slot` and of constants.
bool PatternPlan::is_column_lookup(BoundExpression& predicate, Slot slot) const {
  switch (predicate.kind) {
    case ExprKind::Or:
      return std::all_of(predicate.operands.begin(), predicate.operands.end(),
                         [&](BoundExpression& each) { return is_column_lookup(each, slot); });
    case ExprKind::Compare:
      if (predicate.comparison != ComparisonKind::Equal) return false;
      if (is_constant(predicate.operands[0])) {
        std::swap(predicate.operands[0], predicate.operands[1]);
      }
      break;
    case ExprKind::StartsWith:
    case ExprKind::Contains:
    case ExprKind::EndsWith:
      break;
    default:
      return false;
  }
  return is_property_of(predicate.operands[0], slot) && is_constant(predicate.operands[1]) &&
         !(catalog_.ontology().closed() && is_made(predicate.operands[0].property.name));
}

// The share of the node's types that a predicate on one of its properties leaves, where a look-up
// can answer it; then properties are the first operands.
std::optional<double> PatternPlan::lookup_share(BoundExpression& predicate, const PatternNode& node,
                                                const std::set<Slot>& bound) const {
  if (predicate.kind != ExprKind::Compare) {
    if (!is_column_lookup(predicate, node.slot)) return std::nullopt;
    return estimate_.selectivity(predicate);
  }
  if (predicate.comparison != ComparisonKind::Equal) return std::nullopt;
  for (const std::size_t side : {0, 1}) {
    const BoundExpression& property = predicate.operands[side];
    if (!is_property_of(property, node.slot)) continue;
    if (!reads_only(predicate.operands[1 - side], bound)) continue;
    const double share = estimate_.equality(node.types, property.property.name);
    if (side == 1) std::swap(predicate.operands[0], predicate.operands[1]);
    return share;
  }
  return std::nullopt;
}

void PatternPlan::add_find(const PatternStep& step, PlannedRows& rows) {
  const PatternNode& node = match_.nodes[step.index];
  const double before = rows.tree->rows;
  if (node.constants) {
    plan::NodeByIds find{node.slot, *node.constants,
                         node.any_type ? std::vector<TypeId>{} : node.types, node.constant_text,
                         false};
    wrap(std::move(find), rows, before * static_cast<double>(node.constants->size()));
    rows.bound.insert(node.slot);
  } else {
    const double all = estimate_.nodes(node.types);
    // {name: 'x'}, WHERE f.name = 'x' and f.name CONTAINS 'x': a look-up instead of a scan.
    auto lookup = predicates_.end();
    double best = 1;
    for (auto it = predicates_.begin(); optimise_ && it != predicates_.end(); ++it) {
      const auto share = lookup_share(*it, node, rows.bound);
      if (!share || (lookup != predicates_.end() && *share >= best)) continue;
      lookup = it;
      best = *share;
    }
    if (lookup != predicates_.end()) {
      BoundExpression test = std::move(*lookup);
      predicates_.erase(lookup);
      if (test.kind == ExprKind::Compare) {
        plan::PropertyLookup find{node.slot, node.types, test.operands[0].property,
                                  std::move(test.operands[1])};
        wrap(std::move(find), rows, before * all * best);
      } else {
        wrap(plan::ColumnLookup{node.slot, node.types, std::move(test)}, rows, before * all * best);
      }
    } else {
      wrap(plan::NodeScan{node.slot, node.types}, rows, before * all);
    }
    rows.bound.insert(node.slot);
  }
  if (node.mentions)
    wrap(plan::MentionTest{node.slot, *node.mentions}, rows, rows.tree->rows * 0.5);
}

// What is asked of a node that was not found by its own step.
void PatternPlan::check_node(std::uint16_t index, PlannedRows& rows, bool types) {
  const PatternNode& node = match_.nodes[index];
  const StaticType& known = query_.slots[node.slot].type;
  if (types && (known.kind != StaticType::Kind::Node ||
                (!node.any_type && known.node_types != node.types))) {
    wrap(plan::TypeTest{node.slot, node.types}, rows, rows.tree->rows * 0.5);
  }
  if (node.constants) {
    plan::NodeByIds check{node.slot, *node.constants, {}, node.constant_text, true};
    wrap(std::move(check), rows, std::min(rows.tree->rows, rows.tree->rows * 0.1));
  }
}

plan::EdgeAccess PatternPlan::access(const PatternEdge& edge, bool from_right) const {
  plan::EdgeAccess out;
  out.steps = ordering_.edge_steps(edge, from_right);
  out.filter = edge.filter;
  out.tests = match_.tests;
  if (!edge.trail) return out;
  for (const PatternEdge& other : match_.edges) {
    const bool planned =
        std::find(planned_edges_.begin(), planned_edges_.end(), other.slot) != planned_edges_.end();
    if (planned && &other != &edge && may_be_same(edge, other)) {
      out.distinct_from.push_back(other.slot);
    }
  }
  return out;
}

void PatternPlan::add_edge(const PatternStep& step, PlannedRows& rows) {
  const PatternEdge& edge = match_.edges[step.index];
  const PatternNode& left = match_.nodes[edge.from];
  const PatternNode& right = match_.nodes[edge.to];
  const bool left_bound = rows.bound.count(left.slot) != 0;
  const bool right_bound = rows.bound.count(right.slot) != 0;
  const bool turned = step.from_right && step.kind != PatternStep::Kind::Ends;
  const PatternNode& from = turned ? right : left;
  const PatternNode& to = turned ? left : right;
  const bool into = step.kind == PatternStep::Kind::Close;
  const auto restricted = [&](const PatternNode& node) {
    return node.any_type && !catalog_.ontology().closed() ? std::vector<TypeId>{} : node.types;
  };
  plan::VarExpand several;
  if (edge.quantified) {
    several.from = from.slot;
    several.edges = edge.slot;
    several.to = to.slot;
    several.into = into;
    several.min_hops = edge.min_hops;
    several.max_hops = edge.max_hops;
    several.trail = edge.trail;
    several.hop_slot = edge.hop_slot;
    several.hop_predicates = edge.hop_predicates;
    several.end_types = restricted(to);
    several.reversed = turned;
    several.access = access(edge, turned);
  }
  const PatternPath* search = nullptr;
  for (const PatternPath& path : match_.paths) {
    if (path.search != PathSearch::None && path.edges[0] == step.index) search = &path;
  }
  if (step.kind == PatternStep::Kind::Ends) {
    if (edge.quantified) {
      wrap(plan::EdgeListEnds{std::move(several), left_bound, right_bound, edge.direction}, rows,
           step.rows);
    } else {
      plan::EdgeEnds ends{edge.slot,   left.slot,      right.slot,       left_bound,
                          right_bound, edge.direction, restricted(left), access(edge, false)};
      ends.access.to_types = restricted(right);
      wrap(std::move(ends), rows, step.rows);
    }
  } else if (search != nullptr) {
    wrap(plan::Shortest{std::move(several), search->search == PathSearch::AllShortest}, rows,
         step.rows);
  } else if (edge.quantified) {
    wrap(std::move(several), rows, step.rows);
  } else {
    plan::EdgeAccess walked = access(edge, turned);
    walked.share = rows.tree->rows / std::max(1.0, estimate_.nodes(from.types));
    wrap(plan::Expand{from.slot, edge.slot, to.slot, into, std::move(walked), {}}, rows, step.rows);
  }
  rows.bound.insert(edge.slot);
  rows.bound.insert(left.slot);
  rows.bound.insert(right.slot);
  planned_edges_.push_back(edge.slot);
  if (!left_bound) check_node(edge.from, rows, false);
  if (!right_bound && edge.from != edge.to) check_node(edge.to, rows, false);
}

// Builds each path as soon as its parts are there, so that predicates may read it.
void PatternPlan::add_paths(PlannedRows& rows) {
  for (std::size_t i = 0; i < match_.paths.size(); ++i) {
    const PatternPath& path = match_.paths[i];
    if (path_done_[i] || path.slot == kNoSlot) continue;
    plan::BuildPath build{path.slot, {}, {}};
    bool ready = true;
    for (const std::uint16_t node : path.nodes) {
      build.nodes.push_back(match_.nodes[node].slot);
      ready = ready && rows.bound.count(build.nodes.back()) != 0;
    }
    for (const std::uint16_t edge : path.edges) {
      build.edges.push_back(match_.edges[edge].slot);
      ready = ready && rows.bound.count(build.edges.back()) != 0;
    }
    if (!ready) continue;
    path_done_[i] = true;
    rows.bound.insert(path.slot);
    wrap(std::move(build), rows, rows.tree->rows);
  }
}

// Applies every predicate whose variables are bound; onto the last expansion where there is one.
void PatternPlan::add_filters(PlannedRows& rows) {
  std::vector<BoundExpression> ready;
  std::vector<BoundExpression> later;
  double share = 1;
  for (BoundExpression& predicate : predicates_) {
    const bool now = reads_only(predicate, rows.bound);
    if (now) share *= estimate_.selectivity(predicate);
    (now ? ready : later).push_back(std::move(predicate));
  }
  predicates_ = std::move(later);
  if (ready.empty()) return;
  auto* expand = std::get_if<plan::Expand>(&rows.tree->op);
  if (expand != nullptr) {
    // The step's estimate counts them already.
    for (BoundExpression& predicate : ready) expand->predicates.push_back(std::move(predicate));
    return;
  }
  wrap(plan::Filter{std::move(ready)}, rows, rows.tree->rows * share);
}

}  // namespace sarye
