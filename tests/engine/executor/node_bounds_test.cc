// Where a property ascends with the nodes, `a.k < b.k` cuts lists of neighbours; a comparison that
// is written so that it cannot must give the same.
#include <random>

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// `k` ascends; `m` does not; `h` ascends where it is there.
std::unique_ptr<OpenGraph> graph_of(std::uint32_t seed, std::int64_t nodes_count,
                                    std::int64_t edges_count) {
  std::mt19937 random(seed);
  std::vector<OpenNode> nodes;
  for (std::int64_t i = 0; i < nodes_count; ++i) {
    OpenNode node{i, "A", {{"k", Value(3 * i)}, {"m", Value((i * 7) % nodes_count)}}};
    if (i % 5 != 0) node.properties.emplace_back("h", Value(i));
    nodes.push_back(std::move(node));
  }
  std::vector<OpenEdge> edges;
  const auto draw = [&] {
    return static_cast<std::int64_t>(random() % static_cast<unsigned>(nodes_count));
  };
  for (std::int64_t i = 0; i < edges_count; ++i) {
    edges.push_back({i, draw(), draw(), i % 3 == 0 ? "S" : "R", {}});
  }
  return open_graph(nodes, edges);
}

std::string with_property(std::string text, char property, bool plainly) {
  const std::string name = std::string(".") + property;
  for (std::size_t at = text.find(".?"); at != std::string::npos; at = text.find(".?")) {
    text.replace(at, 2, plainly ? name : name + " + 0");
  }
  return text;
}

}  // namespace

TEST_CASE("Nodes in order are found with and without bounds", "[executor][bounds]") {
  const char* questions[] = {
      "MATCH (a:A)-[:R]-(b:A) WHERE a.? < b.? RETURN a.k, b.k",
      "MATCH (a:A)-[:R]->(b:A)-[:R]->(c:A) WHERE a.? <= c.? AND b.? > c.? RETURN a.k, b.k, c.k",
      "MATCH (a:A)-[:R]-(b:A)-[:R]-(c:A), (a)-[:R]-(c) WHERE a.? < b.? AND b.? < c.? "
      "RETURN count(*)",
      "MATCH (a:A)-[:R]->(b:A), (b)-[:S]->(a) WHERE b.? >= a.? RETURN a.k, b.k",
      "MATCH (a:A) OPTIONAL MATCH (a)-[:S]->(b:A) WHERE a.? < b.? RETURN a.k, b.k",
      "MATCH (a:A)-[:R]-(b:A)-[:R]-(c:A)-[:R]-(d:A)-[:R]-(a) "
      "WHERE a.? < b.? AND a.? < c.? AND a.? < d.? AND b.? < d.? RETURN count(*)",
      "MATCH (a:A)-[:R]->(b:A)-[:S]->(c:A)-[:R]->(d:A)-[:S]->(a) WHERE a.? < c.? "
      "RETURN a.k, b.k, c.k, d.k",
      "MATCH (a:A)-[:R]->(b:A)-[:S]->(c:A), (a)-[:R]->(d:A)-[:S]->(c) RETURN a.k, b.k, c.k, d.k",
      "MATCH WALK (a:A)-[:R]->(b:A)-[:S]->(c:A), (a)-[:R]->(d:A)-[:S]->(c) RETURN count(*)",
  };
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    const auto graph = graph_of(seed, 40, 400);
    for (const char* question : questions) {
      for (const char property : {'k', 'm', 'h'}) {
        const std::string plain = with_property(question, property, true);
        INFO(plain << " seed " << seed);
        AskWith as_written;
        as_written.optimise = false;
        const Lines rows = sorted_rows(graph->view(), plain);
        CHECK(rows.front().rfind("ERROR", 0) != 0);
        CHECK(rows ==
              sorted_rows(graph->view(), with_property(question, property, false), as_written));
      }
    }
  }
}

TEST_CASE("A property that does not ascend, or is missing, is no bound", "[executor][bounds]") {
  const auto graph = graph_of(5, 30, 60);
  const GraphView& view = graph->view();
  const TypeId type = view.ontology().find_type("A")->id;
  CHECK(tiny::must(view.ascends(type, "k"), "k"));
  CHECK_FALSE(tiny::must(view.ascends(type, "m"), "m"));
  CHECK_FALSE(tiny::must(view.ascends(type, "h"), "h"));
  CHECK_FALSE(tiny::must(view.ascends(type, "nothing"), "nothing"));
}
