// Properties that are numbers or texts stand in columns of their own, which are grouped, summed,
// counted, compared and sorted without a Value; the same through coalesce, which gives Values, must
// say the same.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Integers in every A, in most B and beside floats and texts in C; over more nodes than a batch.
std::unique_ptr<OpenGraph> numbered_graph() {
  std::mt19937 random(23);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < 9000; ++i) {
    const auto n = static_cast<std::int64_t>(random() % 40) - 20;
    const double x = static_cast<double>(n) / 4;
    if (i < 4000) {
      nodes.push_back({i, "A", {{"n", Value(n)}, {"x", Value(x)}}});
    } else if (i < 7000) {
      OpenNode node{i, "B", {{"x", Value(x)}}};
      if (random() % 5 != 0) node.properties.emplace_back("n", Value(n));
      nodes.push_back(std::move(node));
    } else if (i % 3 == 0) {
      nodes.push_back({i, "C", {{"n", Value(static_cast<double>(n))}, {"x", Value(n)}}});
    } else {
      nodes.push_back({i, "C", {{"n", Value(n)}, {"x", Value("x" + std::to_string(n))}}});
    }
  }
  return open_graph(nodes, {});
}

}  // namespace

TEST_CASE("Columns of numbers say what values say", "[executor][numbers]") {
  const auto graph = numbered_graph();
  const char* questions[] = {
      "RETURN @n AS k, count(*) AS c, sum(@n) AS s, avg(@n) AS m ORDER BY k",
      "RETURN @n AS k, @x AS l, count(*) AS c ORDER BY k, l",
      "RETURN count(DISTINCT @n) AS c, count(DISTINCT @x) AS d, sum(DISTINCT @n) AS s",
      "WITH DISTINCT @n AS k RETURN count(*) AS c, min(k) AS l, max(k) AS h",
      "RETURN @n AS k, @x AS l ORDER BY k DESC, l LIMIT 30",
      "RETURN @n AS k, min(@x) AS l, collect(DISTINCT @n) AS c ORDER BY k DESC SKIP 3 LIMIT 9",
      "WITH @n AS k, count(*) AS c WHERE c > 10 RETURN c, count(*) AS t ORDER BY c DESC",
  };
  for (const char* type : {"A", "B", "A|B", "C", "A|B|C"}) {
    for (const std::string question : questions) {
      // Texts are not summed.
      if (question.find("avg") != std::string::npos && type[0] == 'C') continue;
      for (const int threads : {1, 3}) {
        AskWith with;
        with.threads = threads;
        const auto asked = [&](const std::string& n, const std::string& x) {
          std::string text = question;
          for (const auto& [sign, meant] :
               {std::pair<std::string, std::string>{"@n", n}, {"@x", x}}) {
            for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos;) {
              text.replace(at, sign.size(), meant);
            }
          }
          return rows_of(graph->view(), "MATCH (a:" + std::string(type) + ") " + text, with);
        };
        INFO(type << " " << question << " on " << threads);
        const Lines typed = asked("a.n", "a.x");
        CHECK(!typed.empty());
        CHECK(typed == asked("coalesce(a.n, null)", "coalesce(a.x, null)"));
      }
    }
  }
}

// Texts in every A, some twice and some with the same beginning; missing or empty in some B; beside
// numbers in C. `t` is a text of few kinds, the empty one among them, and missing in some B.
std::unique_ptr<OpenGraph> worded_graph() {
  std::mt19937 random(29);
  std::vector<OpenNode> nodes;
  std::vector<OpenEdge> edges;
  for (std::int64_t i = 0; i < 9000; ++i) {
    const bool empty = i >= 4000 && i % 13 == 0;
    const std::string s =
        empty ? "" : "가나" + std::to_string(random() % 3000) + (i % 7 == 0 ? "株式会社" : "");
    const std::string t(i % 4, 'x');
    OpenNode node{i, i < 4000 ? "A" : i < 7000 ? "B" : "C", {}};
    if (i < 4000 || random() % 5 != 0) node.properties.emplace_back("s", Value(s));
    if (i >= 7000 && i % 9 == 0) node.properties = {{"s", Value(i % 11)}};
    if (i < 4000 || i % 11 != 0) node.properties.emplace_back("t", Value(t));
    nodes.push_back(std::move(node));
    edges.push_back({i, i, static_cast<std::int64_t>(random() % 9000), "R", {}});
  }
  return open_graph(nodes, edges);
}

TEST_CASE("Columns of texts say what values say", "[executor][texts]") {
  const auto graph = worded_graph();
  const char* questions[] = {
      "RETURN @s AS k, count(*) AS c, min(@t) AS l, max(@s) AS h ORDER BY k LIMIT 50",
      "RETURN @t AS k, min(@s) AS l, max(@s) AS h, count(DISTINCT @s) AS c ORDER BY k",
      "RETURN count(DISTINCT @s) AS c, count(DISTINCT @t) AS d, count(@s) AS e",
      "WITH DISTINCT @s AS k RETURN count(*) AS c, min(k) AS l, max(k) AS h, count(k) AS n",
      "RETURN @s AS k, @t AS l ORDER BY l DESC, k LIMIT 30",
      "RETURN DISTINCT @t AS k ORDER BY k DESC",
      "RETURN @t AS k, collect(DISTINCT @t) AS c, size(collect(@s)) AS n ORDER BY k",
      "WITH @s AS k, count(*) AS c WHERE c > 3 RETURN k, c ORDER BY c DESC, k LIMIT 9",
      "MATCH (a)-[:R]->(b) WHERE @t = b.t RETURN count(*) AS c",
      "MATCH (a)-[:R]->(b) WHERE @t < b.t AND @s <> b.s RETURN count(*) AS c",
      "MATCH (a)-[:R]->(b) WHERE @s >= b.t RETURN count(*) AS c",
  };
  for (const char* type : {"A", "B", "A|B", "C", "A|B|C"}) {
    for (const std::string question : questions) {
      for (const int threads : {1, 3}) {
        AskWith with;
        with.threads = threads;
        const auto asked = [&](const std::string& s, const std::string& t) {
          std::string text = question;
          for (const auto& [sign, meant] :
               {std::pair<std::string, std::string>{"@s", s}, {"@t", t}}) {
            for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos;) {
              text.replace(at, sign.size(), meant);
            }
          }
          return rows_of(graph->view(), "MATCH (a:" + std::string(type) + ") " + text, with);
        };
        INFO(type << " " << question << " on " << threads);
        const Lines typed = asked("a.s", "a.t");
        CHECK(!typed.empty());
        CHECK(typed == asked("coalesce(a.s, null)", "coalesce(a.t, null)"));
      }
    }
  }
}

TEST_CASE("A number is one value, as an integer and as a float", "[executor][numbers]") {
  const auto graph = numbered_graph();
  const auto one = [&](const char* question) { return rows_of(graph->view(), question, {}); };
  CHECK(one("UNWIND [1, 1.0, 2, 2.5, 2.5, -1, -1.0, null] AS v RETURN count(DISTINCT v) AS c") ==
        Lines{"4"});
  CHECK(one("UNWIND [9007199254740993, 9007199254740992, 9007199254740992.0] AS v "
            "RETURN count(DISTINCT v) AS c") == Lines{"2"});
  CHECK(one("UNWIND [1e300, 1e300, -1e300, 0.0, -0.0, 0] AS v RETURN count(DISTINCT v) AS c") ==
        Lines{"3"});
  CHECK(one("UNWIND [3, 3.0, 1, 1.0] AS v RETURN sum(DISTINCT v) AS s") == Lines{"4"});
}
