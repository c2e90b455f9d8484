// A text whose shape was asked before is answered as if it were the first: same rows, same notices,
// same errors at their own places.
#include "engine/engine.h"
#include "engine/exchange/value_text.h"
#include "engine/syntax/diagnostic.h"
#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

// What a person would see: columns, rows, notices, or the error with its caret.
std::string shown(Engine& engine, const std::string& text, const AskOptions& options = {}) {
  auto answer = engine.ask(text, options);
  if (!answer) return format_diagnostic(answer.error(), text);
  std::string out;
  for (const std::string& column : answer->table.columns) out += column + "|";
  for (const auto& row : answer->table.rows) {
    out += "\n";
    for (const Value& value : row) {
      out += tiny::must(value_text(value, engine.graph()), "value") + "|";
    }
  }
  for (const std::string& notice : answer->notices) out += "\n" + notice;
  return out;
}

std::unique_ptr<TinyGraph> some_firms() {
  auto graph = std::make_unique<TinyGraph>();
  const NodeId maker = graph->node("Firm", "한빛전지");
  const NodeId other = graph->node("Firm", "Acorn");
  graph->edge("PURSUES", maker, graph->node("Strategy", "수직 계열화"), {.document = "a"});
  graph->edge("PURSUES", other, graph->node("Strategy", "Niche focus"), {.document = "b"});
  graph->edge("COMPETES_WITH", maker, other, {.document = "b"});
  graph->view();
  return graph;
}

}  // namespace

TEST_CASE("A second text of one shape gives what it gives alone", "[front]") {
  const auto graph = some_firms();
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"MATCH (f:Firm) WHERE f.name = 'Acorn' RETURN f.name",
       "MATCH (f:Firm) WHERE f.name = '한빛전지' RETURN f.name"},
      {"MATCH (f:Firm {name: 'Acorn'}) RETURN f.name",
       "MATCH (f:Firm {name: 'Nobody'}) RETURN f.name"},
      {"MATCH (f:Firm \"Acorn\")-[:PURSUES]->(s) RETURN s.name",
       "MATCH (f:Firm \"한빛전지\")-[:PURSUES]->(s) RETURN s.name"},
      {"MATCH (f:Firm \"Acorn\")-[:PURSUES]->(s) RETURN s.name",
       "MATCH (f:Firm \"Acrn\")-[:PURSUES]->(s) RETURN s.name"},
      {"MATCH (f:Firm) RETURN f.name, 1 + 2", "MATCH (f:Firm) RETURN f.name, 1 + 5"},
      {"MATCH (f:Firm) RETURN f.name AS n ORDER BY n LIMIT 1",
       "MATCH (f:Firm) RETURN f.name AS n ORDER BY n LIMIT 2"},
      {"MATCH (f:Firm) RETURN f.name AS n ORDER BY n SKIP 0 LIMIT 1",
       "MATCH (f:Firm) RETURN f.name AS n ORDER BY n SKIP 1 LIMIT 5"},
      {"MATCH (f:Firm \"Acorn\")-[*1..1]-(x) RETURN DISTINCT x.name",
       "MATCH (f:Firm \"Acorn\")-[*1..2]-(x) RETURN DISTINCT x.name"},
      {"MATCH (f)-[r:PURSUES]->(s) SUPPORTED BY 1 DOCUMENTS RETURN s.name",
       "MATCH (f)-[r:PURSUES]->(s) SUPPORTED BY 2 DOCUMENTS RETURN s.name"},
      {"FROM 'a' MATCH (f)-[r:PURSUES]->(s) RETURN s.name",
       "FROM 'b' MATCH (f)-[r:PURSUES]->(s) RETURN s.name"},
      {"MATCH (f:Firm) WHERE size(f.name) > 4 AND 10 / 1 > 1 RETURN f.name",
       "MATCH (f:Firm) WHERE size(f.name) > 1 AND 10 / 0 > 1 RETURN f.name"},
      {"MATCH (f:Firm) WHERE f.name IN ['Acorn', 'x'] RETURN count(*) AS n",
       "MATCH (f:Firm) WHERE f.name IN ['한빛전지', 'Acorn'] RETURN count(*) AS n"},
      {"MATCH (f:Firm) WHERE f.name STARTS WITH 'A' RETURN f.name",
       "MATCH (f:Firm) WHERE f.name STARTS WITH '한' RETURN f.name"},
      {"MATCH (f:Firm) WHERE EXISTS { (f)-[:PURSUES]->(s) WHERE s.name = 'Niche focus' } "
       "RETURN f.name",
       "MATCH (f:Firm) WHERE EXISTS { (f)-[:PURSUES]->(s) WHERE s.name = '수직 계열화' } "
       "RETURN f.name"},
      {"MATCH (f:Firm) WHERE f.name =~ 'A.*' RETURN f.name",
       "MATCH (f:Firm) WHERE f.name =~ '(' RETURN f.name"},
      {"MATCH (f:Firm) WHERE f.name = 'Acorn' RETURN f.name",
       "MATCH (f:Firm) WHERE f.name = 'Aco\xFF' RETURN f.name"},
      {"MATCH (f:Firm) WHERE 1.5 < 2.5 RETURN count(*)",
       "MATCH (f:Firm) WHERE 3.5 < 2.5 RETURN count(*)"},
      {"UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN x",
       "UNWIND [1, 2] AS x WITH x WHERE x > 0 RETURN x"},
  };
  for (const auto& [first, second] : pairs) {
    INFO(first << "\n" << second);
    auto fresh = tiny::must(Engine::over(graph->store()), "engine");
    const std::string alone = shown(*fresh, second);
    auto warm = tiny::must(Engine::over(graph->store()), "engine");
    const std::string before = shown(*warm, first);
    CHECK(shown(*warm, second) == alone);
    CHECK(shown(*warm, first) == before);
    CHECK(before != alone);
  }
}

TEST_CASE("Parameters, settings and sets make another question of the same text", "[front]") {
  const auto graph = some_firms();
  auto engine = tiny::must(Engine::over(graph->store()), "engine");
  const std::string by_name = "MATCH (f:Firm {name: $n}) RETURN f.name";
  const auto with = [](Value value) {
    AskOptions options;
    options.parameters["n"] = std::move(value);
    return options;
  };
  CHECK(shown(*engine, by_name, with(Value(std::string_view("Acorn")))) == "f.name|\nAcorn|");
  CHECK(shown(*engine, by_name, with(Value(std::string_view("한빛전지")))) ==
        "f.name|\n한빛전지|");
  CHECK(shown(*engine, "MATCH (f:Firm $n) RETURN f.name", with(Value(std::string_view("Acorn")))) ==
        "f.name|\nAcorn|");
  CHECK(shown(*engine, "MATCH (f:Firm $n) RETURN f.name",
              with(Value(std::string_view("한빛전지")))) == "f.name|\n한빛전지|");
  CHECK(shown(*engine, by_name).find("has no value") != std::string::npos);

  const std::string unknown = "MATCH (f:Frim) RETURN f";
  REQUIRE(engine->ask("SET strict_names = off"));
  CHECK(engine->ask(unknown));
  REQUIRE(engine->ask("SET strict_names = on"));
  CHECK_FALSE(engine->ask(unknown));

  const std::string from_set = "FROM some MATCH (f)-[:PURSUES]->(s) RETURN s.name";
  REQUIRE(engine->ask("LET some = DOCUMENTS 'a'"));
  CHECK(shown(*engine, from_set) == "s.name|\n수직 계열화|");
  REQUIRE(engine->ask("LET some = DOCUMENTS 'b'"));
  CHECK(shown(*engine, from_set) == "s.name|\nNiche focus|");
}

TEST_CASE("More shapes than are kept push out the oldest, and answers stay right", "[front]") {
  const auto graph = some_firms();
  auto engine = tiny::must(Engine::over(graph->store()), "engine");
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 400; ++i) {
      const std::string name = "v" + std::to_string(i);
      CHECK(shown(*engine, "MATCH (" + name + ":Firm) WHERE " + name + ".name = 'Acorn' RETURN " +
                               name + ".name AS n") == "n|\nAcorn|");
    }
  }
}
