#include "engine/subgraph_of.h"

#include <array>
#include <set>

namespace sarye {

namespace {

class Collector {
 public:
  explicit Collector(const EvidenceReader& evidence) : evidence_(evidence) {}

  void add_node(NodeId node) {
    if (nodes_.insert(node).second) subgraph_.nodes.push_back(node);
  }

  Result<void> add_edge(const EdgeValue& edge) {
    if (!edges_.insert(edge.id).second) return {};
    SubgraphEdge out;
    out.id = edge.id;
    out.source = edge.source;
    out.target = edge.target;
    auto rows = evidence_.rows(edge.id);
    if (!rows) return rows.error();
    out.plain = rows->empty();
    if (!out.plain) {
      const std::uint32_t first = rows->begin;
      auto done = evidence_.each_survivor(
          edge.id, edge.filter, [&](const AssertionChunk&, std::size_t row) {
            out.rows.push_back(static_cast<std::uint32_t>(row) - first);
          });
      if (!done) return done;
      if (out.rows.empty()) return {};
      auto summary = evidence_.summary(edge.id, edge.filter);
      if (!summary) return summary.error();
      out.works = summary->works;
      out.confidence = summary->confidence;
    }
    add_node(edge.source);
    add_node(edge.target);
    subgraph_.edges.push_back(std::move(out));
    return {};
  }

  Subgraph take() { return std::move(subgraph_); }

 private:
  const EvidenceReader& evidence_;
  Subgraph subgraph_;
  std::set<NodeId> nodes_;
  std::set<EdgeId> edges_;
};

bool is_wanted(const NodeType& type, const WholeGraphOptions& options) {
  return !type.is_abstract && (options.passages || !type.is_system);
}

}  // namespace

Result<Subgraph> subgraph_of(const QueryResult& result, const EvidenceReader& evidence) {
  const ResultGraph found = graph_of(result);
  Collector collector(evidence);
  for (NodeId node : found.nodes) collector.add_node(node);
  for (const EdgeValue& edge : found.edges) {
    if (auto done = collector.add_edge(edge); !done) return done.error();
  }
  return collector.take();
}

Result<Subgraph> whole_graph(const GraphView& graph, const WholeGraphOptions& options) {
  std::array<CompiledFilter, 1> filters;
  if (options.all_stances) {
    filters[0].words.polarity = kPolarityAsserted | kPolarityDenied;
    filters[0].words.modality = kModalityAny;
    filters[0].is_default = false;
  }
  const EvidenceReader evidence(graph, filters);
  Collector collector(evidence);
  const Ontology& ontology = graph.ontology();
  for (const NodeType& type : ontology.types()) {
    if (!is_wanted(type, options)) continue;
    for (std::uint32_t range = 0; range << kRangeBits < graph.node_limit(type.id); ++range) {
      auto offsets = graph.nodes_of_range(type.id, range);
      if (!offsets) return offsets.error();
      for (std::uint32_t offset : *offsets) collector.add_node(NodeId(type.id, offset));
    }
  }
  for (const EdgeTableInfo& table : graph.edge_tables()) {
    if (!is_wanted(ontology.type(table.from), options) ||
        !is_wanted(ontology.type(table.to), options)) {
      continue;
    }
    for (std::uint32_t source = 0; source < graph.node_limit(table.from); ++source) {
      auto list = graph.neighbours(table.id, Direction::Out, source);
      if (!list) return list.error();
      for (std::size_t i = 0; i < list->size(); ++i) {
        EdgeValue edge;
        edge.id = list->edge(i);
        edge.source = NodeId(table.from, source);
        edge.target = NodeId(table.to, list->nodes[i]);
        if (auto done = collector.add_edge(edge); !done) return done.error();
      }
    }
  }
  return collector.take();
}

}  // namespace sarye
