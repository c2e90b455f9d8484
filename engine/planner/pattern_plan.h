// A MATCH as a tree of operators on top of what was planned before it.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "engine/planner/pattern_order.h"

namespace sarye {

// A tree and the slots that it fills.
struct PlannedRows {
  PlanPtr tree;
  std::set<Slot> bound;
};

PlanPtr make_node(PlanOperator op, double rows);
PlanPtr make_node(PlanOperator op, double rows, PlanPtr input);

class PatternPlan {
 public:
  PatternPlan(const BoundMatch& match, const BoundQuery& query, const Catalog& catalog,
              bool optimise, std::vector<Notice>& notices);

  // Puts the pattern on top of `input`. Predicates with subqueries are left to the caller: they are
  // given back in `subquery_predicates`.
  PlannedRows build(PlannedRows input);
  const std::vector<BoundExpression>& subquery_predicates() const { return with_subqueries_; }

 private:
  struct Component {
    std::vector<std::uint16_t> nodes;
    std::vector<std::uint16_t> edges;
    bool attached = false;  // to slots that the input fills
  };
  std::vector<Component> components(const std::set<Slot>& bound) const;
  bool never_matches(std::string& reason) const;
  bool edges_may_meet_across(const std::vector<Component>& components) const;
  bool may_be_same(const PatternEdge& a, const PatternEdge& b) const;
  void build_component(const Component& component, PlannedRows& rows);
  void add_join(const Component& component, PlannedRows& rows);
  void add_step(const PatternStep& step, PlannedRows& rows);
  void test_shared_source(PlannedRows& rows);
  bool is_column_lookup(BoundExpression& predicate, Slot slot) const;
  std::optional<double> lookup_share(BoundExpression& predicate, const PatternNode& node,
                                     const std::set<Slot>& bound) const;
  void add_find(const PatternStep& step, PlannedRows& rows);
  void add_edge(const PatternStep& step, PlannedRows& rows);
  void check_node(std::uint16_t index, PlannedRows& rows, bool types);
  void add_paths(PlannedRows& rows);
  void add_filters(PlannedRows& rows);
  void wrap(PlanOperator op, PlannedRows& rows, double estimate) const;
  plan::EdgeAccess access(const PatternEdge& edge, bool from_right) const;

  const BoundMatch& match_;
  const BoundQuery& query_;
  const Catalog& catalog_;
  std::vector<Notice>& notices_;
  Estimator estimate_;
  PatternOrdering ordering_;
  std::vector<BoundExpression> predicates_;  // not yet applied
  std::vector<BoundExpression> with_subqueries_;
  std::vector<bool> path_done_;
  std::vector<Slot> planned_edges_;  // slots of trail edges, for uniqueness
  bool optimise_;
};

}  // namespace sarye
