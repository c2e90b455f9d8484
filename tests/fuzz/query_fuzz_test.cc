// Query texts nobody would write, and plans made with and without rules: no crash, no long wait, no
// error of our own making, and equal rows.
#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/exchange/value_text.h"
#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

using Random = std::mt19937;

const std::vector<std::string>& good_queries() {
  static const std::vector<std::string> queries = {
      "MATCH (a:N {n: 1})-[r:R|S*1..3]->(b) WHERE b.n > 2 RETURN DISTINCT b.n AS n ORDER BY n",
      "MATCH (a)-[r]->(b) OPTIONAL MATCH (b)-[q:S]->(c) WITH a, count(c) AS k RETURN a.n, k",
      "UNWIND [1, 'a', null, [2.5, true]] AS x RETURN x, [y IN [x] WHERE y = 1 | y], x IS NULL",
      "MATCH p = ANY SHORTEST (a:N {n: 0})-[*1..4]-(b:N {n: 3}) RETURN length(p), nodes(p)",
      "MATCH (a) WHERE EXISTS { (a)-[:R]->(b) WHERE b.n <> a.n } AND NOT (a)--(:M) RETURN a.n",
      "RETURN CASE WHEN 1 < 2 THEN 'x' ELSE null END, all(x IN [1] WHERE x > 0), -2 ^ 3 % 5",
      "MATCH (a)-[r]-(b) RETURN a.n UNION ALL MATCH (c:M) RETURN c.n AS n EXCEPT RETURN 1 AS n",
      "MATCH （ａ：N）－［：R］－＞（b） IN LANGUAGE ko SUPPORTED BY >= 2 DOCUMENTS RETURN b.n "
      "CITE r",
      "FROM WHERE year >= 2020 MATCH (a)-[r]->(b) CONFIDENCE > 0.5 RETURN a.n, docs(r), quotes(r)",
      "EXPLAIN MATCH (a)-->(b)-->(c)-->(a) RETURN count(*)",
      "SHOW names LIKE '이름' LIMIT 3; DESCRIBE (:N \"x\"); HELP match",
      "SEARCH 'a AND b' IN LANGUAGE zh AS p, score LIMIT 2 MATCH (p)--(x) RETURN x, score",
      "UNWIND ['a', 'b* NEAR/2 (c OR \"d e\") NOT f'] AS w SEARCH w AS p RETURN excerpt(p), w",
      "MATCH (a) WHERE 'x y' MATCHES '(x NEAR/3 y) OR 「中国」 -z' RETURN excerpt('x. y', 'y')",
  };
  return queries;
}

std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text) {
    const bool word = std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
    if (word && !out.empty() &&
        (std::isalnum(static_cast<unsigned char>(out.back().back())) != 0 ||
         (out.back().back() & 0x80) != 0)) {
      out.back() += c;
    } else {
      out.emplace_back(1, c);
    }
  }
  return out;
}

std::string changed(Random& random) {
  const auto& queries = good_queries();
  static const std::vector<std::string> odd = {
      "(",  "[[[[", "`",  "'",        "\"", "\\u12", "..", "*",  "$x", "9999999999999999999",
      "0x", "１",   "한", "\xE2\x80", "/*", "//",    "{",  "-9", "e1"};
  std::vector<std::string> pieces = pieces_of(queries[random() % queries.size()]);
  const std::vector<std::string> others = pieces_of(queries[random() % queries.size()]);
  for (unsigned n = random() % 4 + 1; n > 0 && !pieces.empty(); --n) {
    const auto at = pieces.begin() + static_cast<std::ptrdiff_t>(random() % pieces.size());
    switch (random() % 5) {
      case 0:
        pieces.erase(at);
        break;
      case 1:
        *at = others[random() % others.size()];
        break;
      case 2:
        pieces.insert(at, odd[random() % odd.size()]);
        break;
      case 3:
        std::swap(*at, pieces[random() % pieces.size()]);
        break;
      default:
        pieces.insert(at, others.begin() + static_cast<std::ptrdiff_t>(random() % others.size()),
                      others.end());
    }
  }
  std::string out;
  for (const std::string& piece : pieces) out += piece;
  return out;
}

std::unique_ptr<OpenGraph> random_graph(Random& random) {
  std::vector<OpenNode> nodes;
  const unsigned count = 3 + random() % 4;
  for (unsigned i = 0; i < count; ++i) {
    OpenNode node{i, random() % 3 == 0 ? "M" : "N", {}};
    if (random() % 4 != 0)
      node.properties.emplace_back("n", Value(static_cast<std::int64_t>(random() % 4)));
    nodes.push_back(std::move(node));
  }
  std::vector<OpenEdge> edges;
  for (unsigned i = 0, all = random() % 9 + 2; i < all; ++i) {
    edges.push_back({i,
                     static_cast<std::int64_t>(random() % count),
                     static_cast<std::int64_t>(random() % count),
                     random() % 3 == 0 ? "S" : "R",
                     {{"w", Value(static_cast<std::int64_t>(random() % 3))}}});
  }
  return open_graph(nodes, edges);
}

template <std::size_t N>
const char* one_of(Random& random, const std::array<const char*, N>& choices) {
  return choices[random() % N];
}

std::string random_node(Random& random, const char* name) {
  static constexpr std::array<const char*, 5> kAsks = {"", ":N", ":M", " {n: 1}", ":N WHERE true"};
  return std::string("(") + name + one_of(random, kAsks) + ")";
}

std::string random_edge(Random& random, const char* name) {
  static constexpr std::array<const char*, 7> kAsks = {"",        ":R",    ":S|R", " {w: 1}",
                                                       ":R*1..2", "*0..2", ":R*2"};
  const char* asks = one_of(random, kAsks);
  const std::string inside = std::string("[") + name + asks + "]";
  switch (random() % 3) {
    case 0:
      return "-" + inside + "->";
    case 1:
      return "<-" + inside + "-";
    default:
      return "-" + inside + "-";
  }
}

// A question whose rows are the same whatever the plan: no LIMIT, no collect.
std::string random_question(Random& random) {
  std::string out =
      "MATCH " + random_node(random, "a") + random_edge(random, "r") + random_node(random, "b");
  if (random() % 2 == 0) out += random_edge(random, "q") + random_node(random, "c");
  const bool third = out.find("(c") != std::string::npos;
  if (third && random() % 3 == 0) out += ", (c)" + random_edge(random, "s") + "(a)";
  static constexpr std::array<const char*, 6> kConditions = {
      "",
      " WHERE a.n < b.n",
      " WHERE a.n = b.n OR a:M",
      " WHERE NOT (b)-[:S]->()",
      " WHERE EXISTS { (a)-[:R]->(x) WHERE x.n > 0 }",
      " WHERE a <> b"};
  out += one_of(random, kConditions);
  if (random() % 4 == 0) {
    out += " OPTIONAL MATCH (b)" + random_edge(random, "o") + "(d:N) WITH a, b, d, a AS c";
  } else if (!third) {
    out += " WITH a, b, a AS c, null AS d";
  } else {
    out += " WITH a, b, c, null AS d";
  }
  static constexpr std::array<const char*, 5> kResults = {
      " RETURN id(a), id(b), id(c)", " RETURN DISTINCT id(b)", " RETURN id(a), count(*), count(d)",
      " RETURN count(DISTINCT b), min(b.n), max(id(c))", " RETURN DISTINCT id(a), b.n"};
  return out + one_of(random, kResults);
}

std::vector<std::string> rows_of(Engine& engine, const std::string& question) {
  auto answer = engine.ask(question);
  INFO(question << "\n" << (answer ? "" : answer.error().message));
  REQUIRE(answer);
  std::vector<std::string> out;
  for (const auto& row : answer->table.rows) {
    std::string line;
    for (const Value& value : row) {
      line += tiny::must(value_text(value, engine.graph()), "value") + "|";
    }
    out.push_back(std::move(line));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("Texts that are nearly queries give rows or an error, soon", "[fuzz]") {
  Random random(20);
  const auto graph = random_graph(random);
  auto engine = tiny::must(Engine::over(graph->store()), "engine");
  engine->settings().limits.timeout_ms = 5000;
  for (int i = 0; i < 1500; ++i) {
    const std::string text = changed(random);
    INFO(text);
    const auto start = std::chrono::steady_clock::now();
    auto answer = engine->ask(text);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
    if (answer) continue;
    CHECK(answer.error().code != ErrorCode::Internal);
    CHECK_FALSE(answer.error().message.empty());
  }
}

TEST_CASE("Rules of the planner change no rows", "[fuzz][rules]") {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Random random(seed);
    const auto graph = random_graph(random);
    auto engine = tiny::must(Engine::over(graph->store()), "engine");
    for (int i = 0; i < 12; ++i) {
      const std::string question = random_question(random);
      INFO("seed " << seed << ": " << question);
      engine->settings().optimise = true;
      const auto with = rows_of(*engine, question);
      engine->settings().optimise = false;
      CHECK(rows_of(*engine, question) == with);
    }
  }
}
