// count(DISTINCT x) of nodes that come in order, of nodes that do not, and of edges, beside a count
// of the rows of RETURN DISTINCT.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Over more nodes than a batch has; parallel edges and loops.
std::unique_ptr<OpenGraph> large_graph() {
  std::mt19937 random(17);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < 3000; ++i) {
    nodes.push_back({i, i % 3 == 0 ? "B" : "A", {{"n", Value(i % 7)}, {"k", Value(i)}}});
  }
  std::vector<OpenEdge> edges;
  for (std::int64_t i = 0; i < 9000; ++i) {
    const auto source = static_cast<std::int64_t>(random() % 3000);
    const auto target = static_cast<std::int64_t>(random() % 50 == 0 ? source : random() % 300);
    edges.push_back({i, source, target, i % 2 == 0 ? "R" : "S", {}});
  }
  return open_graph(nodes, edges);
}

// "key|count" of each group, by listing what is distinct.
Lines counted(const GraphView& view, const std::string& pattern, const std::string& key,
              const std::string& what, const AskWith& with) {
  const std::string listed = pattern + " WITH DISTINCT " + key + " AS k, " + what + " AS w";
  return rows_of(view, listed + " WHERE w IS NOT NULL RETURN k, count(*) AS n ORDER BY k", with);
}

}  // namespace

TEST_CASE("Distinct nodes and edges of a group", "[executor][distinct]") {
  const auto graph = large_graph();
  const char* patterns[] = {
      "MATCH (a:A)-[r:R]->(b)",
      "MATCH (a)-[r:R]-(b)",
      "MATCH (a:B)-[r:R]->(b)-[:S]->(c:A)",
      "MATCH (a)-[r:R|S]->(b) WHERE b.n < 3 OR a.n = 2",
      "MATCH (a:A) WHERE a.n = 1 OR a.n = 3 MATCH (a)-[r:R]->(b) UNWIND [1, 2] AS i",
      "MATCH (a:A) OPTIONAL MATCH (a)-[r:R]->(b:B)",
      "MATCH (a:A)-[r:S]->(b), (b)-[:R]->(c)",
      "UNWIND [2, 1] AS i MATCH (a:A)-[r:R]->(b)",
  };
  for (const char* pattern : patterns) {
    for (const char* what : {"a", "b", "r"}) {
      for (const int threads : {1, 3}) {
        AskWith with;
        with.threads = threads;
        INFO(pattern << " " << what << " on " << threads);
        const std::string question = std::string(pattern) + " RETURN b.n AS k, count(DISTINCT " +
                                     what + ") AS n, count(DISTINCT a) AS m ORDER BY k";
        Lines counts;
        Lines wanted;
        const Lines of_what = counted(graph->view(), pattern, "b.n", what, with);
        for (const std::string& row : rows_of(graph->view(), question, with)) {
          counts.push_back(row.substr(0, row.rfind(" | ")));
        }
        std::erase_if(counts, [](const std::string& row) { return row.starts_with("null"); });
        for (const std::string& row : of_what) {
          if (!row.starts_with("null")) wanted.push_back(row);
        }
        CHECK_FALSE(wanted.empty());
        CHECK(counts == wanted);
      }
    }
    // One group of all.
    AskWith scan;
    scan.optimise = false;
    const std::string all = std::string(pattern) + " RETURN count(DISTINCT a), count(DISTINCT r)";
    CHECK(rows_of(graph->view(), all) == rows_of(graph->view(), all, scan));
  }
}

// So many values that some have the same tag in the table of groups (32 bits of their hash).
TEST_CASE("Values with one tag stay apart", "[executor][distinct]") {
  const auto graph = open_graph({{1, "A", {}}}, {});
  CHECK(
      rows_of(graph->view(), "UNWIND range(1, 400000) AS i WITH DISTINCT i AS k RETURN count(*)") ==
      Lines{"400000"});
}

TEST_CASE("Nodes of several types, and none, are groups as their numbers are",
          "[executor][distinct]") {
  const auto graph = large_graph();
  for (const int threads : {1, 3}) {
    AskWith with;
    with.threads = threads;
    const std::string pattern = "MATCH (a) OPTIONAL MATCH (a)-[r:R]->(b) ";
    const Lines by_number =
        rows_of(graph->view(), pattern + "RETURN b.k + 0 AS k, count(*) AS n ORDER BY k", with);
    CHECK(by_number.size() > 290);
    CHECK(rows_of(graph->view(), pattern + "WITH b, count(*) AS n RETURN b.k AS k, n ORDER BY k",
                  with) == by_number);
  }
}
