#include "tools/sarye/completion.h"

#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

struct Names {
  TinyGraph graph;
  std::unique_ptr<Engine> engine;
  Names() {
    const NodeId firm = graph.firm("DeepSeek");
    graph.also_named(firm, "딥시크", NameTag::Ko);
    graph.also_named(firm, "深度求索", NameTag::ZhHans);
    graph.pursues(firm, graph.strategy("딥러닝 특화"));
    (void)graph.view();
    engine = tiny::must(Engine::over(graph.store()), "engine");
  }
  std::vector<std::string> after(std::string_view before) {
    return complete_statement(before, 0, *engine).candidates;
  }
};

bool holds(const std::vector<std::string>& candidates, std::string_view wanted) {
  return std::find(candidates.begin(), candidates.end(), wanted) != candidates.end();
}

}  // namespace

TEST_CASE("Half a name in Hangul or Han gives the entity, of the type in front of it",
          "[completion]") {
  Names names;
  CHECK(names.after("MATCH (f:Firm \"딥시") == std::vector<std::string>{"DeepSeek\""});
  CHECK(names.after("MATCH (:Firm \"深度") == std::vector<std::string>{"DeepSeek\""});
  CHECK(names.after("MATCH (f:Firm \"딥") == std::vector<std::string>{"DeepSeek\""});
  CHECK(names.after("MATCH (s:Strategy \"딥") == std::vector<std::string>{"딥러닝 특화\""});
  const Completion both = complete_statement("MATCH (\"딥", 0, *names.engine);
  CHECK(both.candidates.size() == 2);
  CHECK(both.from == std::string_view("MATCH (\"").size());
}

TEST_CASE("Words are those that may stand there", "[completion]") {
  Names names;
  CHECK(names.after("MAT") == std::vector<std::string>{"MATCH"});
  CHECK(names.after("MATCH (f:Fi") == std::vector<std::string>{"Firm"});
  CHECK(names.after("MATCH (f:Firm)-[:PURS") == std::vector<std::string>{"PURSUES"});
  CHECK(holds(names.after("MATCH (기업:회"), "회사"));
  CHECK(holds(names.after("MATCH (f:Firm) RETURN f.na"), "name"));
  CHECK(holds(names.after("MATCH (firm:Firm) RETURN fi"), "firm"));
  CHECK(holds(names.after("MATCH (f:Firm) RETURN cou"), "count("));
  CHECK(names.after("SHOW ty") == std::vector<std::string>{"types"});
}

TEST_CASE("A place counts from the line that is edited", "[completion]") {
  Names names;
  const std::string text = "MATCH (f:Firm)\nRET";
  const Completion found = complete_statement(text, text.find('\n') + 1, *names.engine);
  CHECK(found.from == 0);
  CHECK(holds(found.candidates, "RETURN"));
}
