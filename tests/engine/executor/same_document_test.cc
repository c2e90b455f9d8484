// IN SAME DOCUMENT over a whole pattern: found document by document, the rows are those of walking.
#include <functional>
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// Few documents that state much of the same, in three languages, some of it denied.
void tell_much(TinyGraph& graph, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto draw = [&random](std::uint32_t below) { return std::uint32_t(random()) % below; };
  const auto evidence = [&] {
    const std::uint32_t document = draw(9);
    TinyEvidence out;
    out.document = "d" + std::to_string(document);
    out.language = document % 3 == 0   ? Language::Korean
                   : document % 3 == 1 ? Language::Chinese
                                       : Language::English;
    out.polarity = draw(8) == 0 ? Polarity::Denied : Polarity::Asserted;
    return out;
  };
  const auto named = [](const char* what, std::uint32_t i) {
    return std::string(what) + " " + std::to_string(i);
  };
  for (int i = 0; i < 260; ++i) {
    graph.edge("PURSUES", graph.firm(named("firm", draw(14))),
               graph.strategy(named("strategy", draw(8))), evidence());
    graph.edge("PROMOTES", graph.policy(named("policy", draw(10))),
               graph.strategy(named("strategy", draw(8))), evidence());
    graph.edge("LEADS_TO", graph.strategy(named("strategy", draw(8))),
               graph.effect(named("effect", draw(6))), evidence());
    graph.edge("COMPETES_WITH", graph.firm(named("firm", draw(14))),
               graph.firm(named("firm", draw(14))), evidence());
  }
}

bool has_same_document(const PlanNode& node) {
  if (std::holds_alternative<plan::SameDocument>(node.op)) return true;
  return std::any_of(node.inputs.begin(), node.inputs.end(),
                     [](const PlanPtr& input) { return has_same_document(*input); });
}

// Whether the rule is at work in the question's plan.
bool is_by_document(const GraphView& view, std::string_view text) {
  auto statement = tiny::must(parse_statement(text), "statement");
  auto bound = tiny::must(bind(statement, view, BindOptions{}), "query");
  return has_same_document(*make_plan(std::get<BoundQuestion>(bound).query, view).root);
}

}  // namespace

TEST_CASE("What one document states together is found as by walking", "[executor][evidence]") {
  const char* patterns[] = {
      "MATCH (p:Policy)-[:PROMOTES]->(s:Strategy)<-[:PURSUES]-(f:Firm), "
      "(s)-[:LEADS_TO]->(x:Effect)",
      "MATCH (f:Firm)-[:COMPETES_WITH]-(g:Firm)-[:PURSUES]->(s:Strategy)<-[:PURSUES]-(f)",
      "MATCH "
      "(f:Firm)-[r:COMPETES_WITH]-(g:Firm)-[q:COMPETES_WITH]-(h:Firm)-[:PURSUES]->(s:Strategy)",
      "MATCH (f:Firm)-[:COMPETES_WITH]-(g:Firm)-[:PURSUES]->(s:Strategy)-[:LEADS_TO]->(x:Effect)",
      "MATCH (f:Firm)-[:PURSUES]->(s:Strategy), (f)-[:COMPETES_WITH]-(g:Firm), "
      "(s)<-[:PROMOTES]-(p:Policy)",
  };
  const char* words[] = {"", " IN LANGUAGE ko", " SUPPORTED BY 2 DOCUMENTS", " DENIED",
                         " IN LANGUAGE zh, en"};
  for (const std::uint32_t seed : {1u, 2u}) {
    TinyGraph graph;
    tell_much(graph, seed);
    const GraphView& view = graph.view();
    bool any = false;
    for (const std::string pattern : patterns) {
      for (const std::string word : words) {
        const std::string match = pattern + word + " IN SAME DOCUMENT AS d ";
        for (const std::string result :
             {"RETURN count(*)", "RETURN d, count(*)", "WHERE f.name <> 'firm 3' RETURN d, f, s",
              "RETURN d.key, f.name, count(DISTINCT s)"}) {
          INFO(match << result << " seed " << seed);
          AskWith walking;
          walking.optimise = false;
          CHECK(sorted_rows(view, match + result) == sorted_rows(view, match + result, walking));
          any = any || is_by_document(view, match + result);
        }
      }
    }
    CHECK(any);
  }
}

TEST_CASE("Ways in a document are counted from kept targets as from looked-up ones",
          "[executor][evidence]") {
  TinyGraph graph;
  for (const std::uint32_t seed : {3u, 4u}) tell_much(graph, seed);
  const GraphView& view = graph.view();
  const std::string questions[] = {
      "MATCH (p:Policy)-[:PROMOTES]->(s:Strategy)<-[:PURSUES]-(f:Firm), (s)-[:LEADS_TO]->(x:Effect)"
      " IN SAME DOCUMENT AS d RETURN d, count(*)",
      "MATCH (f:Firm)-[:COMPETES_WITH]-(g:Firm)-[:PURSUES]->(s:Strategy) IN SAME DOCUMENT AS d "
      "RETURN d, count(*)",
      // Two ways lead on from the node that it starts at.
      "MATCH (f:Firm)-[:PURSUES]->(s:Strategy), (f)-[:COMPETES_WITH]-(g:Firm) IN SAME DOCUMENT AS "
      "d "
      "RETURN d, count(*)",
  };
  for (const EdgeTableInfo& table : view.edge_tables()) {
    if (table.plain) continue;
    const DocumentEdgeChunk& documents =
        *tiny::must(view.document_edges(table.id, 0), "what documents state");
    const std::size_t edges = documents.sources.size();
    if (edges == 0) continue;
    CHECK(tiny::must(view.document_targets_if_due(table.id, 0, edges - 1), "targets") == nullptr);
  }
  std::vector<std::vector<std::string>> before;
  for (const std::string& question : questions) {
    CHECK(is_by_document(view, question));
    AskWith walking;
    walking.optimise = false;
    before.push_back(sorted_rows(view, question, walking));
    CHECK(before.back().size() > 5);
    CHECK(sorted_rows(view, question) == before.back());
  }
  for (const EdgeTableInfo& table : view.edge_tables()) {
    if (table.plain) continue;
    const DocumentEdgeChunk& documents =
        *tiny::must(view.document_edges(table.id, 0), "what documents state");
    const std::size_t edges = documents.sources.size();
    if (edges == 0) continue;
    const DocumentTargets* targets =
        tiny::must(view.document_targets_if_due(table.id, 0, 1), "targets");
    REQUIRE(targets != nullptr);
    REQUIRE(targets->targets.size() == edges);
    for (std::size_t i = 0; i < edges; ++i) {
      const EdgeId edge(table.id, documents.sources[i] >> kRangeBits, documents.edge_indexes[i]);
      const auto ends = tiny::must(view.ends(edge), "ends");
      CHECK(ends == std::pair(documents.sources[i], targets->targets[i]));
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(sorted_rows(view, questions[i]) == before[i]);
  }
}
