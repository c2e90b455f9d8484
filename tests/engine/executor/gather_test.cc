// Copies of a pipeline side by side give the rows of one, in its order.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Large enough that a question about all of it is shared: some nodes are hubs, some edges parallel.
std::unique_ptr<OpenGraph> large_graph(std::uint32_t seed) {
  constexpr std::int64_t kNodes = 4000;
  constexpr std::int64_t kEdges = 24000;
  std::mt19937 random(seed);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < kNodes; ++i) {
    nodes.push_back({i, i % 4 == 0 ? "B" : "A", {{"k", Value(i)}, {"n", Value(i % 7)}}});
  }
  std::vector<OpenEdge> edges;
  const auto draw = [&random] {
    const std::int64_t any = static_cast<std::int64_t>(random() % kNodes);
    return random() % 3 == 0 ? any % 40 : any;
  };
  for (std::int64_t i = 0; i < kEdges; ++i) {
    const char* type = i % 3 == 0 ? "R" : i % 3 == 1 ? "S" : "T";
    edges.push_back({i, draw(), draw(), type, {}});
  }
  return open_graph(nodes, edges);
}

AskWith threads(int n) {
  AskWith with;
  with.threads = n;
  with.limits.rows = 0;
  return with;
}

}  // namespace

TEST_CASE("The number of threads changes neither rows nor their order", "[executor][gather]") {
  const char* questions[] = {
      "MATCH (a:A)-[:R]->(b)-[:S]->(c) RETURN a.n, c.n, count(*), count(DISTINCT b)",
      "MATCH (a:A)-[:R]->(b:B)-[:S]->(c) RETURN DISTINCT a.k, c.n",
      "MATCH (a:A)-[:R]->(b)-[:R]-(c) WHERE a.n <> c.n RETURN a.k, b.k, c.k ORDER BY b.k LIMIT 500",
      "MATCH (a)-[:R]-(b)-[:R]-(c), (a)-[:R]-(c) WHERE a.k < b.k AND b.k < c.k RETURN count(*)",
      "MATCH (a:A) OPTIONAL MATCH (a)-[:R]->(b:B) RETURN b.n, count(*), sum(a.k)",
      "MATCH (a:A) WHERE NOT EXISTS { (a)-[:R]->(:B) } RETURN a.n, collect(a.k)",
      "MATCH (a:A)-[:R*1..2]->(b) RETURN b.n, count(*)",
      "MATCH (a:A)-[:S]->(b) UNWIND [a.n, b.n] AS x RETURN x, count(*), min(a.k)",
      "MATCH (a:A)-[:T]->(b) WITH b, count(*) AS n MATCH (b)-[:R]->(c) RETURN c.n, sum(n), "
      "count(*)",
  };
  const auto graph = large_graph(11);
  for (const char* question : questions) {
    INFO(question);
    const Lines alone = rows_of(graph->view(), question, threads(1));
    REQUIRE(!alone.empty());
    CHECK(alone.front().rfind("ERROR", 0) != 0);
    for (const int n : {2, 5}) CHECK(rows_of(graph->view(), question, threads(n)) == alone);
  }
}

TEST_CASE("Names are compared in every part of the rows", "[executor][gather]") {
  TinyGraph graph;
  for (int i = 0; i < 300; ++i) {
    graph.strategy((i % 3 == 0 ? "수직 통합 " : "현지 생산 ") + std::to_string(i));
  }
  const char* question = "MATCH (s:Strategy) WHERE s.name CONTAINS '통합' RETURN s.name";
  const Lines alone = rows_of(graph.view(), question, threads(1));
  CHECK(alone.size() == 100);
  CHECK(rows_of(graph.view(), question, threads(2)) == alone);
}

TEST_CASE("What was counted in an explained query is the same with threads", "[executor][gather]") {
  const auto graph = large_graph(12);
  const char* question = "MATCH (a:A)-[:R]->(b)-[:S]->(c) WHERE c.n = 3 RETURN a.n, count(*)";
  const auto counted = [&](int n) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> out;
    const auto result = tiny::must(ask(graph->view(), question, threads(n)), "result");
    for (const OperatorReport& report : result.operators) {
      out.emplace_back(report.depth, report.profile.rows);
    }
    return out;
  };
  CHECK(counted(4) == counted(1));
}

TEST_CASE("The first error is that of one thread", "[executor][gather]") {
  const auto graph = large_graph(13);
  const char* question =
      "MATCH (a:A)-[:R]->(b)-[:S]->(c) WHERE 10 / (a.k - 2001) < 20 RETURN c.n, count(*)";
  const Lines alone = rows_of(graph->view(), question, threads(1));
  REQUIRE(alone.size() == 1);
  CHECK(alone.front().rfind("ERROR", 0) == 0);
  CHECK(rows_of(graph->view(), question, threads(3)) == alone);
}

TEST_CASE("Limits hold for all threads together", "[executor][gather]") {
  const auto graph = large_graph(14);
  const char* question =
      "MATCH (a)-[:R]-(b)-[:S]-(c)-[:T]-(d) RETURN a.k, b.k, c.k, d.k ORDER BY d.k";
  AskWith with = threads(3);
  with.limits.memory_bytes = std::uint64_t{8} << 20;
  CHECK(rows_of(graph->view(), question, with).front().find("memory limit") != std::string::npos);
  with.limits.memory_bytes = 0;
  with.limits.timeout_ms = 5;
  CHECK(rows_of(graph->view(), question, with).front().find("time limit") != std::string::npos);
  CancelToken cancelled;
  cancelled.cancel();
  with = threads(3);
  with.cancel = &cancelled;
  CHECK(rows_of(graph->view(), question, with).front().find("cancelled") != std::string::npos);
}
