// Words that the first level of adjacency answers give what the second would, without reading it.
#include "engine/executor/evidence.h"

#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

// Many documents in all languages, of fewer works, that say and deny the same few things.
void tell(TinyGraph& graph) {
  std::uint32_t state = 5;
  const auto draw = [&](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % below;
  };
  for (int i = 0; i < 200; ++i) {
    const std::uint32_t document = draw(24);
    TinyEvidence evidence;
    evidence.document = "d" + std::to_string(document);
    evidence.work = "w" + std::to_string(document % 7);
    evidence.language = static_cast<Language>(document % kLanguageCount);
    evidence.modality = static_cast<Modality>(draw(6));
    evidence.polarity = draw(6) == 0 ? Polarity::Denied : Polarity::Asserted;
    graph.pursues(graph.firm("firm " + std::to_string(draw(9))),
                  graph.strategy("strategy " + std::to_string(draw(9))), evidence);
  }
}

}  // namespace

TEST_CASE("Counts of the first level are those of the survivors", "[executor][evidence]") {
  TinyGraph graph;
  tell(graph);
  const GraphView& view = graph.view();
  std::vector<CompiledFilter> filters(1 + kLanguageCount);
  for (int language = 0; language < kLanguageCount; ++language) {
    filters[1 + language].words.languages = static_cast<std::uint8_t>(1u << language);
    filters[1 + language].words.drops_plain = true;
    filters[1 + language].is_default = false;
  }
  const EvidenceReader evidence(view, filters);
  for (const EdgeTableInfo& table : view.edge_tables()) {
    const AdjacencyChunk& edges = **view.adjacency(table.id, Direction::Out, 0);
    for (std::uint32_t index = 0; index < edges.edges(); ++index) {
      const EdgeId edge(table.id, 0, index);
      for (FilterId id = 0; id < filters.size(); ++id) {
        const EvidenceSummary summary = *evidence.summary(edge, id);
        CHECK(*evidence.support(edge, id) == summary.support);
        for (const SupportUnit unit : {SupportUnit::Documents, SupportUnit::Languages,
                                       SupportUnit::Passages, SupportUnit::Sources}) {
          CHECK(*evidence.count(edge, id, unit) == summary.count(unit));
        }
        if (!table.plain) CHECK(*evidence.survives(edge, id) == (summary.support > 0));
      }
    }
  }
}

TEST_CASE("SUPPORTED BY and one language read no assertions", "[executor][evidence]") {
  TinyGraph graph;
  tell(graph);
  const GraphView& view = graph.view();
  // Without the rows of the second level, whoever reads them finds an edge without assertions.
  for (const EdgeTableInfo& table : view.edge_tables()) {
    WriteBatch erase;
    for (const auto& [key, value] :
         cut_into_parts(evidence_key({table.family, table.from, table.to}, 0), {})) {
      erase.erase(Table::Graph, key);
    }
    REQUIRE(graph.store().commit(erase));
  }
  auto bare = tiny::must(GraphView::open(std::shared_ptr<const Snapshot>(graph.store().snapshot())),
                         "view");
  std::vector<CompiledFilter> filters(3);
  filters[1].words.languages = 1u << static_cast<int>(Language::Chinese);
  filters[2].words.min_confidence = 1;  // needs the second level
  const EvidenceReader with(view, filters);
  const EvidenceReader without(*bare, filters);
  const SupportTest two{ComparisonKind::GreaterOrEqual, 2, SupportUnit::Documents};
  const SupportTest one{ComparisonKind::Equal, 1, SupportUnit::Languages};
  std::size_t kept = 0;
  bool differs = false;
  for (const EdgeTableInfo& table : view.edge_tables()) {
    const AdjacencyChunk& edges = **view.adjacency(table.id, Direction::Out, 0);
    for (std::uint32_t index = 0; index < edges.edges() && !table.plain; ++index) {
      const EdgeId edge(table.id, 0, index);
      if (edges.visible[index] == 0) continue;
      for (const FilterId id : {FilterId(0), FilterId(1)}) {
        CHECK(*with.survives(edge, id) == *without.survives(edge, id));
        for (const SupportTest& test : {two, one}) {
          const EdgeTests tests{{test}, false};
          const bool passes = *with.passes_tests(edge, id, tests);
          CHECK(passes == *without.passes_tests(edge, id, tests));
          kept += passes ? 1 : 0;
        }
      }
      differs |= *with.support(edge, 2) != *without.support(edge, 2);
    }
  }
  CHECK(kept > 0);
  CHECK(differs);
}
