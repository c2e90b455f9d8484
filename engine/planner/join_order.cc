#include "engine/planner/join_order.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace sarye {

namespace {

constexpr std::uint32_t bit(std::size_t i) {
  return 1u << i;
}

// The best way to have followed a set of edges.
struct Reached {
  double cost = std::numeric_limits<double>::infinity();
  double rows = 0;
  std::uint32_t before = 0;  // the set without the last edge
  int start = -1;
  JoinStep last;
};

class OrderSearch {
 public:
  OrderSearch(const JoinGraph& graph, std::uint32_t bound)
      : graph_(graph), bound_(bound), best_(std::size_t{1} << graph.edges.size()) {}

  JoinOrder run(double rows) {
    if (bound_ != 0) {
      Reached start;
      start.cost = 0;
      start.rows = rows;
      extend(0, bound_, start);
    } else {
      for (std::size_t node = 0; node < graph_.find.size(); ++node) {
        Reached start;
        start.rows = rows * graph_.find[node] * share(0, 0, bit(node), 0);
        start.cost = start.rows;
        start.start = static_cast<int>(node);
        extend(0, bit(node), start);
      }
    }
    for (std::uint32_t set = 1; set + 1 < best_.size(); ++set) {
      // Copied: the table is written while it is read.
      const Reached from = best_[set];
      if (from.cost < std::numeric_limits<double>::infinity()) extend(set, nodes_of(set), from);
    }
    return order();
  }

 private:
  std::uint32_t nodes_of(std::uint32_t edges) const {
    std::uint32_t nodes = bound_;
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
      if ((edges & bit(e)) != 0) nodes |= bit(graph_.edges[e].left) | bit(graph_.edges[e].right);
    }
    return nodes;
  }

  // Of the conditions that hold now and did not before.
  double share(std::uint32_t nodes_before, std::uint32_t edges_before, std::uint32_t nodes,
               std::uint32_t edges) const {
    double out = 1;
    for (const JoinGraph::Condition& c : graph_.conditions) {
      const bool now = (c.nodes & ~nodes) == 0 && (c.edges & ~edges) == 0;
      const bool then = (c.nodes & ~nodes_before) == 0 && (c.edges & ~edges_before) == 0;
      if (now && !then) out *= c.share;
    }
    return out;
  }

  // Tries each edge that touches `nodes` behind the edges of `set`.
  void extend(std::uint32_t set, std::uint32_t nodes, const Reached& from) {
    for (std::size_t e = 0; e < graph_.edges.size(); ++e) {
      const JoinGraph::Edge& edge = graph_.edges[e];
      if ((set & bit(e)) != 0) continue;
      const bool left = (nodes & bit(edge.left)) != 0;
      const bool right = (nodes & bit(edge.right)) != 0;
      if (!left && !right) continue;
      JoinStep step;
      step.edge = static_cast<std::uint16_t>(e);
      step.closes = left && right;
      // Same rows from either side; the side with fewer edges a node does less.
      step.from_right = step.closes ? edge.close[1] < edge.close[0] : !left;
      const std::size_t side = step.from_right ? 1 : 0;
      const std::uint32_t next = set | bit(e);
      const std::uint32_t next_nodes = nodes | bit(edge.left) | bit(edge.right);
      step.rows = from.rows * (step.closes ? edge.close[side] : edge.follow[side]) *
                  share(nodes, set, next_nodes, next);
      const double reading = step.closes ? 0 : edge.reading[side] * step.rows;
      const double cost = from.cost + step.rows + reading;
      if (cost >= best_[next].cost) continue;
      best_[next] = {cost, step.rows, set, from.start, step};
    }
  }

  JoinOrder order() const {
    JoinOrder out;
    std::uint32_t set = static_cast<std::uint32_t>(best_.size() - 1);
    assert(best_[set].cost < std::numeric_limits<double>::infinity());
    out.start = best_[set].start;
    for (; set != 0; set = best_[set].before) out.steps.push_back(best_[set].last);
    std::reverse(out.steps.begin(), out.steps.end());
    return out;
  }

  const JoinGraph& graph_;
  std::uint32_t bound_;
  std::vector<Reached> best_;  // by set of edges
};

}  // namespace

JoinOrder cheapest_order(const JoinGraph& graph, std::uint32_t bound, double rows) {
  return OrderSearch(graph, bound).run(rows);
}

}  // namespace sarye
