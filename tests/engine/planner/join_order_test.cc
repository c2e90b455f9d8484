// The order that dynamic programming finds against every order there is.
#include "engine/planner/join_order.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

// A connected pattern of `nodes` nodes: a tree, and some edges more.
JoinGraph random_graph(std::mt19937& random, std::size_t nodes, std::size_t more) {
  const auto number = [&](double least, double most) {
    return least + (most - least) * static_cast<double>(random() % 1000) / 1000;
  };
  JoinGraph graph;
  for (std::size_t n = 0; n < nodes; ++n) graph.find.push_back(number(1, 1000));
  const auto add = [&](std::size_t left, std::size_t right) {
    JoinGraph::Edge edge;
    edge.left = static_cast<std::uint16_t>(left);
    edge.right = static_cast<std::uint16_t>(right);
    edge.follow = {number(0.1, 20), number(0.1, 20)};
    edge.close = {number(0.001, 1), number(0.001, 1)};
    edge.reading = {number(0, 1), number(0, 1)};
    graph.edges.push_back(edge);
  };
  for (std::size_t n = 1; n < nodes; ++n) add(random() % n, n);
  for (std::size_t i = 0; i < more; ++i) add(random() % nodes, random() % nodes);
  for (int i = 0; i < 3; ++i) {
    JoinGraph::Condition condition;
    condition.nodes = 1u << random() % nodes;
    if (random() % 2 == 0) condition.edges = 1u << random() % graph.edges.size();
    condition.share = number(0.01, 1);
    graph.conditions.push_back(condition);
  }
  return graph;
}

// What an order costs, counted on its own; negative: it leaves what is bound.
double cost_of(const JoinGraph& graph, std::uint32_t nodes, double rows,
               const std::vector<std::size_t>& order) {
  std::vector<bool> done(graph.conditions.size(), false);
  std::uint32_t edges = 0;
  const auto apply = [&] {
    for (std::size_t i = 0; i < done.size(); ++i) {
      const JoinGraph::Condition& c = graph.conditions[i];
      if (done[i] || (c.nodes & nodes) != c.nodes || (c.edges & edges) != c.edges) continue;
      done[i] = true;
      rows *= c.share;
    }
  };
  apply();
  double cost = rows;
  for (const std::size_t e : order) {
    const JoinGraph::Edge& edge = graph.edges[e];
    const std::uint32_t left = 1u << edge.left;
    const std::uint32_t right = 1u << edge.right;
    if ((nodes & (left | right)) == 0) return -1;
    const bool closes = (nodes & left) != 0 && (nodes & right) != 0;
    const std::size_t side = (nodes & left) != 0 ? 0 : 1;
    rows *= closes ? std::min(edge.close[0], edge.close[1]) : edge.follow[side];
    nodes |= left | right;
    edges |= 1u << e;
    apply();
    cost += rows + (closes ? 0 : rows * edge.reading[side]);
  }
  return cost;
}

double cost_of(const JoinGraph& graph, const JoinOrder& order) {
  std::vector<std::size_t> edges;
  for (const JoinStep& step : order.steps) edges.push_back(step.edge);
  const auto start = static_cast<std::size_t>(order.start);
  return cost_of(graph, 1u << start, graph.find[start], edges);
}

}  // namespace

// Rows of a set of edges depend on the way to it, so that the best way to a set need not lead to
// the best way to a larger one; where they do not, no order is cheaper.
TEST_CASE("no order of edges is cheaper than the one found", "[planner]") {
  std::mt19937 random(20261127);
  for (int round = 0; round < 200; ++round) {
    JoinGraph graph = random_graph(random, 2 + random() % 4, random() % 2);
    // Rows as of independent joins: a follow finds what there is of the end, times the edge's
    // share.
    for (JoinGraph::Edge& edge : graph.edges) {
      const double share = edge.close[0];
      edge.close = {share, share};
      edge.follow = {share * graph.find[edge.right], share * graph.find[edge.left]};
    }
    double best = -1;
    for (std::size_t start = 0; start < graph.find.size(); ++start) {
      std::vector<std::size_t> order(graph.edges.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      do {
        const double cost = cost_of(graph, 1u << start, graph.find[start], order);
        if (cost >= 0 && (best < 0 || cost < best)) best = cost;
      } while (std::next_permutation(order.begin(), order.end()));
    }
    const JoinOrder found = cheapest_order(graph, 0, 1);
    REQUIRE(found.start >= 0);
    CHECK(cost_of(graph, found) == Approx(best));
  }
}

TEST_CASE("ten edges are ordered, each once and from what is bound", "[planner]") {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const JoinGraph graph = random_graph(random, 8, 3);
    REQUIRE(graph.edges.size() == JoinGraph::kMost);
    for (const std::uint32_t bound : {0u, 1u, 5u}) {
      const JoinOrder found = cheapest_order(graph, bound, 10);
      CHECK((found.start < 0) == (bound != 0));
      std::uint32_t nodes = bound != 0 ? bound : 1u << found.start;
      std::uint32_t edges = 0;
      for (const JoinStep& step : found.steps) {
        const JoinGraph::Edge& edge = graph.edges[step.edge];
        CHECK((edges & 1u << step.edge) == 0);
        CHECK((nodes & 1u << (step.from_right ? edge.right : edge.left)) != 0);
        edges |= 1u << step.edge;
        nodes |= 1u << edge.left | 1u << edge.right;
      }
      CHECK(edges == (1u << graph.edges.size()) - 1);
    }
  }
}

TEST_CASE("of orders that cost the same the first written is taken", "[planner]") {
  JoinGraph graph;
  graph.find = {5, 5, 5};
  for (std::uint16_t e = 0; e < 2; ++e) {
    JoinGraph::Edge edge;
    edge.left = e;
    edge.right = static_cast<std::uint16_t>(e + 1);
    edge.follow = {2, 2};
    edge.close = {1, 1};
    graph.edges.push_back(edge);
  }
  const JoinOrder found = cheapest_order(graph, 0, 1);
  CHECK(found.start == 0);
  REQUIRE(found.steps.size() == 2);
  CHECK((found.steps[0].edge == 0 && found.steps[0].rows == Approx(10)));
  CHECK((found.steps[1].edge == 1 && found.steps[1].rows == Approx(20)));
}
