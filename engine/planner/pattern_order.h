// In which order a pattern is matched: which node is found first, which edge is followed next.
// Greedy from every possible start, cheapest sum of intermediate rows wins; ties go to what was
// written first.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "engine/planner/cost.h"

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
  PatternOrder greedy(const std::vector<std::uint16_t>& nodes,
                      const std::vector<std::uint16_t>& edges, const std::set<Slot>& bound,
                      double rows, int first) const;
  // `waits`: leaves edges alone whose hops are tested against what is not bound yet.
  bool next_edge(State& state, const std::vector<std::uint16_t>& edges, bool waits) const;
  std::vector<plan::EdgeStep> find_steps(const PatternEdge& edge, bool from_right) const;
  void find(State& state, std::uint16_t node) const;
  double find_rows(const State& state, std::uint16_t node) const;
  double follow_rows(const State& state, std::uint16_t edge, bool from_right, bool close) const;
  // What it costs besides its rows: the assertions of an edge lie with its source, so that those of
  // edges met from their targets stand anywhere.
  double reading_cost(const PatternStep& step) const;
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
