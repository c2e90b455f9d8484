// Patterns over open data, with parallel edges and loops.
#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

OpenNode person(std::int64_t id, const std::string& name, std::int64_t age = 0) {
  return {id, "Person", {{"name", Value(name)}, {"age", Value(age)}}};
}

// a -> b twice, b -> c, c -> a, c -> c, and d alone.
const GraphView& small() {
  static const auto graph =
      open_graph({person(1, "a", 10), person(2, "b", 20), person(3, "c", 30), person(4, "d")},
                 {{11, 1, 2, "KNOWS", {{"since", Value(std::int64_t{1999})}}},
                  {12, 1, 2, "KNOWS", {}},
                  {13, 2, 3, "KNOWS", {}},
                  {14, 3, 1, "LIKES", {}},
                  {15, 3, 3, "LIKES", {}}});
  return graph->view();
}

}  // namespace

TEST_CASE("Parallel edges are edges of their own", "[executor][match]") {
  CHECK(sorted_rows(small(), "MATCH (x)-[:KNOWS]->(y) RETURN x.name, y.name") ==
        Lines{"'a' | 'b'", "'a' | 'b'", "'b' | 'c'"});
  CHECK(rows_of(small(), "MATCH (x)-[:KNOWS]->(y) RETURN count(*)") == Lines{"3"});
  CHECK(rows_of(small(), "MATCH (x)-[r:KNOWS]->(y) WHERE r.since = 1999 RETURN x.name, y.name") ==
        Lines{"'a' | 'b'"});
}

TEST_CASE("Without a direction an edge is met from both ends, a loop once", "[executor][match]") {
  CHECK(rows_of(small(), "MATCH (x)-[r]-(y) RETURN count(r)") == Lines{"9"});
  CHECK(rows_of(small(), "MATCH (x {name: 'c'})-[r:LIKES]-(y) RETURN count(*)") == Lines{"2"});
}

TEST_CASE("No edge stands twice in one MATCH, but may in two", "[executor][match]") {
  // From b over one of two edges to a and back over the other.
  CHECK(rows_of(small(), "MATCH (:Person {name: 'b'})<-[:KNOWS]-(x)-[:KNOWS]->(y) RETURN y.name") ==
        Lines{"'b'", "'b'"});
  CHECK(rows_of(small(),
                "MATCH (:Person {name: 'b'})<-[:KNOWS]-(x) MATCH (x)-[:KNOWS]->(y) "
                "RETURN count(*)") == Lines{"4"});
}

TEST_CASE("A bound end asks for the edges between, each of them", "[executor][match]") {
  CHECK(rows_of(small(),
                "MATCH (x {name: 'a'}), (y {name: 'b'}) MATCH (x)-[r]->(y) RETURN count(r)") ==
        Lines{"2"});
  CHECK(rows_of(small(), "MATCH (x)-[:LIKES]->(x) RETURN x.name") == Lines{"'c'"});
}

TEST_CASE("OPTIONAL MATCH keeps the row, with nulls, and its WHERE belongs to it",
          "[executor][apply]") {
  CHECK(sorted_rows(small(),
                    "MATCH (x:Person) OPTIONAL MATCH (x)-[:LIKES]->(y) "
                    "RETURN x.name, y.name") ==
        Lines{"'a' | null", "'b' | null", "'c' | 'a'", "'c' | 'c'", "'d' | null"});
  CHECK(sorted_rows(small(),
                    "MATCH (x:Person) OPTIONAL MATCH (x)-[:LIKES]->(y) WHERE y.name = 'a' "
                    "RETURN x.name, y.name") ==
        Lines{"'a' | null", "'b' | null", "'c' | 'a'", "'d' | null"});
  CHECK(rows_of(small(), "OPTIONAL MATCH (x:Person {name: 'none'}) RETURN x") == Lines{"null"});
}

TEST_CASE("EXISTS and COUNT see the outer row", "[executor][apply]") {
  CHECK(sorted_rows(small(),
                    "MATCH (x:Person) WHERE NOT EXISTS { (x)-[:KNOWS]->() } RETURN x.name") ==
        Lines{"'c'", "'d'"});
  CHECK(sorted_rows(small(), "MATCH (x:Person) RETURN x.name, COUNT { (x)-[:KNOWS]->() } AS n") ==
        Lines{"'a' | 2", "'b' | 1", "'c' | 0", "'d' | 0"});
  // An inner aggregation must not mix the outer rows.
  CHECK(sorted_rows(small(),
                    "MATCH (x:Person) WHERE EXISTS { MATCH (x)-[:KNOWS]->(y) "
                    "WITH count(y) AS n WHERE n = 2 RETURN n } RETURN x.name") == Lines{"'a'"});
}

TEST_CASE("Trails of variable length use no edge twice, and come shorter first",
          "[executor][paths]") {
  CHECK(rows_of(small(),
                "MATCH p = (:Person {name: 'b'})-[:KNOWS|LIKES*1..4]->(y) "
                "RETURN length(p), count(*) ORDER BY length(p)") ==
        Lines{"1 | 1", "2 | 2", "3 | 3", "4 | 2"});
  CHECK(rows_of(small(), "MATCH (x {name: 'a'})-[*0..1]->(y) RETURN count(*)") == Lines{"3"});
  CHECK(rows_of(small(), "MATCH (x {name: 'd'})-[*0..3]-(y) RETURN y.name") == Lines{"'d'"});
  CHECK(rows_of(small(), "MATCH (x {name: 'a'})-[r*2]->(y) RETURN size(r), count(*)") ==
        Lines{"2 | 2"});
}

TEST_CASE("A bound list of edges is walked, not searched", "[executor][paths]") {
  CHECK(rows_of(small(),
                "MATCH (a {name: 'a'})-[r1:KNOWS]->()-[r2:KNOWS]->() WITH [r1, r2] AS rs "
                "MATCH (x)-[rs*]->(y) RETURN x.name, y.name") == Lines{"'a' | 'c'", "'a' | 'c'"});
}

TEST_CASE("Shortest paths are one or all of the least length", "[executor][paths]") {
  CHECK(rows_of(small(),
                "MATCH p = ANY SHORTEST (x {name: 'a'})-[*1..6]->(y {name: 'c'}) "
                "RETURN length(p)") == Lines{"2"});
  CHECK(rows_of(small(),
                "MATCH p = ALL SHORTEST (x {name: 'a'})-[*1..6]->(y {name: 'c'}) "
                "RETURN length(p)") == Lines{"2", "2"});
  CHECK(rows_of(small(), "MATCH p = ANY SHORTEST (x {name: 'a'})-[*1..6]-(y {name: 'd'}) RETURN p")
            .empty());
}

TEST_CASE("Rows without ORDER BY have a fixed order", "[executor][order]") {
  // The same graph, given in another order.
  const auto one = open_graph({person(3, "c"), person(1, "a"), person(2, "b")},
                              {{1, 3, 1, "R", {}}, {2, 1, 2, "R", {}}, {3, 2, 3, "R", {}}});
  const auto two = open_graph({person(1, "a"), person(2, "b"), person(3, "c")},
                              {{3, 2, 3, "R", {}}, {1, 3, 1, "R", {}}, {2, 1, 2, "R", {}}});
  const char* question = "MATCH (x)-[:R]->(y) RETURN x.name, y.name";
  CHECK(rows_of(one->view(), question) == rows_of(two->view(), question));
  CHECK(rows_of(one->view(), question).size() == 3);
}

TEST_CASE("A limit that is reached is an error, not a shorter answer", "[executor][limits]") {
  AskWith with;
  with.limits.rows = 3;
  auto result = ask(small(), "MATCH (x:Person) RETURN x", with);
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::LimitReached);
  CHECK(rows_of(small(), "MATCH (x:Person) RETURN x LIMIT 3", with).size() == 3);

  with.limits = {};
  with.limits.memory_bytes = 64 << 10;
  result = ask(small(),
               "UNWIND range(1, 1000) AS a UNWIND range(1, 100) AS b RETURN a, b ORDER BY b", with);
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::LimitReached);

  CancelToken token;
  token.cancel();
  with = {};
  with.cancel = &token;
  result = ask(small(), "MATCH (x:Person) RETURN x", with);
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::Cancelled);
}

TEST_CASE("A time limit ends a search without an end", "[executor][limits]") {
  std::vector<OpenNode> nodes;
  std::vector<OpenEdge> edges;
  for (std::int64_t i = 0; i < 24; ++i) nodes.push_back({i, "N", {}});
  std::int64_t id = 0;
  for (std::int64_t i = 0; i < 24; ++i) {
    for (std::int64_t k = 0; k < 24; ++k) {
      if (i != k) edges.push_back({id++, i, k, "R", {}});
    }
  }
  const auto graph = open_graph(nodes, edges);
  AskWith with;
  with.limits.timeout_ms = 50;
  with.limits.memory_bytes = 0;
  auto result =
      ask(graph->view(), "MATCH p = (:N)-[:R*1..6]->(:N) RETURN length(p), count(*)", with);
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::LimitReached);
}

TEST_CASE("An empty answer tells where the last row went", "[executor][empty]") {
  auto result = ask(small(), "MATCH (x:Person)-[:LIKES]->(y) WHERE y.name = 'none' RETURN x");
  REQUIRE(result);
  REQUIRE(result->rows.empty());
  REQUIRE(result->emptied_by);
  CHECK(result->emptied_by->node != nullptr);
}
