// Measures in queries: budgets, sharing, and results that do not depend on the order of loading.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

constexpr std::int64_t kMany = 8000;

OpenNode firm(std::int64_t id) {
  return {id, "Firm", {{"n", Value(id)}}};
}

// A ring of many firms, with chords.
const GraphView& ring() {
  static const auto graph = [] {
    std::vector<OpenNode> nodes;
    std::vector<OpenEdge> edges;
    for (std::int64_t i = 1; i <= kMany; ++i) {
      nodes.push_back(firm(i));
      edges.push_back({10'000 + i, i, i % kMany + 1, "SUPPLIES", {}});
      edges.push_back({20'000 + i, i, i * 7 % kMany + 1, "OWNS", {}});
    }
    return open_graph(nodes, edges);
  }();
  return graph->view();
}

AskWith with_limits(std::uint64_t milliseconds, std::uint64_t mebibytes) {
  AskWith with;
  with.limits.timeout_ms = milliseconds;
  with.limits.memory_bytes = mebibytes << 20;
  return with;
}

Error refusal(std::string_view text, const AskWith& with) {
  auto result = ask(ring(), text, with);
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

bool says(const Error& error, std::string_view words) {
  return error.message.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("A measure that would take longer than the time limit is refused before it starts",
          "[executor][measures]") {
  // 8,000 searches over 8,000 nodes and 16,000 arcs: 192 M steps, of which 2 s allow 100 M.
  const Error error = refusal("MATCH (f:Firm) RETURN betweenness(f)", with_limits(2000, 1024));
  CHECK(error.code == ErrorCode::LimitReached);
  CHECK(says(error,
             "betweenness over 8,000 nodes and 16,000 edges takes about 192 M steps, more than "
             "the 100 M that the time limit of 2000 ms allows"));
  CHECK(error.hint.find("OVER") != std::string::npos);
  REQUIRE(error.place.has_value());
  CHECK(error.place->column == 23);
  // What is cheap is not refused.
  CHECK(rows_of(ring(),
                "MATCH (f:Firm) WITH pagerank(f OVER { ()-[:SUPPLIES]->() }) AS p RETURN count(p)",
                with_limits(60'000, 1024)) == Lines{"8000"});
  const Error over = refusal("MATCH (f:Firm) RETURN closeness(f OVER { ()-[:SUPPLIES|OWNS]->() })",
                             with_limits(2000, 0));
  CHECK(over.code == ErrorCode::LimitReached);
  CHECK(says(over, "closeness over 8,000 nodes and 16,000 edges"));
}

TEST_CASE("A measure that would need more memory than the limit is refused",
          "[executor][measures]") {
  AskWith with = with_limits(0, 0);
  with.limits.memory_bytes = 100'000;
  const Error error = refusal("MATCH (f:Firm) RETURN pagerank(f)", with);
  CHECK(error.code == ErrorCode::LimitReached);
  CHECK(says(error, "pagerank over 8,000 nodes and 16,000 edges needs about"));
}

TEST_CASE("The rows of the braces count for the memory limit", "[executor][measures]") {
  AskWith with = with_limits(0, 0);
  with.limits.memory_bytes = 200'000;
  const Error error = refusal("MATCH (f:Firm) RETURN degree(f OVER { ()-[]->() })", with);
  CHECK(error.code == ErrorCode::LimitReached);
}

TEST_CASE("Nothing is gathered for rows that never come", "[executor][measures]") {
  CHECK(
      rows_of(ring(),
              "MATCH (f:Firm) WHERE f.n < 0 RETURN betweenness(f OVER { ()-[:SUPPLIES|OWNS]->() })",
              with_limits(2000, 0))
          .empty());
}

TEST_CASE("Measures do not depend on the order of loading", "[executor][measures]") {
  std::vector<OpenNode> nodes;
  std::vector<OpenEdge> edges;
  std::mt19937 random(3);
  for (std::int64_t i = 1; i <= 60; ++i) nodes.push_back(firm(i));
  for (std::int64_t i = 1; i <= 150; ++i) {
    edges.push_back({1000 + i,
                     1 + static_cast<std::int64_t>(random() % 60),
                     1 + static_cast<std::int64_t>(random() % 60),
                     "SUPPLIES",
                     {{"w", Value((1 + static_cast<double>(random() % 97)) / 7)}}});
  }
  const std::string text =
      "MATCH (f:Firm) RETURN f.n, pagerank(f OVER { ()-[r]->() } BY r.w), "
      "betweenness(f OVER { ()-[r]->() } BY r.w), closeness(f OVER { ()-[r]->() } BY r.w), "
      "degree(f OVER { ()-[r]->() } BY r.w), community(f), component(f), kcore(f) ORDER BY f.n";
  const auto first = open_graph(nodes, edges);
  const Lines expected = rows_of(first->view(), text);
  REQUIRE(expected.size() == 60);
  for (int round = 0; round < 3; ++round) {
    std::shuffle(nodes.begin(), nodes.end(), random);
    std::shuffle(edges.begin(), edges.end(), random);
    const auto other = open_graph(nodes, edges);
    CHECK(rows_of(other->view(), text) == expected);
  }
}

TEST_CASE("Every row has the distance of its own ends, in whatever order rows come",
          "[executor][measures]") {
  CHECK(rows_of(ring(),
                "UNWIND [[1, 3], [5, 6], [1, 2], [5, 5], [2, 1]] AS pair "
                "MATCH (a:Firm), (b:Firm) WHERE a.n = pair[0] AND b.n = pair[1] "
                "RETURN a.n, b.n, distance(a, b OVER { ()-[:SUPPLIES]->() })") ==
        Lines{"1 | 3 | 2", "5 | 6 | 1", "1 | 2 | 1", "5 | 5 | 0", "2 | 1 | 7999"});
}
