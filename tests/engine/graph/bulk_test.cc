// Imports that are too large for one batch: what is stored, whichever way it went.
#include <tbb/global_control.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "engine/graph/graph_view.h"
#include "engine/graph/imported_graph.h"
#include "engine/graph/publish.h"
#include "engine/graph/verify.h"
#include "engine/store/memory_store.h"
#include "engine/store/rocksdb_store.h"
#include "tests/support/catch.h"
#include "tests/support/fault_store.h"
#include "tests/support/store_rows.h"
#include "tests/support/temp_dir.h"

using namespace sarye;
using namespace sarye::test;

namespace {

constexpr std::uint32_t kDocuments = 50;
constexpr std::uint32_t kPassages = 20000;
constexpr std::uint32_t kFirms = 3000;

// More than 8 MiB of truth and of views, with texts in three scripts.
ImportedGraph large_graph() {
  ImportedGraph graph;
  const std::uint16_t document = graph.type_number("Document");
  const std::uint16_t firm = graph.type_number("Firm");
  const std::uint16_t passage = graph.type_number("Passage");
  const auto add = [&](std::uint16_t type, std::int64_t id) -> ImportedNode& {
    ImportedNode& node = graph.nodes.emplace_back();
    node.type = type;
    node.id = id;
    return node;
  };
  for (std::uint32_t i = 0; i < kDocuments; ++i) {
    ImportedNode& node = add(document, i);
    node.properties.emplace_back("title", Value("사례 연구 " + std::to_string(i)));
    node.properties.emplace_back("lang", Value(std::string(i % 2 == 0 ? "ko" : "en")));
  }
  for (std::uint32_t i = 0; i < kFirms; ++i) {
    ImportedNode& node = add(firm, i);
    node.properties.emplace_back("name", Value("宏大电子 " + std::to_string(i * 7919 % kFirms)));
    if (i % 3 == 0) node.properties.emplace_back("founded", Value(std::int64_t{1900} + i % 100));
  }
  std::uint32_t seed = 1;
  for (std::uint32_t i = 0; i < kPassages; ++i) {
    std::string text;
    for (int word = 0; word < 60; ++word) {
      seed = seed * 1664525 + 1013904223;
      text += (word % 5 == 0 ? "시장 점유율 w" : " word") + std::to_string(seed >> 18);
    }
    ImportedNode& node = add(passage, i);
    node.properties.emplace_back("doc", Value(std::int64_t{i % kDocuments}));
    node.properties.emplace_back("text", Value(text));
  }
  const std::uint32_t firms = kDocuments;
  const std::uint32_t passages = firms + kFirms;
  graph.symmetric.emplace_back("RIVALS");
  const std::uint16_t rivals = graph.relation_number("RIVALS");
  const std::uint16_t knows = graph.relation_number("KNOWS");
  for (std::uint32_t i = 0; i < 30000; ++i) {
    ImportedEdge& edge = graph.edges.emplace_back();
    seed = seed * 1664525 + 1013904223;
    edge.source = firms + (seed >> 12) % kFirms;
    edge.target = firms + (seed >> 3) % kFirms;
    edge.relation = i % 3 == 0 ? knows : rivals;  // relations take turns
    if (i % 5 != 0) {
      edge.passage = passages + (seed >> 8) % kPassages;
      edge.document = (edge.passage - passages) % kDocuments;
      edge.year = 1990 + static_cast<std::int32_t>(i % 30);
    } else {
      edge.properties.emplace_back("weight", Value(std::int64_t{i % 9}));
    }
  }
  return graph;
}

std::vector<Row> all_rows(const Store& store) {
  return store_rows(store, {Table::Meta, Table::Truth, Table::Graph, Table::Text});
}

Result<void> import_into(Store& store, const ImportedGraph& graph, bool is_handed_on) {
  auto stored = commit_import(store, graph);
  if (!stored) return stored.error();
  const StoredImport imported{stored->number, encode_import(graph)->edges()};
  PublishOptions options;
  if (is_handed_on) options.stored = &imported;
  auto published = publish(store, options);
  if (!published) return published.error();
  return {};
}

// The same graph with its nodes in another order.
ImportedGraph shuffled(const ImportedGraph& graph, std::uint32_t seed) {
  std::vector<std::uint32_t> order(graph.nodes.size());
  std::iota(order.begin(), order.end(), 0u);
  std::shuffle(order.begin(), order.end(), std::mt19937(seed));
  ImportedGraph out = graph;
  std::vector<std::uint32_t> places(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    out.nodes[i] = graph.nodes[order[i]];
    places[order[i]] = i;
  }
  for (ImportedEdge& edge : out.edges) {
    for (std::uint32_t* node : {&edge.source, &edge.target, &edge.document, &edge.passage}) {
      if (*node != ImportedEdge::kNone) *node = places[*node];
    }
  }
  return out;
}

// Views but for the manifest, which has the digest of what they were made of.
std::vector<Row> view_rows(const Store& store) {
  std::vector<Row> rows = store_rows(store, {Table::Graph, Table::Text});
  std::erase_if(rows, [](const Row& row) { return row.key.front() == 'm'; });
  return rows;
}

// Two graphs of other types: things that are numbers, and some with names.
std::pair<ImportedGraph, ImportedGraph> two_graphs() {
  ImportedGraph a;
  ImportedGraph b;
  for (std::int64_t i = 0; i < 5000; ++i) {
    a.nodes.push_back(
        {a.type_number("Tool"), i * 2, {}, {{"name", Value("도구 " + std::to_string(i))}}});
    b.nodes.push_back({b.type_number("Agency"), i, {}, {{"size", Value(i % 7)}}});
  }
  for (std::int64_t i = 0; i < 3000; ++i) {
    a.nodes.push_back({a.type_number("Firm"), i, {}, {}});
    std::string key = std::to_string(100000 + i);
    key.front() = 'k';
    b.nodes.push_back({b.type_number("Tool"), -1, key, {{"name", Value(key)}}});
  }
  for (std::uint32_t i = 0; i < 4000; ++i) {
    for (ImportedGraph* graph : {&a, &b}) {
      ImportedEdge& edge = graph->edges.emplace_back();
      edge.relation = graph->relation_number(i % 2 == 0 ? "USES" : "KNOWS");
      edge.source = i % 97;
      edge.target = 5000 + i % 31;
      edge.id = i;
    }
  }
  return {std::move(a), std::move(b)};
}

}  // namespace

TEST_CASE("the order in which nodes are given does not show in the views", "[publish]") {
  const ImportedGraph graph = large_graph();
  MemoryStore in_order;
  REQUIRE(import_into(in_order, graph, true));
  MemoryStore in_disorder;
  REQUIRE(import_into(in_disorder, shuffled(graph, 1), false));
  CHECK(view_rows(in_order) == view_rows(in_disorder));

  const auto [a, b] = two_graphs();
  MemoryStore both;
  REQUIRE(commit_import(both, a));
  REQUIRE(import_into(both, b, true));
  MemoryStore shuffled_both;
  REQUIRE(commit_import(shuffled_both, shuffled(a, 2)));
  REQUIRE(import_into(shuffled_both, shuffled(b, 3), false));
  CHECK(view_rows(both) == view_rows(shuffled_both));
  const std::vector<Row> rows = view_rows(both);
  // And the same when they are made again from what was stored, or with another graph twice.
  REQUIRE(publish(both, true));
  CHECK(view_rows(both) == rows);
  REQUIRE(import_into(both, shuffled(a, 4), true));
  auto view = GraphView::open(std::shared_ptr<const Snapshot>(both.snapshot()));
  REQUIRE(view);
  std::uint64_t nodes = 0;
  for (const char* type : {"Tool", "Agency", "Firm"}) {
    nodes += (*view)->node_count((*view)->ontology().find_type(type)->id);
  }
  CHECK(nodes == a.nodes.size() + b.nodes.size());
  CHECK(verify_views(*both.snapshot())->problems.empty());
}

TEST_CASE("a large import leaves the same rows in every store, for any number of threads",
          "[publish]") {
  const ImportedGraph graph = large_graph();
  MemoryStore memory;
  REQUIRE(import_into(memory, graph, true));
  const std::vector<Row> expected = all_rows(memory);
  std::size_t bytes = 0;
  for (const Row& row : expected) bytes += row.value.size();
  REQUIRE(bytes > 3 * kMaxBatchBytes);
  for (const std::size_t threads : {1, 3}) {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    test::TempDir directory;
    auto made = create_rocksdb(directory / "db");
    REQUIRE(made);
    Store& store = **made;
    REQUIRE(publish(store));  // as new stores are: with the views of nothing
    REQUIRE(import_into(store, graph, threads == 3));
    const std::vector<Row> rows = all_rows(store);
    // Views of nothing count as a generation, which the manifest has.
    REQUIRE(rows.size() == expected.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i] != expected[i]) {
        ++different;
        CHECK(rows[i].key.substr(0, 1) == "m");
      }
    }
    CHECK(different <= 1);
    // Row by row, as views are written that are there already.
    auto again = publish(store, true);
    REQUIRE(again);
    CHECK(again->views.rows_written + again->views.rows_erased == 0);
    made->reset();
    auto found = verify_rocksdb(directory / "db");
    REQUIRE(found);
    CHECK(found->empty());
  }
}

TEST_CASE("a large import that fails anywhere is whole when it is published again", "[publish]") {
  const ImportedGraph graph = large_graph();
  MemoryStore whole;
  REQUIRE(import_into(whole, graph, true));
  const std::vector<Row> expected = all_rows(whole);
  for (std::uint64_t fail_at = 1;; ++fail_at) {
    MemoryStore memory;
    test::FaultStore store(memory, fail_at, test::FaultStore::Calls::Commits);
    const auto done = import_into(store, graph, true);
    if (done) break;
    CAPTURE(fail_at);
    REQUIRE(fail_at < 20);
    REQUIRE(import_into(memory, graph, true));
    CHECK(all_rows(memory) == expected);
  }
}
