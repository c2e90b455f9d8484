// What is built is what is read: the views over a store in memory.
#include "engine/graph/graph_view.h"

#include <algorithm>

#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;
using namespace std::string_literals;

namespace {

std::vector<std::string> keys_of(const std::vector<EntityMatch>& matches) {
  std::vector<std::string> out;
  for (const EntityMatch& match : matches) out.push_back(match.key);
  return out;
}

AdjacencyList list_of(const GraphView& view, std::string_view family, NodeId node, Direction d) {
  const auto tables =
      view.tables_of(view.ontology().find_relation(family)->id,
                     d == Direction::Out ? std::optional(node.type()) : std::nullopt,
                     d == Direction::In ? std::optional(node.type()) : std::nullopt);
  REQUIRE(tables.size() == 1);
  return *view.neighbours(tables.front(), d, node.offset());
}

}  // namespace

TEST_CASE("An edge stated by two documents is one edge with two assertions", "[graph]") {
  TinyGraph graph;
  const NodeId maker = graph.firm("Hanbit Battery");
  const NodeId niche = graph.strategy("niche focus");
  graph.pursues(maker, niche, {.document = "b", .language = Language::Korean, .confidence = 700});
  graph.pursues(maker, niche, {.document = "a", .quote = "Hanbit Battery chose a niche."});
  graph.pursues(maker, niche, {.document = "c", .polarity = Polarity::Denied});
  graph.pursues(maker, graph.strategy("vertical integration"), {.modality = Modality::Possible});
  const GraphView& view = graph.view();

  const AdjacencyList out = list_of(view, "PURSUES", maker, Direction::Out);
  REQUIRE(out.size() == 2);
  CHECK(out.visible[0] == 2);
  CHECK(out.visible[1] == 0);
  const EdgeTableInfo& table = view.edge_table(out.table);
  CHECK(table.edges == 2);
  CHECK(table.assertions == 4);
  CHECK(table.sources == 1);
  CHECK(table.targets == 2);
  CHECK_FALSE(table.parallel);
  CHECK_FALSE(table.plain);

  const AssertionChunk* rows = *view.assertions(out.table, out.range);
  REQUIRE(rows != nullptr);
  REQUIRE(rows->edges() == 2);
  CHECK(rows->first[1] - rows->first[0] == 3);
  // By the keys of documents, not in the order in which they came.
  std::vector<std::string> told;
  for (std::size_t row = 0; row < 3; ++row) {
    told.push_back(*view.stable_key(NodeId(graph.type("Document"), rows->document[row])));
  }
  CHECK(std::is_sorted(told.begin(), told.end()));
  const auto quoted = std::find_if(rows->quote_end.begin(), rows->quote_end.end(),
                                   [](std::uint32_t end) { return end != 0; });
  REQUIRE(quoted != rows->quote_end.end());
  const auto row = static_cast<std::size_t>(quoted - rows->quote_end.begin());
  CHECK(*view.source_slice(rows->document[row], {rows->quote_begin[row], rows->quote_end[row]}) ==
        "Hanbit Battery chose a niche.");
  CHECK(view.place(rows->passage[row])->line_begin == 1);

  const AdjacencyList in = list_of(view, "PURSUES", niche, Direction::In);
  REQUIRE(in.size() == 1);
  CHECK(in.edge(0) == out.edge(0));
  CHECK(*view.ends(in.edge(0)) == std::pair(maker.offset(), niche.offset()));
}

TEST_CASE("Parallel edges of open data stay apart and keep what was given", "[graph]") {
  const auto graph =
      open_graph({{7, "A", {{"name", Value("x"s)}, {"n", Value(std::int64_t{1})}}},
                  {9, "A", {{"n", Value(1.5)}, {"tags", Value::list({Value("a"s), Value(true)})}}},
                  {3, "B"}},
                 {{100, 7, 9, "T", {{"w", Value(std::int64_t{5})}}},
                  {101, 7, 9, "T"},
                  {102, 9, 9, "T"},
                  {5, 7, 3, "T"}});
  const GraphView& view = graph->view();
  const NodeId a = graph->node("A", 7);
  const NodeId b = graph->node("A", 9);

  const RelationId t = view.ontology().find_relation("T")->id;
  CHECK(view.tables_of(t, a.type(), std::nullopt).size() == 2);
  const EdgeTableId table = view.tables_of(t, a.type(), a.type()).front();
  CHECK(view.edge_table(table).parallel);
  CHECK(view.edge_table(table).plain);
  const AdjacencyList list = *view.neighbours(table, Direction::Out, a.offset());
  REQUIRE(list.size() == 2);
  CHECK(*view.external_edge_id(list.edge(0)) == 100);
  CHECK(*view.external_edge_id(list.edge(1)) == 101);
  CHECK(view.edge_property(list.edge(0), "w")->integer() == 5);
  CHECK(view.edge_property(list.edge(1), "w")->is_null());
  CHECK(*view.assertions(table, 0) == nullptr);
  const AdjacencyList in = *view.neighbours(table, Direction::In, b.offset());
  REQUIRE(in.size() == 3);
  CHECK(in.edge(0) == list.edge(0));
  CHECK(*view.ends(in.edge(2)) == std::pair(b.offset(), b.offset()));

  CHECK(*view.external_id(a) == 7);
  CHECK(view.property(a, "n")->integer() == 1);
  CHECK(view.property(b, "n")->floating() == 1.5);
  CHECK(view.property(b, "name")->is_null());
  CHECK(view.property(b, "tags")->items()[1].boolean());
  CHECK(view.ontology().find_property(a.type(), "n")->kind == PropertyKind::Any);
  REQUIRE(view.all_properties(a)->size() == 2);
  CHECK(view.all_properties(graph->node("B", 3))->empty());
}

TEST_CASE("Every name of an entity finds it, in any spelling", "[graph]") {
  TinyGraph graph;
  const NodeId deep = graph.firm("DeepSeek");
  graph.also_named(deep, "딥시크", NameTag::Ko);
  graph.also_named(deep, "深度求索", NameTag::ZhHans);
  graph.firm("DeepMind");
  graph.product("DeepSeek");
  const GraphView& view = graph.view();
  const TypeId firm = graph.type("Firm");
  for (const char* name : {"DeepSeek", "deep-seek", "딥시크", "深度求索"}) {
    CHECK(keys_of(*view.find_entities(firm, name)) == std::vector<std::string>{"firm:deepseek"});
  }
  CHECK(view.find_entities(std::nullopt, "deepseek")->size() == 2);
  CHECK(view.find_entities(graph.type("Organisation"), "deepseek")->size() == 1);
  CHECK(view.find_entities(firm, "deep")->empty());
  CHECK(keys_of(*view.names_with_prefix(firm, "deep", 10)) ==
        std::vector<std::string>{"firm:deepmind", "firm:deepseek"});
  CHECK(view.names_with_prefix(firm, "deep", 1)->size() == 1);
  CHECK(keys_of(*view.names_like(firm, "DeepSeak", 3)) ==
        std::vector<std::string>{"firm:deepseek"});
  CHECK(view.names_like(firm, "Nothing like it", 3)->empty());
  CHECK(view.names(deep)->size() == 3);
  CHECK(view.property(deep, "name")->string() == "DeepSeek");
}

TEST_CASE("Nodes of many ranges, holes and hubs read back", "[graph]") {
  BuildInput input;
  input.literature = false;
  input.ontology = Ontology::open_schema();
  const TypeId type = input.ontology.add_type("N");
  const RelationId to = input.ontology.add_relation("TO");
  input.ontology.add_endpoint(to, type, type);
  constexpr std::uint32_t kNodes = 40'000;
  for (std::uint32_t i = 0; i < kNodes; ++i) {
    if (i % 7 == 3) continue;
    BuildNode& node = input.nodes.emplace_back();
    node.id = NodeId(type, i);
    node.key = "N:" + std::to_string(i);
    node.properties.emplace_back("cube", Value(static_cast<std::int64_t>(i) * i * i));
    if (i % 2 == 0) node.properties.emplace_back("half", Value("half of " + std::to_string(i)));
    if (i > 0) {
      BuildEdge& edge = input.edges.emplace_back();
      edge.family = to;
      edge.source = NodeId(type, 0);
      edge.target = node.id;
      edge.plain = true;
    }
  }
  std::reverse(input.nodes.begin(), input.nodes.end());
  MemoryStore store;
  REQUIRE(write_views(input, store));
  auto view = *GraphView::open(std::shared_ptr<const Snapshot>(store.snapshot()));

  CHECK(view->node_limit(type) == kNodes);
  CHECK(view->node_count(type) == input.nodes.size());
  CHECK_FALSE(*view->exists(NodeId(type, 3)));
  CHECK_FALSE(*view->exists(NodeId(type, kNodes + 5)));
  CHECK(*view->exists(NodeId(type, 39'999)));
  CHECK(view->nodes_of_range(type, 1)->front() == 2048);
  const auto hub = *view->neighbours(EdgeTableId(0), Direction::Out, 0);
  CHECK(hub.size() == input.edges.size());
  CHECK(std::is_sorted(hub.nodes.begin(), hub.nodes.end()));
  std::vector<Value> out;
  const std::vector<std::uint32_t> offsets{39'998, 1, 2, 30'000};
  REQUIRE(view->properties(type, "half", offsets, out));
  CHECK(out[0].string() == "half of 39998");
  CHECK(out[1].is_null());
  CHECK(out[3].string() == "half of 30000");
  CHECK(view->property(NodeId(type, 39'001), "cube")->integer() == 39001LL * 39001 * 39001);

  // Ranks follow the bytes of keys, where 10 stands before 2.
  const auto ranks = *view->key_order(type);
  CHECK(ranks[10] < ranks[2]);
  CHECK(ranks[2] < ranks[20]);

  view->trim();
  CHECK(view->cached_bytes() > 0);  // within the default budget nothing goes
  const GraphView::Options small{.cache_bytes = 1};
  auto tight = *GraphView::open(std::shared_ptr<const Snapshot>(store.snapshot()), small);
  CHECK(tight->property(NodeId(type, 2), "half")->string() == "half of 2");
  tight->trim();
  CHECK(tight->cached_bytes() == 0);
  CHECK(tight->property(NodeId(type, 2), "half")->string() == "half of 2");
}

TEST_CASE("Equal views are written once", "[graph]") {
  TinyGraph graph;
  graph.pursues(graph.firm("A"), graph.strategy("b"), {.quote = "A pursues b."});
  graph.view();
  auto again = write_views(graph.input(), graph.store());
  REQUIRE(again);
  CHECK(again->rows_written == 0);
  CHECK(again->rows_erased == 0);
  BuildInput less = graph.input();
  less.edges.clear();
  auto smaller = write_views(less, graph.store());
  REQUIRE(smaller);
  CHECK(smaller->rows_erased > 0);
  auto view = *GraphView::open(std::shared_ptr<const Snapshot>(graph.store().snapshot()));
  CHECK(view->edge_tables().empty());
}

TEST_CASE("Search finds the passages that fit, with the shorter one above", "[graph]") {
  TinyGraph graph;
  const NodeId longer = graph.passage(
      "a", "Subsidies helped the start-up. It grew, as firms do, with no other help at all.");
  const NodeId shorter = graph.passage("b", "Subsidies for a start-up");
  graph.passage("c", "Subsidies alone");
  const NodeId korean = graph.passage("d", "보조금이 창업을 도왔다", Language::Korean);
  const GraphView& view = graph.view();
  auto hits = *view.search(*parse_text_query("subsidies start"));
  REQUIRE(hits.size() == 2);
  if (!hits[0].is_better_than(hits[1])) std::swap(hits[0], hits[1]);
  CHECK(hits[0].passage == shorter.offset());
  CHECK(hits[1].passage == longer.offset());
  CHECK(view.search(*parse_text_query("보조금"))->front().passage == korean.offset());
  CHECK(view.search(*parse_text_query("unheard"))->empty());
  CHECK(*view.passages_with(*parse_text_query("subsidy NOT (unheard start)")) ==
        std::vector<std::uint64_t>{3, 0, 2});
}

TEST_CASE("A node is found by its number where numbers ascend", "[graph]") {
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < 5000; ++i) {  // three ranges
    nodes.push_back({2 * i + 10, "N", {{"n", Value(2 * i + 10)}, {"m", Value(i % 100)}}});
  }
  nodes[77].properties.push_back({"few", Value(std::int64_t{5})});
  const auto graph = open_graph(nodes, {});
  const GraphView& view = graph->view();
  const TypeId type = view.ontology().find_type("N")->id;
  const auto found = [&](std::string_view name, std::int64_t number) {
    return tiny::must(view.node_by_number(type, name, number), "node");
  };
  CHECK_FALSE(found("n", 10).known);  // finding out costs as much as looking through all
  for (const std::int64_t i : {0, 1, 2047, 2048, 2049, 4095, 4096, 4999}) {
    const auto node = found("n", 2 * i + 10);
    REQUIRE(node.known);
    REQUIRE(node.node);
    CHECK(tiny::must(view.property(*node.node, "n"), "n").integer() == 2 * i + 10);
  }
  for (const std::int64_t number : {-1, 9, 11, 4105, 4107, 10'009, 1'000'000}) {
    CHECK(found("n", number).known);
    CHECK_FALSE(found("n", number).node);
  }
  for (const char* name : {"m", "few", "none"}) {
    CHECK_FALSE(found(name, 5).known);
    CHECK_FALSE(found(name, 5).known);
  }
}
