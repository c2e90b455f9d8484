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

TEST_CASE("Relations that may leave the node at hand come first", "[completion]") {
  Names names;
  const auto of_firm = names.after("MATCH (f:Firm)-[r:");
  const auto at = [](const std::vector<std::string>& all, std::string_view name) {
    return std::find(all.begin(), all.end(), name) - all.begin();
  };
  CHECK(at(of_firm, "PURSUES") < at(of_firm, "CONSTRAINS"));
  const auto into_firm = names.after("MATCH (f:Firm)<-[:");
  CHECK(at(into_firm, "CONSTRAINS") < at(into_firm, "PURSUES"));
  // The type may stand at an earlier place of the variable.
  const auto later = names.after("MATCH (p:Policy) MATCH (p)-[:");
  CHECK(at(later, "CONSTRAINS") < at(later, "ISSUES"));
}

TEST_CASE("Properties are those of what stands in front of the dot", "[completion]") {
  Names names;
  CHECK(holds(names.after("MATCH (m:Metric) RETURN m."), "measure"));
  CHECK_FALSE(holds(names.after("MATCH (f:Firm) RETURN f."), "measure"));
  CHECK(holds(names.after("MATCH (m:Metric {mea"), "measure"));
  CHECK_FALSE(holds(names.after("MATCH (f:Firm {"), "measure"));
  CHECK(holds(names.after("MATCH ()-[r:HAS_INPUT]->() RETURN r."), "role"));
  CHECK_FALSE(holds(names.after("MATCH ()-[r:HAS_INPUT]->() RETURN r."), "measure"));
  CHECK(holds(names.after("MATCH ()-[r]->() UNWIND assertions(r) AS a RETURN a.qu"), "quote"));
}

TEST_CASE("Each role of a word has its own candidates", "[completion]") {
  Names names;
  CHECK(names.after("MATCH (f)-[r]->(g) SUPPORTED BY 2 LANG") ==
        std::vector<std::string>{"LANGUAGES"});
  CHECK(names.after("MATCH (f)-[r]->(g) MODALITY pl") == std::vector<std::string>{"planned"});
  CHECK(names.after("MATCH (f)-[r]->(g) IN LANGUAGE k") == std::vector<std::string>{"ko"});
  CHECK(names.after("SHOW properties IN Met") == std::vector<std::string>{"Metric"});
  CHECK(names.after("SET max_h") == std::vector<std::string>{"max_hops"});
  CHECK(names.after("SET names = so") == std::vector<std::string>{"source"});
  CHECK(holds(names.after("HELP order b"), "by"));
  CHECK(holds(names.after("HELP coal"), "coalesce"));
  CHECK(holds(names.after("MATCH way = (a)-->(b) RETURN wa"), "way"));
  tiny::must(names.engine->ask("LET recent = DOCUMENTS ALL"), "let");
  CHECK(names.after("FROM rec") == std::vector<std::string>{"recent"});
}

TEST_CASE("A syllable that is only begun finds the names that go on with it", "[completion]") {
  Names names;
  CHECK(names.after("MATCH (f:Firm \"딥싴") == std::vector<std::string>{"DeepSeek\""});
  CHECK(names.after("MATCH (f:Firm \"딥ㅅ") == std::vector<std::string>{"DeepSeek\""});
  CHECK(names.after("MATCH (f:Firm \"딥자") == std::vector<std::string>{});
}
