// What is reached, and by which shortest trails, against plain enumeration on random graphs.
#include <random>
#include <set>

#include "engine/executor/edge_walk.h"
#include "engine/executor/operators.h"
#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

struct Case {
  std::unique_ptr<OpenGraph> graph;
  BoundQuery query;  // slots: 0 from, 1 to, 2 edges
};

Case random_case(std::uint32_t seed) {
  std::mt19937 random(seed);
  Case out;
  std::vector<OpenNode> nodes;
  const unsigned count = 3 + random() % 6;
  for (unsigned i = 0; i < count; ++i) nodes.push_back({i, "N", {}});
  std::vector<OpenEdge> edges;
  const unsigned edge_count = random() % 12 + 1;
  for (unsigned i = 0; i < edge_count; ++i) {
    edges.push_back({i,
                     static_cast<std::int64_t>(random() % count),
                     static_cast<std::int64_t>(random() % count),
                     i % 2 == 0 ? "R" : "S",
                     {}});
  }
  out.graph = open_graph(nodes, edges);
  out.query.generation = out.graph->view().generation();
  out.query.slots.resize(3);
  out.query.filters.resize(1);
  return out;
}

// R forwards or both ways, S forwards, backwards, both or not at all.
std::vector<plan::EdgeStep> steps_of(const GraphView& view, unsigned choice) {
  std::vector<plan::EdgeStep> steps;
  for (const EdgeTableInfo& table : view.edge_tables()) {
    const bool is_r = view.ontology().relation(table.family).name == "R";
    const unsigned ways = is_r ? (choice & 1) + 1 : choice >> 1 & 3;
    if ((ways & 1) != 0 || is_r) steps.push_back({table.id, true});
    if ((ways & 2) != 0) steps.push_back({table.id, false});
  }
  return steps;
}

std::vector<std::pair<NodeId, NodeId>> ends_of(QueryContext& context, Operator& op) {
  std::vector<std::pair<NodeId, NodeId>> out;
  Batch batch;
  for (;;) {
    auto more = op.next(batch);
    REQUIRE(more);
    if (!*more) return out;
    for (std::size_t row = 0; row < batch.size(); ++row) {
      out.emplace_back(batch.column(0).node(row), batch.column(1).node(row));
    }
  }
  (void)context;
}

// From here on searches over these edges read lists of neighbours that the graph keeps.
void keep_neighbours(const QueryContext& context, const plan::EdgeAccess& access) {
  for (const bool turned : {false, true}) {
    const auto steps = EdgeWalk(context, access, turned).plain_steps();
    REQUIRE(!steps.empty());
    REQUIRE(context.graph.neighbours_along(steps, NeighbourOrder::ByStep));
  }
}

}  // namespace

TEST_CASE("Reach gives every end of a trail, once", "[executor][reach]") {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    Case c = random_case(seed);
    const GraphView& view = c.graph->view();
    auto context = QueryContext::make(c.query, view, {}, nullptr, nullptr);
    REQUIRE(context);
    plan::NodeScan scan{0, {view.ontology().find_type("N")->id}};
    plan::VarExpand trails;
    trails.from = 0;
    trails.to = 1;
    trails.min_hops = seed % 2;
    // The last seeds without a bound: no trail is longer than the graph has edges.
    trails.max_hops = seed < 300 ? 1 + seed / 2 % 6 : kUnboundedHops;
    trails.access.steps = steps_of(view, seed / 3 % 8);
    plan::Reach reach{trails};
    auto listed = make_var_expand(**context, trails,
                                  make_node_scan(**context, scan, make_single_row(**context)));
    auto reached =
        make_reach(**context, reach, make_node_scan(**context, scan, make_single_row(**context)));
    const auto all = ends_of(**context, *listed);
    const auto once = ends_of(**context, *reached);
    keep_neighbours(**context, trails.access);
    auto again =
        make_reach(**context, reach, make_node_scan(**context, scan, make_single_row(**context)));
    CHECK(ends_of(**context, *again) == once);  // in its order
    const std::set<std::pair<NodeId, NodeId>> wanted(all.begin(), all.end());
    const std::set<std::pair<NodeId, NodeId>> got(once.begin(), once.end());
    INFO("seed " << seed << " steps " << seed / 3 % 8 << " hops " << trails.max_hops);
    CHECK(got.size() == once.size());
    CHECK(got == wanted);
  }
}

TEST_CASE("Shortest gives all trails of the least length, in order of edges",
          "[executor][shortest]") {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    Case c = random_case(seed);
    const GraphView& view = c.graph->view();
    auto context = QueryContext::make(c.query, view, {}, nullptr, nullptr);
    REQUIRE(context);
    const TypeId type = view.ontology().find_type("N")->id;
    plan::NodeScan from{0, {type}};
    plan::NodeScan to{1, {type}};
    plan::VarExpand trails;
    trails.from = 0;
    trails.to = 1;
    trails.edges = 2;
    trails.into = true;
    trails.min_hops = 1;
    trails.max_hops = 6;
    trails.access.steps = steps_of(view, seed / 3 % 8);
    plan::Shortest shortest{trails, true};
    const auto pairs = [&] {
      return make_node_scan(**context, to,
                            make_node_scan(**context, from, make_single_row(**context)));
    };
    using Found = std::map<std::pair<NodeId, NodeId>, std::vector<std::vector<EdgeId>>>;
    const auto found_by = [&](OperatorPtr op) {
      Found out;
      Batch batch;
      for (;;) {
        auto more = op->next(batch);
        REQUIRE(more);
        if (!*more) return out;
        for (std::size_t row = 0; row < batch.size(); ++row) {
          std::vector<EdgeId> edges;
          for (const Value& edge : batch.column(2).value(row).items())
            edges.push_back(edge.edge().id);
          out[{batch.column(0).node(row), batch.column(1).node(row)}].push_back(std::move(edges));
        }
      }
    };
    Found wanted = found_by(make_var_expand(**context, trails, pairs()));
    for (auto& [ends, lists] : wanted) {
      std::size_t least = lists.front().size();
      for (const auto& list : lists) least = std::min(least, list.size());
      std::erase_if(lists, [least](const auto& list) { return list.size() > least; });
      std::sort(lists.begin(), lists.end());
    }
    INFO("seed " << seed << " steps " << seed / 3 % 8);
    CHECK(found_by(make_shortest(**context, shortest, pairs())) == wanted);
    keep_neighbours(**context, trails.access);
    CHECK(found_by(make_shortest(**context, shortest, pairs())) == wanted);
    shortest.all = false;
    for (auto& [ends, lists] : wanted) lists.resize(1);
    CHECK(found_by(make_shortest(**context, shortest, pairs())) == wanted);
  }
}
