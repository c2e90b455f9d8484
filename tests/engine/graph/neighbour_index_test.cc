// Neighbours along several tables, and when the graph puts them together.
#include "engine/graph/neighbour_index.h"

#include <random>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/tiny_graph.h"

using namespace sarye;

namespace {

using Offsets = std::vector<std::uint32_t>;

Offsets of(const NeighbourIndex& index, std::uint32_t offset) {
  const auto list = index.of(offset);
  return {list.begin(), list.end()};
}

// Node 0: over the first table to 1, 4 and 4, of which one is not visible, and to itself; over the
// second, against its direction, to 0, 2 and 9. Node 2: over the second alone.
struct TwoTables {
  std::vector<NeighbourStep> steps{{EdgeTableId(0), Direction::Out, false},
                                   {EdgeTableId(1), Direction::In, true}};
  AdjacencyChunk one{{0, 4}, {0, 1, 4, 4}, {}, {1, 1, 0, 2}};
  AdjacencyChunk two{{0, 3, 3, 5}, {0, 2, 9, 3, 5}, {0, 0, 0, 0, 0}, {1, 1, 1, 1, 1}};

  NeighbourIndex index(NeighbourOrder order) const {
    NeighbourIndex out(order, 4, 9);
    const AdjacencyChunk* chunks[] = {&one, &two};
    out.add_range(0, 4, steps, chunks);
    return out;
  }
};

}  // namespace

TEST_CASE("Lists of several tables follow each other, or are one", "[graph][neighbours]") {
  const TwoTables tables;
  const NeighbourIndex ascending = tables.index(NeighbourOrder::Ascending);
  CHECK(of(ascending, 0) == Offsets{0, 1, 2, 4, 9});
  CHECK(of(ascending, 1).empty());
  CHECK(of(ascending, 2) == Offsets{3, 5});
  CHECK(of(ascending, 3).empty());
  const NeighbourIndex by_step = tables.index(NeighbourOrder::ByStep);
  CHECK(of(by_step, 0) == Offsets{0, 1, 4, 2, 9});
  CHECK(of(by_step, 2) == Offsets{3, 5});
  // A hidden edge, and the loop that the other step has.
  for (const NeighbourIndex* index : {&ascending, &by_step}) {
    CHECK(index->left_out(0) == 2);
    CHECK(index->left_out(2) == 0);
  }
}

TEST_CASE("Neighbours are put together once looking on has cost as much", "[graph][neighbours]") {
  std::mt19937 random(7);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < 5000; ++i) nodes.push_back({i, "N", {}});  // three ranges
  std::vector<OpenEdge> edges;
  std::vector<Offsets> expected(nodes.size());
  for (std::int64_t i = 0; i < 9000; ++i) {
    const std::int64_t from = random() % 5000;
    const std::int64_t to = random() % 50 == 0 ? from : random() % 5000;
    edges.push_back({i, from, to, "R", {}});
  }
  const auto graph = open_graph(nodes, edges);
  const GraphView& view = graph->view();
  const EdgeTableId table = view.edge_tables()[0].id;
  const std::vector<NeighbourStep> steps{{table, Direction::Out, false},
                                         {table, Direction::In, true}};
  for (const Direction direction : {Direction::Out, Direction::In}) {
    for (std::uint32_t offset = 0; offset < 5000; ++offset) {
      const AdjacencyList list = tiny::must(view.neighbours(table, direction, offset), "list");
      for (const std::uint32_t end : list.nodes) {
        if (direction == Direction::Out || end != offset) expected[offset].push_back(end);
      }
    }
  }
  const auto if_due = [&](std::uint64_t looked) {
    return tiny::must(view.neighbours_if_due(steps, NeighbourOrder::Ascending, looked), "lists");
  };
  CHECK(if_due(0) == nullptr);
  CHECK(if_due(2000) == nullptr);
  CHECK(if_due(2000) == nullptr);
  const NeighbourIndex* index = if_due(2000);  // a quarter of 18000 entries and 5000 nodes
  REQUIRE(index != nullptr);
  CHECK(if_due(0) == index);
  CHECK(tiny::must(view.neighbours_along(steps, NeighbourOrder::Ascending), "lists") == index);
  for (std::uint32_t offset = 0; offset < 5000; ++offset) {
    std::sort(expected[offset].begin(), expected[offset].end());
    REQUIRE(of(*index, offset) == expected[offset]);
  }
  CHECK(view.cached_bytes() > index->memory_bytes());
}
