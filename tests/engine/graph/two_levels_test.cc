// The first level says what the second does, and so do the documents.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/graph/evidence_counts.h"
#include "engine/graph/graph_view.h"
#include "engine/graph/verify.h"
#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

// Firms that compete, as told by documents of three languages and more, some of one work.
void tell(TinyGraph& graph) {
  std::vector<NodeId> firms;
  for (int i = 0; i < 40; ++i) firms.push_back(graph.firm("firm " + std::to_string(i)));
  std::uint32_t state = 11;
  const auto draw = [&](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 16) % below;
  };
  constexpr Language kLanguages[] = {Language::Korean, Language::Chinese, Language::English,
                                     Language::Japanese, Language::Unknown};
  for (int i = 0; i < 600; ++i) {
    const std::uint32_t document = draw(30);
    TinyEvidence evidence;
    evidence.document = "d" + std::to_string(document);
    evidence.work = "w" + std::to_string(document % 12);  // the same work, in two languages
    evidence.language = kLanguages[document % 5];
    evidence.modality = static_cast<Modality>(draw(6));
    evidence.polarity = draw(5) == 0 ? Polarity::Denied : Polarity::Asserted;
    const char* family = draw(2) == 0 ? "SUPPLIES" : "INVESTS_IN";
    const std::uint32_t source = draw(39);
    graph.edge(family, firms[source], firms[source + 1], evidence);
  }
}

}  // namespace

TEST_CASE("Counts by language are those of the assertions in sight", "[graph]") {
  TinyGraph graph;
  tell(graph);
  const GraphView& view = graph.view();
  std::size_t shared_works = 0;
  for (const EdgeTableInfo& table : view.edge_tables()) {
    const AssertionChunk* rows = *view.assertions(table.id, 0);
    const EvidenceCounts* counts = *view.counts(table.id, 0);
    if (rows == nullptr) {
      CHECK(counts == nullptr);
      continue;
    }
    REQUIRE(counts != nullptr);
    REQUIRE(counts->edges() == rows->edges());
    for (std::size_t edge = 0; edge < rows->edges(); ++edge) {
      std::map<Language, std::set<std::uint32_t>> works;
      std::map<Language, std::uint32_t> support;
      std::set<std::uint32_t> all;
      for (std::uint32_t row = rows->first[edge]; row < rows->first[edge + 1]; ++row) {
        const auto modality = static_cast<Modality>(rows->modality[row]);
        if (static_cast<Polarity>(rows->polarity[row]) == Polarity::Denied) continue;
        if (modality == Modality::Possible || modality == Modality::Required ||
            modality == Modality::Recommended) {
          continue;
        }
        const auto language = static_cast<Language>(rows->language[row]);
        works[language].insert(rows->work[row]);
        ++support[language];
        all.insert(rows->work[row]);
      }
      std::uint8_t mask = 0;
      std::size_t in_languages = 0;
      for (const auto& [language, of] : works) {
        mask |= static_cast<std::uint8_t>(1u << static_cast<int>(language));
        in_languages += of.size();
        const auto place = EvidenceCounts::place_of(language);
        if (!place) continue;
        CHECK(counts->works[*place][edge] == of.size());
        CHECK(counts->support[*place][edge] == support[language]);
      }
      CHECK(counts->languages[edge] == mask);
      CHECK(counts->all_works[edge] == all.size());
      if (in_languages > all.size()) ++shared_works;
    }
  }
  CHECK(shared_works > 0);  // else the test has not asked for it
}

TEST_CASE("A document lists the edges that it states, each once", "[graph]") {
  TinyGraph graph;
  tell(graph);
  const GraphView& view = graph.view();
  using Stated = std::tuple<std::uint32_t, std::uint64_t>;
  std::map<Stated, std::uint32_t> expected;  // document, edge → visible
  std::map<Stated, std::uint32_t> listed;
  for (const EdgeTableInfo& table : view.edge_tables()) {
    const AssertionChunk* rows = *view.assertions(table.id, 0);
    if (rows == nullptr) continue;
    for (std::uint32_t edge = 0; edge < rows->edges(); ++edge) {
      for (std::uint32_t row = rows->first[edge]; row < rows->first[edge + 1]; ++row) {
        expected[{rows->document[row], EdgeId(table.id, 0, edge).value}] +=
            is_default_visible(static_cast<Polarity>(rows->polarity[row]),
                               static_cast<Modality>(rows->modality[row]))
                ? 1
                : 0;
      }
    }
    for (std::uint32_t d = 0; d < view.node_limit(graph.type("Document")); ++d) {
      const DocumentEdgeList list = *view.edges_of_document(table.id, d);
      CHECK(std::is_sorted(list.sources.begin(), list.sources.end()));
      for (std::size_t i = 0; i < list.size(); ++i) {
        CHECK(view.ends(list.edge(i))->first == list.sources[i]);
        CHECK(listed.emplace(Stated(d, list.edge(i).value), list.visible[i]).second);
      }
    }
  }
  CHECK(listed == expected);
  CHECK(view.edges_of_document(view.edge_tables()[0].id, 1'000'000)->size() == 0);
}

TEST_CASE("verify notices levels of adjacency that disagree", "[graph]") {
  TinyGraph graph;
  tell(graph);
  const GraphView& view = graph.view();
  // The documents of this graph are in no register, which verify says too.
  const auto known = verify_views(*graph.store().snapshot())->problems;
  for (const EdgeTableInfo& table : view.edge_tables()) {
    const EvidenceCounts* counts = *view.counts(table.id, 0);
    if (counts == nullptr) continue;
    const EdgeTableKey key{table.family, table.from, table.to};
    std::vector<EvidenceCounts> wrong(4, *counts);
    ++wrong[0].support[3][0];
    ++wrong[0].works[3][0];
    ++wrong[0].all_works[0];
    wrong[1].languages[0] ^= 2;
    ++wrong[2].support[0].back();
    for (auto& column : wrong[3].support) column.pop_back();
    for (auto& column : wrong[3].works) column.pop_back();
    wrong[3].all_works.pop_back();
    wrong[3].languages.pop_back();
    for (const EvidenceCounts& other : wrong) {
      WriteBatch batch;
      for (auto& [row, value] : cut_into_parts(counts_key(key, 0), encode_counts(other))) {
        batch.put(Table::Graph, row, value);
      }
      REQUIRE(graph.store().commit(batch));
      CHECK(verify_views(*graph.store().snapshot())->problems != known);
    }
    WriteBatch back;
    for (auto& [row, value] : cut_into_parts(counts_key(key, 0), encode_counts(*counts))) {
      back.put(Table::Graph, row, value);
    }
    REQUIRE(graph.store().commit(back));
  }
  CHECK(verify_views(*graph.store().snapshot())->problems == known);
}

TEST_CASE("Counts that were cut anywhere are damaged, never misread", "[graph]") {
  AssertionChunk rows;
  for (std::uint32_t i = 0; i < 3; ++i) {
    rows.work.push_back(i / 2);
    rows.language.push_back(static_cast<std::uint8_t>(i + 1));
    rows.polarity.push_back(0);
    rows.modality.push_back(0);
  }
  EvidenceCounts counts;
  counts.add(rows, 0, 3);
  counts.add(rows, 0, 0);
  CHECK(counts.all_works[0] == 2);
  CHECK(counts.all_support(0) == 3);
  CHECK(counts.nothing_visible(1));
  rows.first = {0, 3, 3};
  CHECK(EvidenceCounts::of(rows) == counts);
  const std::string bytes = encode_counts(counts);
  CHECK(*decode_counts(bytes) == counts);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(decode_counts(bytes.substr(0, size)));
  }
}
