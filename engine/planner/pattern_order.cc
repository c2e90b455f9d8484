#include "engine/planner/pattern_order.h"

#include <algorithm>

#include "engine/planner/expressions.h"

namespace sarye {

struct PatternOrdering::State {
  std::set<Slot> bound;
  std::vector<bool> edge_done;
  std::vector<bool> predicate_done;
  double rows = 1;
  PatternOrder order;

  bool has(Slot slot) const { return bound.count(slot) != 0; }
};

namespace {

bool all_bound(const BoundExpression& e, const std::set<Slot>& bound) {
  const std::vector<Slot> slots = slots_of(e);
  return std::all_of(slots.begin(), slots.end(), [&](Slot s) { return bound.count(s) != 0; });
}

bool hops_can_be_tested(const PatternEdge& edge, std::set<Slot> bound) {
  bound.insert(edge.hop_slot);
  return std::all_of(edge.hop_predicates.begin(), edge.hop_predicates.end(),
                     [&](const BoundExpression& e) { return all_bound(e, bound); });
}

// To read assertions at another place for each edge costs about as much as the edge's row.
constexpr double kReadElsewhere = 1;
// To ask there whether a filter keeps the edge, of every edge that is walked.
constexpr double kAskElsewhere = 0.3;

bool contains(const std::vector<TypeId>& types, TypeId type) {
  return std::binary_search(types.begin(), types.end(), type);
}

}  // namespace

PatternOrdering::PatternOrdering(const BoundMatch& match, const BoundQuery& query,
                                 const Catalog& catalog, bool optimise)
    : match_(match),
      query_(query),
      catalog_(catalog),
      estimate_(query, catalog),
      optimise_(optimise) {
  for (const PatternEdge& edge : match.edges) {
    for (const bool from_right : {false, true}) steps_.push_back(find_steps(edge, from_right));
    read_.push_back(!match.tests.empty() || asks_evidence(query, edge.slot));
  }
}

const std::vector<plan::EdgeStep>& PatternOrdering::edge_steps(const PatternEdge& edge,
                                                               bool from_right) const {
  const auto index = static_cast<std::size_t>(&edge - match_.edges.data());
  return steps_[index * 2 + (from_right ? 1 : 0)];
}

std::vector<plan::EdgeStep> PatternOrdering::find_steps(const PatternEdge& edge,
                                                        bool from_right) const {
  const std::vector<TypeId>& left = match_.nodes[edge.from].types;
  const std::vector<TypeId>& right = match_.nodes[edge.to].types;
  const bool one_hop = !edge.quantified;
  std::vector<plan::EdgeStep> out;
  for (const EdgeTableInfo& table : catalog_.edge_tables()) {
    const auto& families = edge.families;
    if (!std::binary_search(families.begin(), families.end(), table.family)) continue;
    const bool both = edge.direction == EdgeDirection::Either ||
                      catalog_.ontology().relation(table.family).symmetric;
    const auto add = [&](bool rightwards) {
      const TypeId from = rightwards ? table.from : table.to;
      const TypeId to = rightwards ? table.to : table.from;
      if (one_hop && (!contains(left, from) || !contains(right, to))) return;
      out.push_back({table.id, rightwards != from_right});
    };
    if (both || edge.direction == EdgeDirection::Right) add(true);
    if (both || edge.direction == EdgeDirection::Left) add(false);
  }
  return out;
}

std::vector<TypeId> PatternOrdering::source_types(const std::vector<plan::EdgeStep>& steps) const {
  std::vector<TypeId> out;
  for (const plan::EdgeStep& step : steps) {
    const EdgeTableInfo* table = estimate_.table(step.table);
    if (table != nullptr) out.push_back(step.forward ? table->from : table->to);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double PatternOrdering::find_rows(std::uint16_t index) const {
  const PatternNode& node = match_.nodes[index];
  if (node.constants) return static_cast<double>(node.constants->size());
  return estimate_.nodes(node.types);
}

double PatternOrdering::follow_rows(std::uint16_t index, bool from_right, bool close) const {
  const PatternEdge& edge = match_.edges[index];
  const PatternNode& from = match_.nodes[from_right ? edge.to : edge.from];
  const PatternNode& to = match_.nodes[from_right ? edge.from : edge.to];
  const std::vector<plan::EdgeStep>& steps = edge_steps(edge, from_right);
  // Later hops start and end anywhere the tables do, not only at the ends' own types.
  const std::vector<TypeId> sources = edge.quantified ? source_types(steps) : from.types;
  const std::vector<TypeId>& ends = edge.quantified ? sources : to.types;
  double out = estimate_.degree(steps, sources);
  out *= estimate_.evidence(edge.filter, match_.tests);
  if (edge.quantified) out = estimate_.trails(out, edge.min_hops, edge.max_hops);
  if (close) {
    out /= std::max(1.0, estimate_.nodes(ends));
  } else if (edge.quantified) {
    out *= std::min(1.0, estimate_.nodes(to.types) / std::max(1.0, estimate_.nodes(ends)));
  }
  if (!close && to.constants) {
    out *= std::min(
        1.0, static_cast<double>(to.constants->size()) / std::max(1.0, estimate_.nodes(to.types)));
  }
  return out;
}

void PatternOrdering::apply_predicates(State& state) const {
  for (std::size_t i = 0; i < match_.predicates.size(); ++i) {
    if (state.predicate_done[i] || !all_bound(match_.predicates[i], state.bound)) continue;
    state.predicate_done[i] = true;
    state.rows *= estimate_.selectivity(match_.predicates[i]);
  }
}

void PatternOrdering::find(State& state, std::uint16_t index) const {
  state.rows *= find_rows(index);
  state.bound.insert(match_.nodes[index].slot);
  apply_predicates(state);
  state.order.steps.push_back({PatternStep::Kind::Find, index, false, state.rows});
  state.order.cost += state.rows;
}

double PatternOrdering::reading_cost(std::uint16_t index, bool from_right) const {
  const PatternEdge& edge = match_.edges[index];
  const bool is_asked = !query_.filters[edge.filter].is_default();
  if (!read_[index] && !is_asked) return 0;
  const double cost =
      read_[index] ? kReadElsewhere : kAskElsewhere / estimate_.evidence(edge.filter, match_.tests);
  const std::vector<plan::EdgeStep>& steps = edge_steps(edge, from_right);
  const auto from_target =
      std::count_if(steps.begin(), steps.end(), [](const plan::EdgeStep& s) { return !s.forward; });
  return steps.empty()
             ? 0
             : cost * static_cast<double>(from_target) / static_cast<double>(steps.size());
}

bool PatternOrdering::searched(std::uint16_t index) const {
  return std::any_of(match_.paths.begin(), match_.paths.end(), [index](const PatternPath& path) {
    return path.search != PathSearch::None && path.edges[0] == index;
  });
}

// Takes the cheapest edge that touches what is bound. False: none does.
bool PatternOrdering::next_edge(State& state, const std::vector<std::uint16_t>& edges,
                                bool waits) const {
  PatternStep best;
  bool found = false;
  for (const std::uint16_t index : edges) {
    if (state.edge_done[index]) continue;
    const PatternEdge& edge = match_.edges[index];
    // What is asked of each hop may read other variables of the MATCH.
    if (waits && !hops_can_be_tested(edge, state.bound)) continue;
    const bool left = state.has(match_.nodes[edge.from].slot);
    const bool right = state.has(match_.nodes[edge.to].slot);
    const bool search = searched(index);
    PatternStep step;
    step.index = index;
    if (edge.bound_before) {
      step.kind = PatternStep::Kind::Ends;
      step.rows = state.rows;
    } else if (left && right) {
      step.kind = PatternStep::Kind::Close;
      const double forward = state.rows * follow_rows(index, false, true);
      const double backward = state.rows * follow_rows(index, true, true);
      // Same rows from either side; the side with fewer edges a node does less.
      step.from_right = optimise_ && backward < forward;
      step.rows = search ? state.rows : std::min(forward, backward);
    } else if ((left || right) && !search) {
      step.kind = PatternStep::Kind::Follow;
      step.from_right = !left;
      step.rows = state.rows * follow_rows(index, step.from_right, false);
    } else {
      continue;
    }
    if (found && (!optimise_ || step.rows >= best.rows)) continue;
    best = step;
    found = true;
  }
  if (!found) return false;
  const PatternEdge& edge = match_.edges[best.index];
  state.edge_done[best.index] = true;
  state.bound.insert(match_.nodes[edge.from].slot);
  state.bound.insert(match_.nodes[edge.to].slot);
  state.bound.insert(edge.slot);
  state.rows = best.rows;
  apply_predicates(state);
  best.rows = state.rows;
  state.order.cost += state.rows;
  if (best.kind == PatternStep::Kind::Follow) {
    state.order.cost += state.rows * reading_cost(best.index, best.from_right);
  }
  state.order.steps.push_back(best);
  return true;
}

PatternOrdering::State PatternOrdering::started(const std::vector<std::uint16_t>& nodes,
                                                const std::set<Slot>& bound, double rows,
                                                int first) const {
  State state;
  state.bound = bound;
  state.rows = rows;
  state.edge_done.assign(match_.edges.size(), false);
  state.predicate_done.assign(match_.predicates.size(), false);
  apply_predicates(state);
  // An entity that is known makes no rows: it is there before anything else.
  for (const std::uint16_t node : nodes) {
    const PatternNode& pattern = match_.nodes[node];
    if (state.has(pattern.slot) || !pattern.constants || pattern.constants->size() > 1) continue;
    if (optimise_ || static_cast<int>(node) == first) find(state, node);
  }
  return state;
}

PatternOrder PatternOrdering::greedy(const std::vector<std::uint16_t>& nodes,
                                     const std::vector<std::uint16_t>& edges,
                                     const std::set<Slot>& bound, double rows, int first) const {
  State state = started(nodes, bound, rows, first);
  if (first >= 0 && !state.has(match_.nodes[static_cast<std::size_t>(first)].slot)) {
    find(state, static_cast<std::uint16_t>(first));
  }
  for (;;) {
    if (next_edge(state, edges, true)) continue;
    // Nothing touches what is bound: find another node, the rarest.
    int rarest = -1;
    for (const std::uint16_t node : nodes) {
      if (state.has(match_.nodes[node].slot)) continue;
      if (rarest >= 0 &&
          (!optimise_ || find_rows(node) >= find_rows(static_cast<std::uint16_t>(rarest)))) {
        continue;
      }
      rarest = node;
    }
    if (rarest >= 0) {
      find(state, static_cast<std::uint16_t>(rarest));
    } else if (!next_edge(state, edges, false)) {
      break;
    }
  }
  return std::move(state.order);
}

bool PatternOrdering::any_order(const std::vector<std::uint16_t>& edges) const {
  return std::none_of(edges.begin(), edges.end(), [&](std::uint16_t index) {
    const PatternEdge& edge = match_.edges[index];
    return edge.bound_before || searched(index) || !hops_can_be_tested(edge, {});
  });
}

JoinGraph PatternOrdering::join_graph(const std::vector<std::uint16_t>& nodes,
                                      const std::vector<std::uint16_t>& edges,
                                      const State& state) const {
  JoinGraph graph;
  const auto place = [&nodes](std::uint16_t node) {
    return static_cast<std::uint16_t>(std::find(nodes.begin(), nodes.end(), node) - nodes.begin());
  };
  for (const std::uint16_t node : nodes) graph.find.push_back(find_rows(node));
  for (const std::uint16_t index : edges) {
    JoinGraph::Edge edge;
    edge.left = place(match_.edges[index].from);
    edge.right = place(match_.edges[index].to);
    for (const bool from_right : {false, true}) {
      const std::size_t side = from_right ? 1 : 0;
      edge.follow[side] = follow_rows(index, from_right, false);
      edge.close[side] = follow_rows(index, from_right, true);
      edge.reading[side] = reading_cost(index, from_right);
    }
    graph.edges.push_back(edge);
  }
  for (std::size_t i = 0; i < match_.predicates.size(); ++i) {
    if (state.predicate_done[i]) continue;
    JoinGraph::Condition condition;
    bool ours = true;  // and not of a path or of another component
    for (const Slot slot : slots_of(match_.predicates[i])) {
      bool known = state.has(slot);
      for (std::size_t n = 0; n < nodes.size() && !known; ++n) {
        if (match_.nodes[nodes[n]].slot == slot) known = (condition.nodes |= 1u << n) != 0;
      }
      for (std::size_t e = 0; e < edges.size() && !known; ++e) {
        if (match_.edges[edges[e]].slot == slot) known = (condition.edges |= 1u << e) != 0;
      }
      ours = ours && known;
    }
    condition.share = estimate_.selectivity(match_.predicates[i]);
    if (ours) graph.conditions.push_back(condition);
  }
  return graph;
}

PatternOrder PatternOrdering::cheapest(const std::vector<std::uint16_t>& nodes,
                                       const std::vector<std::uint16_t>& edges,
                                       const std::set<Slot>& bound, double rows) const {
  State state = started(nodes, bound, rows, -1);
  std::uint32_t there = 0;
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (state.has(match_.nodes[nodes[n]].slot)) there |= 1u << n;
  }
  const JoinOrder best = cheapest_order(join_graph(nodes, edges, state), there, state.rows);
  if (best.start >= 0) find(state, nodes[static_cast<std::size_t>(best.start)]);
  for (const JoinStep& step : best.steps) {
    const auto kind = step.closes ? PatternStep::Kind::Close : PatternStep::Kind::Follow;
    state.order.steps.push_back({kind, edges[step.edge], step.from_right, step.rows});
  }
  return std::move(state.order);
}

PatternOrder PatternOrdering::order(const std::vector<std::uint16_t>& nodes,
                                    const std::vector<std::uint16_t>& edges,
                                    const std::set<Slot>& bound, double rows) const {
  // In a ring the sum counts wedges that an intersection never lists; the greedy order leaves it
  // the most to do.
  const bool tree = edges.size() + 1 == nodes.size();
  if (optimise_ && tree && edges.size() > 1 && edges.size() <= JoinGraph::kMost &&
      any_order(edges)) {
    return cheapest(nodes, edges, bound, rows);
  }
  const bool begun =
      std::any_of(nodes.begin(), nodes.end(),
                  [&](std::uint16_t node) { return bound.count(match_.nodes[node].slot) != 0; }) ||
      std::any_of(edges.begin(), edges.end(),
                  [&](std::uint16_t edge) { return match_.edges[edge].bound_before; });
  if (begun) return greedy(nodes, edges, bound, rows, -1);
  if (!optimise_) return greedy(nodes, edges, bound, rows, nodes.front());
  const bool known = std::any_of(nodes.begin(), nodes.end(), [&](std::uint16_t node) {
    return match_.nodes[node].constants && match_.nodes[node].constants->size() == 1;
  });
  if (known) return greedy(nodes, edges, bound, rows, -1);
  PatternOrder best;
  for (const std::uint16_t node : nodes) {
    PatternOrder candidate = greedy(nodes, edges, bound, rows, node);
    if (best.steps.empty() || candidate.cost < best.cost) best = std::move(candidate);
  }
  return best;
}

}  // namespace sarye
