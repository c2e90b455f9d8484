// Counting without listing must give what listing gives.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Two types, or one, three relations, parallel edges and loops; the seed decides.
std::unique_ptr<OpenGraph> random_graph(std::uint32_t seed, int nodes_count, int edges_count,
                                        bool one_type = false) {
  std::mt19937 random(seed);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < nodes_count; ++i) {
    nodes.push_back(
        {i, !one_type && i % 3 == 0 ? "B" : "A", {{"n", Value(i % 5)}, {"k", Value(2 * i)}}});
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
      "MATCH (a)-[:R]->(b) WHERE NOT EXISTS { (b)-[:S]->(x), (b)-[:T]->(y) }",
      "MATCH (a)-[:R]->(b) WHERE EXISTS { (b)-[:S]->(x:A), (b)-[:T]->(y)-[:R]->(z) }",
      "MATCH (a:A) OPTIONAL MATCH (a)-[:R]->(b), (a)-[:S]->(c:B)",
      "MATCH (a:A) OPTIONAL MATCH (a)-[:R]-(b), (a)-[:R]-(c)",
      "MATCH (a)-[:S]->(b) OPTIONAL MATCH (a)-[:R]->(c), (b)-[:T]->(d)",
      "MATCH (a:A)-[:R]->(b) OPTIONAL MATCH (b)-[:S]->(c), (b)-[:T]->(d) OPTIONAL MATCH "
      "(a)-[:T]->(x)",
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

TEST_CASE("Rings counted in halves are the rings that are listed", "[executor][counting]") {
  // Relations that no condition ties from one half to the other, in all directions; some may not
  // be counted in halves, and must not be miscounted.
  const char* rings[] = {
      "(a)-[:R]-(b)-[:S]-(c)-[:R]-(d)-[:S]-(a) WHERE a.k < b.k AND a.k < c.k AND a.k < d.k",
      "(a)-[:R]-(b)-[:S]-(c)-[:R]-(d)-[:S]-(a) WHERE a.k < c.k",
      "(a)-[:R]-(b)-[:S]-(c)-[:R]-(d)-[:S]-(a) WHERE a <> c AND a <> d",
      "(a)-[:R]-(b)-[:S]-(c)-[:R]-(d)-[:S]-(a)",
      "(a)-[:R]->(b)-[:S]->(c), (a)-[:T]->(d)-[:R]->(c)",
      "(a)-[:R]->(b)-[:S]->(c), (a)-[:R]->(d)-[:S]->(c) WHERE a.k < c.k",
      "(a)-[:R]-(b)-[:R]-(c)-[:R]-(d)-[:R]-(a) WHERE a.k < b.k AND a.k < c.k AND a.k < d.k",
      "(a)-[:R]->(b)-[:S]->(c)<-[:T]-(a)",
      "(a)-[:R]-(b), (a)-[:S]-(c)-[:S]-(b) WHERE a.k < b.k",
      "(a)-[:R]-(b), (a)-[:S]-(c)-[:S]-(b)",
      "(a)-[:R]-(b), (a)-[:R]-(c)-[:S]-(b) WHERE a.k < b.k",
      "(a)-[:R|S]-(b), (a)-[:S]-(c)-[:T|S]-(b) WHERE a.n < b.n AND c.n > 1",
      "(a:A)-[:R]->(x:B)<-[:R]-(b:A), (a)-[:S]->(y)<-[:S]-(b) WHERE a.k < b.k AND a.n = b.n",
      "(a:A)-[:R]->(x:B)<-[:R]-(b:A), (a)-[:S]->(y)<-[:S]-(b) WHERE x.n = 3 AND y.n <> a.n",
  };
  std::size_t in_halves = 0;
  for (const std::uint32_t seed : {4u, 5u, 6u}) {
    const auto graph = random_graph(seed, 18, 160);
    for (const std::string ring : rings) {
      for (const std::string asked :
           {" RETURN count(*)", " RETURN a.k, count(*) AS n ORDER BY a.k",
            " RETURN count(*), min(a.k)", " RETURN count(c), count(DISTINCT a)"}) {
        if (asked.find("(c)") != std::string::npos && ring.find("(c)") == std::string::npos)
          continue;
        const std::string question = "MATCH " + ring + asked;
        INFO(question << " seed " << seed);
        AskWith listed;
        listed.optimise = false;
        const auto rows = rows_of(graph->view(), question);
        CHECK(rows == rows_of(graph->view(), question, listed));
        AskWith on_three;
        on_three.threads = 3;
        CHECK(rows == rows_of(graph->view(), question, on_three));
        in_halves += plan_text(graph->view(), question).find("RingCount") != std::string::npos;
      }
    }
  }
  CHECK(in_halves > 30);
}

TEST_CASE("Rings whose middles are told apart are counted in pairs", "[executor][counting]") {
  const char* rings[] = {
      "(a:A)-[:R]-(b:A)-[:R]-(c:A)-[:R]-(d:A)-[:R]-(a) WHERE a.k < b.k AND b.k < d.k AND a.k < c.k "
      "AND a.k < d.k",
      "(a:A)-[:R]-(b:A)-[:R]-(c:A)-[:R]-(d:A)-[:R]-(a) WHERE a.k < b.k AND d.k <> b.k AND a.k < "
      "c.k "
      "AND a.k < d.k",
      "(a:A)-[:R]-(b:A)-[:S]-(c:A)-[:S]-(d:A)-[:R]-(a) WHERE a.k < b.k AND b <> d AND a.k < c.k "
      "AND a.k < d.k AND c.n > a.n",
      "(a:A)-[:R]->(b:A)-[:R|S]->(c:A), (a)-[:R]->(d:A)-[:R|S]->(c) WHERE b.k > d.k AND a.k < c.k "
      "AND a.k < b.k AND a.k < d.k",
      "(a:A)-[:R]->(b:A)<-[:S]-(c:A), (a)-[:R]->(d:A)<-[:S]-(c) WHERE b <> d AND b.n > 1 AND d.n > "
      "1",
      // These are no pairs: the ways differ, or the condition does not tell every two apart.
      "(a:A)-[:R]-(b:A)-[:R]-(c:A)-[:R]-(d:A)-[:R]-(a) WHERE a.k < b.k AND b.k < d.k AND a.k < c.k",
      "(a:A)-[:R]->(b:A)<-[:S]-(c:A), (a)-[:R]->(d:A)<-[:S]-(c) WHERE b <> d AND b.n > 1",
      "(a:A)-[:R]->(b:A)<-[:S]-(c:A), (a)-[:R]->(d:A)<-[:T]-(c) WHERE b <> d",
      "(a:A)-[:R]->(b:A)<-[:S]-(c:A), (a)-[:R]->(d:A)<-[:S]-(c) WHERE b.n < d.n",
      "(a:A)-[:R]->(b:A)<-[:S]-(c:A), (a)-[:R]->(d:A)<-[:S]-(c) WHERE b.k <= d.k",
      "(a:A)-[:R]->(b:A)<-[:S]-(c:A), (a)-[:R]->(d:A)<-[:S]-(c) WHERE b.k < d.k AND b.n <> d.n",
  };
  std::size_t in_pairs = 0;
  for (const std::uint32_t seed : {8u, 9u, 10u}) {
    const auto graph = random_graph(seed, 18, 160, true);
    for (const std::string ring : rings) {
      for (const std::string asked :
           {" RETURN count(*)", " RETURN a.k, count(*) AS n ORDER BY a.k"}) {
        const std::string question = "MATCH " + ring + asked;
        INFO(question << " seed " << seed);
        AskWith listed;
        listed.optimise = false;
        CHECK(rows_of(graph->view(), question) == rows_of(graph->view(), question, listed));
        in_pairs += plan_text(graph->view(), question).find("in pairs of") != std::string::npos;
      }
    }
  }
  CHECK(in_pairs >= 24);
  CHECK(in_pairs <= 30);
}

TEST_CASE("Nodes that several nodes share are counted from lists", "[executor][counting]") {
  const char* shared[] = {
      "(a:A)-[:R]-(b:A)-[:R]-(c:A), (a)-[:R]-(c) WHERE a.k < b.k AND b.k < c.k",
      "(a:A)-[:R]-(b:A)-[:R]-(c:A), (a)-[:R]-(c)",
      "(a:A)-[:R|S]-(b:A)-[:R|T]-(c:A), (a)-[:R|S|T]-(c) WHERE a.k < b.k AND b.k < c.k",
      "(a:A)-[:R]->(b:A)-[:S]->(c:A), (a)-[:R]->(c) WHERE b.k < c.k",
      "(a:A)-[:R]->(b:A)-[:S]->(c:A), (a)-[:T]->(c), (a)-[:S]->(d:A)-[:T]->(c) WHERE b.k < d.k",
      "(a:A)-[:R]-(b:A) MATCH (a)-[:R]-(b) WHERE a.k < b.k",
      "(a:A)-[:R]-(b:A), (a)-[:R]-(b)",
      "(a:A)-[:R]->(b:A), (a)-[:R]->(b)",
      "(a:A)-[:R]->(b:A) MATCH (a)-[:R]->(b) WHERE NOT EXISTS { (b)-[:S]->(a) }",
      "(a:A)-[:R|S|T]-(b:A) MATCH (a)-[:R|S|T]-(b) WHERE a <> b",
      "(a:A)-[:R]-(b:A), (a)-[:S]-(c:A), (b)-[:T]-(d:A), (c)-[:R]-(d), (a)-[:R|S]-(d) WHERE b.k < "
      "c.k",
  };
  for (const std::uint32_t seed : {11u, 12u, 13u}) {
    const auto graph = random_graph(seed, 30, 300, true);
    for (const std::string pattern : shared) {
      for (const std::string asked : {" RETURN count(*)", " RETURN a.k, count(*) AS n ORDER BY a.k",
                                      " RETURN a.k, b.k, count(*) AS n ORDER BY a.k, b.k"}) {
        const std::string question = "MATCH " + pattern + asked;
        INFO(question << " seed " << seed);
        AskWith listed;
        listed.optimise = false;
        const auto rows = rows_of(graph->view(), question);
        CHECK(rows == rows_of(graph->view(), question, listed));
        AskWith on_three;
        on_three.threads = 3;
        CHECK(rows == rows_of(graph->view(), question, on_three));
      }
    }
  }
}

TEST_CASE("Distinct nodes of each node of a scan", "[executor][counting]") {
  // Of keys that tell the nodes apart, and of others, whose groups come again.
  const auto graph = random_graph(7, 60, 400);
  for (const std::string key : {"a.k", "a", "a.n", "a.k, a.n", "a.n, a"}) {
    for (const std::string pattern : {"(a)-[:R|S]-(b)", "(a)-[:R]->(b)-[:S]-(c)",
                                      "(a:A)-[:R]-(b) OPTIONAL MATCH (b)-[:T]->(c:B)"}) {
      const bool has_c = pattern.find("(c") != std::string::npos;
      const std::string question =
          "MATCH " + pattern + " RETURN " + key + ", count(DISTINCT b) AS n, " +
          (has_c ? "count(DISTINCT c) AS m, " : "") + "count(*) AS all, max(b.n) AS top";
      INFO(question);
      AskWith listed;
      listed.optimise = false;
      CHECK(sorted_rows(graph->view(), question) == sorted_rows(graph->view(), question, listed));
    }
  }
  CHECK(plan_text(graph->view(), "MATCH (a)-[:R]-(b) RETURN a.k, count(DISTINCT b)")
            .find("in order of a") != std::string::npos);
}
