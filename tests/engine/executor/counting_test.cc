// Counting without listing must give what listing gives.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Two types, three relations, parallel edges and loops; the seed decides.
std::unique_ptr<OpenGraph> random_graph(std::uint32_t seed, int nodes_count, int edges_count) {
  std::mt19937 random(seed);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < nodes_count; ++i) {
    nodes.push_back({i, i % 3 == 0 ? "B" : "A", {{"n", Value(i % 5)}}});
  }
  std::vector<OpenEdge> edges;
  for (std::int64_t i = 0; i < edges_count; ++i) {
    const auto source = static_cast<std::int64_t>(random() % static_cast<unsigned>(nodes_count));
    const auto target = static_cast<std::int64_t>(random() % static_cast<unsigned>(nodes_count));
    const char* type = i % 3 == 0 ? "R" : i % 3 == 1 ? "S" : "T";
    edges.push_back({i, source, target, type, {}});
  }
  return open_graph(nodes, edges);
}

}  // namespace

TEST_CASE("A count over a pattern equals the number of its rows", "[executor][counting]") {
  const char* patterns[] = {
      "MATCH (a)-[:R]->(b)-[:S]->(c)-[:T]->(d)",
      "MATCH (a:A)-[:R]->(b)-[:R]->(c)",
      "MATCH (a)-[:R]-(b)-[:R]-(c)-[:R]-(d)",
      "MATCH (a:A)-[:R]->(b)<-[:S]-(c:B)",
      "MATCH (a)-[:R]->(b), (a)-[:S]->(c), (a)-[:T]->(d)",
      "MATCH (a)-[:R]->(b)-[:S]->(c)-[:T]->(a)",
      "MATCH (a)-[:R]->(b) WHERE a.n < b.n",
      "MATCH (a)-[:R]->(b) MATCH (b)-[:S]->(c) WHERE c.n = 2",
      "MATCH (a:A) OPTIONAL MATCH (a)-[:R]->(b) OPTIONAL MATCH (a)-[:S]->(c)",
      "MATCH (a:A), (b:B) WHERE a.n = b.n",
      "MATCH (a)-[:R*1..3]->(b)",
      "MATCH (a:B)-[:R|S]->(b)-[:T]->(c) WHERE NOT EXISTS { (c)-[:R]->(a) }",
  };
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    const auto graph = random_graph(seed, 24, 70);
    for (const char* pattern : patterns) {
      INFO(pattern << " seed " << seed);
      const std::string variables =
          std::string(pattern).find("(d)") != std::string::npos  ? "a, b, c, d"
          : std::string(pattern).find("(c") != std::string::npos ? "a, b, c"
                                                                 : "a, b";
      const auto listed = rows_of(graph->view(), std::string(pattern) + " RETURN " + variables);
      CHECK(rows_of(graph->view(), std::string(pattern) + " RETURN count(*)") ==
            Lines{std::to_string(listed.size())});
      // Grouped, and by a sum of ones.
      CHECK(rows_of(graph->view(), std::string(pattern) + " RETURN sum(1)") ==
            Lines{std::to_string(listed.size())});
    }
  }
}

TEST_CASE("A chain whose rows are collapsed between hops counts the same", "[executor][counting]") {
  // So many edges that the builder collapses; irregular, with parallel edges.
  const auto graph = random_graph(7, 60, 1500);
  const GraphView& view = graph->view();
  for (const char* pattern :
       {"MATCH (a:A)-[:R]->(b)-[:S]->(c)-[:T]->(d)", "MATCH (a)-[:R]->(b)-[:S]-(c)-[:T]->(d:B)"}) {
    INFO(pattern);
    AskWith with;
    with.limits.rows = 0;
    const auto listed = rows_of(view, std::string(pattern) + " RETURN a.n, d.n, b, c", with);
    std::map<std::string, std::int64_t> by_end;
    for (const std::string& row : listed) {
      const std::size_t bar = row.find(" | ");
      ++by_end[row.substr(bar + 3, row.find(" | ", bar + 3) - bar - 3)];
    }
    Lines wanted;
    for (const auto& [end, n] : by_end) wanted.push_back(end + " | " + std::to_string(n));
    CHECK(listed.size() > 10000);
    CHECK(rows_of(view, std::string(pattern) + " RETURN count(*)") ==
          Lines{std::to_string(listed.size())});
    CHECK(rows_of(view, std::string(pattern) + " RETURN d.n, count(*) ORDER BY d.n") == wanted);
  }
}

TEST_CASE("A long chain on a dense graph is counted, not walked", "[executor][counting]") {
  // 4096 edges a relation between 64 nodes: 64^6 chains, 68 thousand million.
  std::vector<OpenNode> nodes;
  std::vector<OpenEdge> edges;
  for (std::int64_t i = 0; i < 64; ++i) nodes.push_back({i, "N", {}});
  std::int64_t id = 0;
  for (const char* type : {"A", "B", "C", "D", "E"}) {
    for (std::int64_t i = 0; i < 64; ++i) {
      for (std::int64_t k = 0; k < 64; ++k) edges.push_back({id++, i, k, type, {}});
    }
  }
  const auto graph = open_graph(nodes, edges);
  CHECK(rows_of(graph->view(),
                "MATCH (a)-[:A]->(b)-[:B]->(c)-[:C]->(d)-[:D]->(e)-[:E]->(f) RETURN count(*)") ==
        Lines{"68719476736"});
}
