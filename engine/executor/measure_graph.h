// The graph that measures are taken of: gathered from the rows of its plan when the first value is
// asked for, then kept for the query. A measure is computed once, for all nodes, and looked up.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "engine/executor/operator.h"
#include "engine/graph/measures.h"
#include "engine/planner/measure_cost.h"
#include "engine/planner/plan.h"

namespace sarye {

class CanonicalOrder;

class MeasureGraph final : public Operator {
 public:
  // An input for each part of the graph; registers itself in the context.
  MeasureGraph(QueryContext& context, const plan::MeasureGraph& plan, Inputs inputs);
  ~MeasureGraph() override;

  // The values of `call`, a Measure over this graph, for rows of arguments: null for a node outside
  // of it, and where no path leads. Appends to `out`.
  // Errors: LimitReached where the measure would cost more than the limits allow (before it
  // starts) or time or memory end meanwhile; of BY: InvalidArgumentType, InvalidArgumentValue;
  // those of the graph's rows.
  Result<void> evaluate(const BoundExpression& call, std::span<const std::vector<Value>> arguments,
                        std::vector<Value>& out);

 private:
  struct Gathered {
    EdgeValue edge;
    double weight = 1;
    bool both_ways = false;
    std::uint32_t from = 0;  // nodes by number, once they have one
    std::uint32_t to = 0;
  };

  // Gathers everything; gives no row.
  Result<bool> produce(Batch& out) override;
  void rewind() override {}

  Result<void> gather();
  Result<void> add_rows(const Batch& rows);
  void add(const Value& value, bool both_ways, double weight, bool keep_edges);
  void add(const EdgeValue& edge, bool both_ways, double weight, bool keep);
  Result<double> weight_of(const Batch& rows, std::size_t row) const;
  std::string edge_text(const EdgeValue& edge) const;
  // Each node and edge once.
  Result<void> compact();
  Result<void> number_nodes();
  void sort_edges();

  Result<void> hold_all();  // tells the budget what is kept
  Result<void> affordable(FunctionId measure, const GraphSize& size) const;
  Result<const Scores*> scores(FunctionId measure);
  Result<Scores> compute(FunctionId measure);
  Result<void> lookup(const BoundExpression& call, const std::vector<Value>& nodes,
                      std::vector<Value>& out);
  Result<void> paths(const BoundExpression& call, std::span<const std::vector<Value>> ends,
                     std::vector<Value>& out);
  Value path_value(const std::vector<std::uint32_t>& nodes) const;
  const Gathered& lightest(std::uint32_t from, std::uint32_t to) const;
  // kOutside: not a node of this graph.
  Result<std::uint32_t> number_of(const BoundExpression& call, const Value& node) const;

  static constexpr std::uint32_t kOutside = 0xFFFFFFFFu;

  const plan::MeasureGraph& plan_;
  const BoundGraph& graph_;
  bool gathered_ = false;
  std::vector<NodeId> nodes_;                        // by number, at last
  std::vector<std::vector<std::uint32_t>> numbers_;  // of each type, by offset
  std::vector<Gathered> edges_;                      // by from, to, weight, name of the relation
  std::size_t compact_at_ = 0;                       // edges and nodes
  FlatGraph flat_;
  GraphSize size_;
  std::map<FunctionId, Scores> scores_;
  std::unique_ptr<ShortestPaths> searches_;
  std::uint32_t source_ = kOutside;  // of the last search
};

}  // namespace sarye
