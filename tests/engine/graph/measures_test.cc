// Measures against hand-computed values, and against slow definitions on random small graphs.
#include "engine/graph/measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

FlatGraph graph_of(std::uint32_t nodes, std::vector<FlatEdge> edges) {
  FlatGraph out;
  out.nodes = nodes;
  out.edges = std::move(edges);
  std::sort(out.edges.begin(), out.edges.end(), [](const FlatEdge& a, const FlatEdge& b) {
    return std::tie(a.from, a.to, a.weight) < std::tie(b.from, b.to, b.weight);
  });
  for (const FlatEdge& edge : out.edges) out.weighted = out.weighted || edge.weight != 1;
  return out;
}

FlatEdge way(std::uint32_t from, std::uint32_t to, double weight = 1) {
  return {from, to, weight, false};
}
FlatEdge both(std::uint32_t a, std::uint32_t b, double weight = 1) {
  return {a, b, weight, true};
}

// Some arcs lead both ways, some stand twice, some are loops. Weights are eighths, so that sums are
// exact and equal paths are equal.
FlatGraph random_graph(std::mt19937& random, bool weighted) {
  const std::uint32_t nodes = 2 + random() % 9;
  std::vector<FlatEdge> edges;
  const std::uint32_t count = random() % (2 * nodes);
  for (std::uint32_t i = 0; i < count; ++i) {
    const double weight = weighted ? (1 + random() % 16) / 8.0 : 1;
    edges.push_back({static_cast<std::uint32_t>(random() % nodes),
                     static_cast<std::uint32_t>(random() % nodes), weight, random() % 3 == 0});
  }
  FlatGraph out = graph_of(nodes, std::move(edges));
  out.weighted = weighted;
  return out;
}

using Matrix = std::vector<std::vector<double>>;

// The lightest arc between each two nodes.
Matrix lengths(const FlatGraph& graph) {
  Matrix out(graph.nodes, std::vector<double>(graph.nodes, kInfinite));
  const auto add = [&](std::uint32_t a, std::uint32_t b, double weight) {
    if (a != b) out[a][b] = std::min(out[a][b], weight);
  };
  for (const FlatEdge& edge : graph.edges) {
    add(edge.from, edge.to, edge.weight);
    if (edge.both_ways) add(edge.to, edge.from, edge.weight);
  }
  return out;
}

// Floyd and Warshall.
Matrix all_distances(const FlatGraph& graph) {
  Matrix d = lengths(graph);
  const std::size_t n = graph.nodes;
  for (std::size_t i = 0; i < n; ++i) d[i][i] = 0;
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
    }
  }
  return d;
}

// How many shortest paths lead from s to t, by the last arc.
double paths_between(std::size_t s, std::size_t t, const Matrix& d, const Matrix& w) {
  if (s == t) return 1;
  if (d[s][t] == kInfinite) return 0;
  double count = 0;
  for (std::size_t v = 0; v < d.size(); ++v) {
    if (w[v][t] != kInfinite && d[s][v] + w[v][t] == d[s][t]) count += paths_between(s, v, d, w);
  }
  return count;
}

Scores slow_betweenness(const FlatGraph& graph) {
  const Matrix d = all_distances(graph);
  const Matrix w = lengths(graph);
  const std::size_t n = graph.nodes;
  Scores out(n, 0.0);
  if (n < 3) return out;
  for (std::size_t v = 0; v < n; ++v) {
    for (std::size_t s = 0; s < n; ++s) {
      for (std::size_t t = 0; t < n; ++t) {
        if (s == t || s == v || t == v || d[s][t] == kInfinite) continue;
        if (d[s][v] + d[v][t] != d[s][t]) continue;
        out[v] += paths_between(s, v, d, w) * paths_between(v, t, d, w) / paths_between(s, t, d, w);
      }
    }
    out[v] /= static_cast<double>((n - 1) * (n - 2));
  }
  return out;
}

Scores slow_closeness(const FlatGraph& graph) {
  const Matrix d = all_distances(graph);
  Scores out(graph.nodes, 0.0);
  for (std::size_t v = 0; v < d.size(); ++v) {
    double sum = 0;
    double reached = 0;
    for (std::size_t u = 0; u < d.size(); ++u) {
      if (u == v || d[u][v] == kInfinite) continue;
      sum += d[u][v];
      ++reached;
    }
    if (reached > 0) out[v] = reached / sum * reached / static_cast<double>(d.size() - 1);
  }
  return out;
}

// The k-core by its definition: take nodes with fewer than k neighbours away until none is left.
Numbers slow_cores(const FlatGraph& graph) {
  Numbers out(graph.nodes, 0);
  for (std::uint32_t k = 1; k <= graph.nodes; ++k) {
    std::vector<bool> in(graph.nodes, true);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t v = 0; v < graph.nodes; ++v) {
        std::vector<bool> near(graph.nodes, false);
        for (const FlatEdge& edge : graph.edges) {
          if (edge.from == v) near[edge.to] = true;
          if (edge.to == v) near[edge.from] = true;
        }
        std::uint32_t count = 0;
        for (std::uint32_t u = 0; u < graph.nodes; ++u) count += u != v && near[u] && in[u] ? 1 : 0;
        if (in[v] && count < k) {
          in[v] = false;
          changed = true;
        }
      }
    }
    for (std::uint32_t v = 0; v < graph.nodes; ++v) {
      if (in[v]) out[v] = k;
    }
  }
  return out;
}

void check_near(const Scores& a, const Scores& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(std::abs(a[i] - b[i]) < 1e-9);
}

template <typename T>
T must(Result<T> result) {
  REQUIRE(result.has_value());
  return std::move(*result);
}

}  // namespace

TEST_CASE("On a path of three the middle is between, and all are in one component", "[measures]") {
  Budget budget;
  const FlatGraph graph = graph_of(4, {both(0, 1), both(1, 2)});
  CHECK(must(betweenness(graph, budget)) == Scores{0, 2.0 / 6, 0, 0});
  // Node 1 reaches two others of three in one hop each; 0 two in 1 + 2.
  check_near(must(closeness(graph, budget)), {4.0 / 9, 2.0 / 3, 4.0 / 9, 0});
  CHECK(must(components(graph, budget)) == Numbers{1, 1, 1, 2});
  CHECK(must(cores(graph, budget)) == Numbers{1, 1, 1, 0});
}

TEST_CASE("Directions are followed by betweenness and closeness", "[measures]") {
  Budget budget;
  const FlatGraph graph = graph_of(3, {way(0, 1), way(1, 2)});
  CHECK(must(betweenness(graph, budget)) == Scores{0, 0.5, 0});
  check_near(must(closeness(graph, budget)), {0, 0.5, 2.0 / 3});
}

TEST_CASE("Degree counts parallel edges, a loop twice, an edge both ways once", "[measures]") {
  Budget budget;
  const FlatGraph graph = graph_of(3, {way(0, 1), way(0, 1), way(1, 1), both(1, 2)});
  CHECK(must(degrees(graph, Ends::Both, budget)) == Scores{2, 5, 1});
  CHECK(must(degrees(graph, Ends::In, budget)) == Scores{0, 4, 1});
  CHECK(must(degrees(graph, Ends::Out, budget)) == Scores{2, 2, 1});
}

TEST_CASE("Weights add up in degree and decide in distances", "[measures]") {
  Budget budget;
  const FlatGraph graph =
      graph_of(3, {way(0, 1, 5), way(0, 1, 0.5), way(1, 2, 0.25), way(0, 2, 1)});
  CHECK(must(degrees(graph, Ends::Out, budget)) == Scores{6.5, 0.25, 0});
  auto paths = must(ShortestPaths::make(graph, budget));
  REQUIRE(paths->search(0, budget).has_value());
  CHECK(paths->distances() == Scores{0, 0.5, 0.75});
  CHECK(paths->path_to(2) == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(paths->path_to(0) == std::vector<std::uint32_t>{0});
  REQUIRE(paths->search(2, budget).has_value());
  CHECK(paths->path_to(0).empty());
}

TEST_CASE("Of equal paths the one over smaller numbers is given", "[measures]") {
  Budget budget;
  const FlatGraph graph =
      graph_of(5, {way(0, 3), way(0, 2), way(0, 1), way(1, 4), way(2, 4), way(3, 4)});
  auto paths = must(ShortestPaths::make(graph, budget));
  REQUIRE(paths->search(0, budget).has_value());
  CHECK(paths->path_to(4) == std::vector<std::uint32_t>{0, 1, 4});
}

TEST_CASE("PageRank adds up to one, whatever leads nowhere", "[measures]") {
  Budget budget;
  // Two nodes that lead to each other share all but what 2 and 3, which nothing leads to, keep.
  const Scores ring = must(pagerank(graph_of(2, {both(0, 1)}), budget));
  check_near(ring, {0.5, 0.5});
  // x = base + 0.85 * y for 0 <- 1, y = base, base = (0.15 + 0.85 * x) / 2.
  const Scores sink = must(pagerank(graph_of(2, {way(1, 0)}), budget));
  const double y = 1 / (2 + 0.85);
  check_near(sink, {1 - y, y});
  const Scores weighted = must(pagerank(graph_of(3, {way(0, 1, 3), way(0, 2, 1)}), budget));
  CHECK(weighted[1] > weighted[2]);
  CHECK(std::abs(weighted[0] + weighted[1] + weighted[2] - 1) < 1e-9);
}

TEST_CASE("PageRank stays where one more round leaves it", "[measures]") {
  Budget budget;
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    const FlatGraph graph = random_graph(random, round % 2 == 1);
    const Scores rank = must(pagerank(graph, budget));
    Scores leaving(graph.nodes, 0.0);
    const auto each = [&](auto&& f) {
      for (const FlatEdge& edge : graph.edges) {
        f(edge.from, edge.to, edge.weight);
        if (edge.both_ways && edge.from != edge.to) f(edge.to, edge.from, edge.weight);
      }
    };
    each([&](std::uint32_t a, std::uint32_t, double w) { leaving[a] += w; });
    double lost = 0;
    for (std::uint32_t v = 0; v < graph.nodes; ++v) lost += leaving[v] == 0 ? rank[v] : 0;
    Scores next(graph.nodes, (0.15 + 0.85 * lost) / graph.nodes);
    each([&](std::uint32_t a, std::uint32_t b, double w) {
      next[b] += 0.85 * rank[a] * w / leaving[a];
    });
    check_near(rank, next);
  }
}

TEST_CASE("Searches agree with slow definitions on random graphs", "[measures]") {
  Budget budget;
  std::mt19937 random(42);
  for (int round = 0; round < 400; ++round) {
    const FlatGraph graph = random_graph(random, round % 2 == 1);
    check_near(must(betweenness(graph, budget)), slow_betweenness(graph));
    check_near(must(closeness(graph, budget)), slow_closeness(graph));
    CHECK(must(cores(graph, budget)) == slow_cores(graph));
    const Matrix d = all_distances(graph);
    const Matrix w = lengths(graph);
    auto paths = must(ShortestPaths::make(graph, budget));
    for (std::uint32_t s = 0; s < graph.nodes; ++s) {
      REQUIRE(paths->search(s, budget).has_value());
      CHECK(paths->distances() == d[s]);
      for (std::uint32_t t = 0; t < graph.nodes; ++t) {
        const auto path = paths->path_to(t);
        REQUIRE(path.empty() == (d[s][t] == kInfinite));
        double length = 0;
        for (std::size_t i = 1; i < path.size(); ++i) length += w[path[i - 1]][path[i]];
        if (!path.empty()) CHECK(length == d[s][t]);
      }
    }
  }
}

TEST_CASE("Components are numbered by size, then by their smallest member", "[measures]") {
  Budget budget;
  CHECK(must(components(graph_of(6, {way(5, 3), way(3, 4), way(2, 0)}), budget)) ==
        Numbers{2, 3, 2, 1, 1, 1});
}

TEST_CASE("Two triangles with one edge between are two communities", "[measures]") {
  Budget budget;
  const std::vector<FlatEdge> edges = {way(0, 1), way(1, 2), way(0, 2), way(3, 4),
                                       way(4, 5), way(3, 5), way(2, 3)};
  CHECK(must(communities(graph_of(6, edges), budget)) == Numbers{1, 1, 1, 2, 2, 2});
  // A heavy bridge is stronger than the triangles.
  std::vector<FlatEdge> heavy = edges;
  heavy.back().weight = 10;
  const Numbers joined = must(communities(graph_of(6, heavy), budget));
  CHECK(joined[2] == joined[3]);
}

TEST_CASE("A measure stops when it is cancelled or out of time", "[measures]") {
  std::vector<FlatEdge> edges;
  for (std::uint32_t i = 0; i < 20'000; ++i) edges.push_back(both(i, (i * 7 + 1) % 20'000));
  const FlatGraph graph = graph_of(20'000, std::move(edges));
  CancelToken token;
  token.cancel();
  Budget cancelled({}, &token);
  CHECK(betweenness(graph, cancelled).error().code == ErrorCode::Cancelled);
  Limits limits;
  limits.timeout_ms = 50;
  Budget brief(limits);
  CHECK(betweenness(graph, brief).error().code == ErrorCode::LimitReached);
  Budget again(limits);
  CHECK(closeness(graph, again).error().code == ErrorCode::LimitReached);
}
