// MATCH clauses that are planned together give what they give one after the other.
#include <algorithm>
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Hubs and rare values, so that a later clause is often where to start; loops and parallel edges.
std::unique_ptr<OpenGraph> uneven_graph(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < 40; ++i) {
    nodes.push_back({i, i % 4 == 0 ? "B" : "A", {{"n", Value(i % 20)}, {"m", Value(i % 3)}}});
  }
  std::vector<OpenEdge> edges;
  for (std::int64_t i = 0; i < 120; ++i) {
    const auto source = static_cast<std::int64_t>(random() % 40);
    const auto target = static_cast<std::int64_t>(random() % (i % 2 == 0 ? 40 : 6));
    edges.push_back({i, source, target, i % 4 == 0 ? "R" : i % 4 == 1 ? "S" : "T", {}});
  }
  edges.push_back({120, 3, 3, "R", {}});
  return open_graph(nodes, edges);
}

Lines sorted_rows(const GraphView& view, const std::string& text, bool optimise) {
  AskWith with;
  with.optimise = optimise;
  with.limits.rows = 0;
  Lines rows = rows_of(view, text, with);
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

TEST_CASE("MATCH clauses planned together give the rows of one after the other",
          "[executor][match_clauses]") {
  const char* questions[] = {
      // One edge may stand for both.
      "MATCH (a)-[r:R]->(b) MATCH (a)-[s:R]->(c) RETURN a, b, c, r, s",
      "MATCH (a)-[r:R]-(b) MATCH (b)-[s:R]-(a) RETURN a, b, r, s",
      "MATCH (a)-[r:R]->(b)-[s:R]->(c) MATCH (c)<-[t:R]-(d)<-[u:R]-(e) RETURN a, c, e, r, s, t, u",
      // The later clause is narrower.
      "MATCH (a)-[:S]->(b) MATCH (b)<-[:T]-(c:B) WHERE c.n = 4 RETURN a, b, c",
      "MATCH (a)-[:S]->(b) MATCH (b:B)-[:T]->(c) WHERE b.m < 2 AND a.n <> c.n RETURN a, b, c",
      "MATCH (a:A)-[:S]->(b) MATCH (a:B)-[:T]->(c) RETURN a, b, c",
      "MATCH (a)-[:R]->(b) MATCH (b)-[:S]->(c) MATCH (c)-[:T]->(a) RETURN a, b, c",
      "MATCH (a)-[:R*1..2]->(b) MATCH (b)-[x:T*1..2]->(c) WHERE c.n = 3 RETURN a, b, c, length(x)",
      "MATCH p = (a)-[:R]->(b) MATCH q = (b)-[:S]->(c) WHERE a.n = 1 RETURN length(p), a, b, c, q",
      // What a subquery asks, an OPTIONAL clause between, no common node.
      "MATCH (a)-[:S]->(b) MATCH (b)-[:T]->(c) WHERE NOT EXISTS { (c)-[:R]->(a) } RETURN a, b, c",
      "MATCH (a)-[:S]->(b) OPTIONAL MATCH (b)-[:R]->(c) MATCH (c)-[:T]->(d) RETURN a, b, c, d",
      "MATCH (a:B)-[:S]->(b:B) MATCH (c:B)-[:R]->(d:B) RETURN a, b, c, d",
      "MATCH (a)-[:S]->(b) WITH a, b MATCH (b)-[:T]->(c) MATCH (c)-[:R]->(d) RETURN a, b, c, d",
      "MATCH (a) WHERE a.n = 2 MATCH (a)-[r]->(b) MATCH (b)-[s]->(a) RETURN a, b, r, s",
  };
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    const auto graph = uneven_graph(seed);
    for (const char* question : questions) {
      INFO(question << " seed " << seed);
      CHECK(sorted_rows(graph->view(), question, true) ==
            sorted_rows(graph->view(), question, false));
    }
  }
}

TEST_CASE("a condition that may fail sees the rows that its clause gives it",
          "[executor][match_clauses]") {
  const auto graph = open_graph({{1, "A", {{"n", Value(std::int64_t{0})}}},
                                 {2, "A", {{"n", Value(std::int64_t{1})}}},
                                 {3, "B", {{"n", Value(std::int64_t{5})}}}},
                                {{1, 2, 3, "R", {}}, {2, 3, 2, "S", {}}, {3, 3, 1, "T", {}}});
  // 10 / 0 is an error; node 1 never meets the condition.
  CHECK(rows_of(graph->view(),
                "MATCH (a)-[:R]->(b) MATCH (b)-[:S]->(c) WHERE 10 / a.n > 5 RETURN a.n, c.n") ==
        Lines{"1 | 1"});
}
