// In which order a pattern is matched: which node is found first, which edge is followed next. The
// cheapest sum of intermediate rows wins, among all orders of up to ten edges, beyond that and
// where edges wait for others (paths that are searched for, conditions on hops) among the greedy
// ones from every possible start; ties go to what was written first.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "engine/planner/cost.h"
#include "engine/planner/join_order.h"

namespace sarye {

struct PatternStep {
  enum class Kind : std::uint8_t {
    Find,    // node `index`
    Follow,  // edge `index`, away from a bound end
    Close,   // edge `index`, both ends bound
    Ends,    // edge `index` is bound itself
  };
  Kind kind = Kind::Find;
  std::uint16_t index = 0;
  bool from_right = false;  // Follow, Close: from the right end as written
  double rows = 0;          // after the step and the predicates that it makes possible
};

struct PatternOrder {
  std::vector<PatternStep> steps;
  double cost = 0;
};

class PatternOrdering {
 public:
  PatternOrdering(const BoundMatch& match, const BoundQuery& query, const Catalog& catalog,
                  bool optimise);

  // The steps for the nodes and edges of one connected component (indices), when `bound` slots are
  // there and `rows` rows come in.
  PatternOrder order(const std::vector<std::uint16_t>& nodes,
                     const std::vector<std::uint16_t>& edges, const std::set<Slot>& bound,
                     double rows) const;

  // The steps of an edge as seen from its left (or right) end.
  const std::vector<plan::EdgeStep>& edge_steps(const PatternEdge& edge, bool from_right) const;

 private:
  struct State;
  // Whether each edge can be followed as soon as one of its ends is bound, and the edges alone tie
  // the component together.
  bool any_order(const std::vector<std::uint16_t>& edges) const;
  PatternOrder cheapest(const std::vector<std::uint16_t>& nodes,
                        const std::vector<std::uint16_t>& edges, const std::set<Slot>& bound,
                        double rows) const;
  JoinGraph join_graph(const std::vector<std::uint16_t>& nodes,
                       const std::vector<std::uint16_t>& edges, const State& state) const;
  bool searched(std::uint16_t edge) const;
  State started(const std::vector<std::uint16_t>& nodes, const std::set<Slot>& bound, double rows,
                int first) const;
  PatternOrder greedy(const std::vector<std::uint16_t>& nodes,
                      const std::vector<std::uint16_t>& edges, const std::set<Slot>& bound,
                      double rows, int first) const;
  // `waits`: leaves edges alone whose hops are tested against what is not bound yet.
  bool next_edge(State& state, const std::vector<std::uint16_t>& edges, bool waits) const;
  std::vector<plan::EdgeStep> find_steps(const PatternEdge& edge, bool from_right) const;
  void find(State& state, std::uint16_t node) const;
  double find_rows(std::uint16_t node) const;
  // For one row.
  double follow_rows(std::uint16_t edge, bool from_right, bool close) const;
  // What it costs besides its rows: the assertions of an edge lie with its source, so that those of
  // edges met from their targets stand anywhere. For one row of a Follow.
  double reading_cost(std::uint16_t edge, bool from_right) const;
  std::vector<TypeId> source_types(const std::vector<plan::EdgeStep>& steps) const;
  // Multiplies by the selectivity of predicates that became possible.
  void apply_predicates(State& state) const;

  const BoundMatch& match_;
  const BoundQuery& query_;
  const Catalog& catalog_;
  Estimator estimate_;
  bool optimise_;
  std::vector<std::vector<plan::EdgeStep>> steps_;  // of each edge from the left, from the right
  std::vector<bool> read_;                          // by edge: whether its assertions are
};

}  // namespace sarye
