// The edges of imported graphs, one relation after the other.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/id_runs.h"
#include "engine/graph/import_nodes.h"
#include "engine/graph/import_reader.h"
#include "engine/graph/imported_graph.h"

namespace sarye {

class StoredEdges final : public EdgeBlocks {
 public:
  // `known`: how many edges the relations of one graph have, which need not be counted then; may be
  // null. The snapshot is borrowed.
  StoredEdges(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
              std::shared_ptr<const ImportedNodes> nodes, const StoredImport* known);

  Result<bool> next(Ontology& ontology, RelationEdges& out) override;
  void make(const RelationEdges& of, std::pair<TypeId, TypeId> ends,
            const RelationEdges::Edge& edge, std::uint32_t number, BuildInput& part) const override;

 private:
  // What was told to the ontology of one relation.
  struct Told {
    std::set<std::pair<TypeId, TypeId>> ends;
    std::vector<WrittenProperty> properties;  // of the edge before
  };

  Result<void> count_all(Ontology& ontology);
  Result<void> count(ImportReader& reader, std::vector<std::uint64_t>& edges) const;
  Result<void> open_graph(Ontology& ontology);
  void add(Ontology& ontology, const WrittenEdge& edge,
           const std::vector<WrittenProperty>& properties);
  RelationEdges::Edge pack(const WrittenEdge& edge, NodeId source, NodeId target);
  bool is_key_before(TypeId a_type, std::uint32_t a, TypeId b_type, std::uint32_t b,
                     const Ontology& ontology) const;

  const Snapshot& snapshot_;
  std::vector<std::uint32_t> numbers_;  // of the graphs
  std::shared_ptr<const ImportedNodes> nodes_;
  const StoredImport* known_;
  std::vector<std::uint64_t> left_;  // by relation: edges that were not read yet
  bool is_counted_ = false;
  std::size_t graph_ = 0;
  std::unique_ptr<ImportReader> reader_;
  std::vector<RelationId> relations_;  // of the graph that is read
  std::optional<IdRuns> ids_;          // of its nodes
  // Nodes of one role are of one type mostly.
  IdRuns::Last source_, target_, document_, passage_;
  std::vector<std::vector<std::string>> names_;  // of properties, by graph
  std::map<RelationId, RelationEdges> begun_;
  std::map<RelationId, Told> told_;
  // What goes with the last edge: most have that of the one before.
  RelationEdges* last_ = nullptr;
  Told* last_told_ = nullptr;
  bool is_symmetric_ = false;
  std::pair<TypeId, TypeId> last_ends_;
  std::vector<RelationEdges::Edge>* last_edges_ = nullptr;
};

}  // namespace sarye
