// One frozen reading of a published store: everything that a query asks. Chunks are decoded once,
// on demand, and stay decoded until `trim`; so spans and references that are handed out live at
// least as long as the query that asked (the engine trims between queries). Reading is safe from
// many threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/graph/adjacency.h"
#include "engine/graph/columns.h"
#include "engine/graph/document_edges.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/evidence_counts.h"
#include "engine/graph/neighbour_index.h"
#include "engine/model/catalog.h"
#include "engine/model/document.h"
#include "engine/model/shown_names.h"
#include "engine/model/value.h"
#include "engine/store/store.h"
#include "engine/text/text_query.h"

namespace sarye {

class GraphView final : public Catalog {
 public:
  struct Options {
    std::uint64_t cache_bytes = std::uint64_t{256} << 20;  // decoded chunks kept by `trim`
  };

  // Reads what the generation's manifest says; touches no chunk. The view owns the snapshot.
  // Errors: Damaged, VersionMismatch.
  static Result<std::unique_ptr<GraphView>> open(std::shared_ptr<const Snapshot> snapshot,
                                                 const Options& options);
  static Result<std::unique_ptr<GraphView>> open(std::shared_ptr<const Snapshot> snapshot) {
    return open(std::move(snapshot), Options{});
  }
  ~GraphView() override;

  // --- Catalog
  const Ontology& ontology() const override;
  std::uint64_t generation() const override;
  std::uint64_t node_count(TypeId type) const override;
  std::span<const EdgeTableInfo> edge_tables() const override;
  Result<std::vector<EntityMatch>> find_entities(std::optional<TypeId> type,
                                                 std::string_view name) const override;
  Result<std::vector<EntityMatch>> names_like(std::optional<TypeId> type, std::string_view name,
                                              std::size_t limit) const override;
  Result<std::vector<EntityMatch>> names_with_prefix(std::optional<TypeId> type,
                                                     std::string_view prefix,
                                                     std::size_t limit) const override;
  std::uint64_t distinct_values(TypeId type, std::string_view property) const override;
  Result<bool> ascends(TypeId type, std::string_view property) const override;
  std::vector<std::string> document_properties() const override;

  // --- nodes
  // Offsets of a type run from 0 to node_limit - 1; those of removed nodes are holes.
  std::uint32_t node_limit(TypeId type) const;
  Result<bool> exists(NodeId node) const;
  // The offsets of one range (offset >> kRangeBits) that exist, ascending.
  Result<std::span<const std::uint32_t>> nodes_of_range(TypeId type, std::uint32_t range) const;
  Result<std::optional<NodeId>> node_by_key(std::string_view stable_key) const;
  Result<std::string> stable_key(NodeId node) const;    // `firm:deepseek`; the order of rows
  Result<std::string> display_name(NodeId node) const;  // what `x.name` is
  // What a person is shown: the display name, or the name that `show_names` asks for.
  Result<std::string> shown_name(NodeId node) const;
  void show_names(ShownNames which);
  Result<std::vector<EntityName>> names(NodeId node) const;  // all, in a fixed order
  // In an imported graph the id that was given; else the NodeId itself.
  Result<std::int64_t> external_id(NodeId node) const;
  // The place of each offset of a type in the order of stable keys (holes: 0), made once and kept:
  // rows are sorted by it without reading a string. Offsets at node_limit and behind have none.
  Result<std::span<const std::uint32_t>> key_order(TypeId type) const;

  // --- properties; a property that the node lacks is null
  Result<Value> property(NodeId node, std::string_view name) const;
  // The same for many nodes of one type at once, in their order. `out` is overwritten.
  Result<void> properties(TypeId type, std::string_view name,
                          std::span<const std::uint32_t> offsets, std::vector<Value>& out) const;
  Result<std::vector<std::pair<std::string, Value>>> all_properties(NodeId node) const;
  // The column of one range, for kernels; nullptr where no node of the type has the property. Rows
  // count from the range's first offset. Not for `name` of a literature store, which is made of
  // names.
  Result<const Column*> property_column(TypeId type, std::string_view name,
                                        std::uint32_t range) const;
  // Adds the rows of that column whose texts contain `part`, ascending; a column that is no String
  // has none. From the second search on, a range is searched by an index that is kept with chunks.
  Result<void> rows_containing(TypeId type, std::string_view name, std::uint32_t range,
                               std::string_view part, std::vector<std::uint32_t>& out) const;
  // The nodes of a type whose property, a text, begins with `prefix`, found by one search in the
  // order of all texts. `known`: false where that is not kept (see is_kept_by_text), where one range
  // is all there is, and the first time that somebody asks, who reads all columns anyhow.
  struct TextRun {
    bool known = false;
    std::vector<std::uint32_t> offsets;  // that exist, ascending
    std::uint64_t values = 0;            // nodes that have the property
  };
  Result<TextRun> nodes_beginning(TypeId type, std::string_view name,
                                  std::string_view prefix) const;
  // The node of a type whose property is a number, where that ascends with the offsets of nodes.
  // `known`: false where it does not, and the first time that somebody asks, because finding out
  // costs as much as looking through all columns.
  struct NumberedNode {
    bool known = false;
    std::optional<NodeId> node;
  };
  Result<NumberedNode> node_by_number(TypeId type, std::string_view name,
                                      std::int64_t number) const;
  Result<Value> edge_property(EdgeId edge, std::string_view name) const;
  // The column of the edges of one range, by index; nullptr where no edge of the table has it.
  Result<const Column*> edge_property_column(EdgeTableId table, std::string_view name,
                                             std::uint32_t range) const;
  Result<std::vector<std::pair<std::string, Value>>> all_edge_properties(EdgeId edge) const;
  Result<std::int64_t> external_edge_id(EdgeId edge) const;

  // --- edges
  const EdgeTableInfo& edge_table(EdgeTableId id) const;
  // The tables of a family that start at `from` (Out) or end there (In).
  std::vector<EdgeTableId> tables_of(RelationId family, std::optional<TypeId> from,
                                     std::optional<TypeId> to) const;
  Result<AdjacencyList> neighbours(EdgeTableId table, Direction direction,
                                   std::uint32_t offset) const;
  // The same for all nodes of a range at once; an empty chunk where there are no edges.
  Result<const AdjacencyChunk*> adjacency(EdgeTableId table, Direction direction,
                                          std::uint32_t range) const;
  // The neighbours along `steps`, at least one, of the nodes that they start from: of one type, and
  // their ends too. Put together when they are first asked for, and kept with chunks.
  Result<const NeighbourIndex*> neighbours_along(std::span<const NeighbourStep> steps,
                                                 NeighbourOrder order) const;
  // The same if they are there, or if making them costs no more than to go on without: `looked`
  // entries were looked at since this was asked last. nullptr: go on.
  Result<const NeighbourIndex*> neighbours_if_due(std::span<const NeighbourStep> steps,
                                                  NeighbourOrder order, std::uint64_t looked) const;
  // Source and target offsets of an edge.
  Result<std::pair<std::uint32_t, std::uint32_t>> ends(EdgeId edge) const;
  // First level: counts of default-visible assertions and works of the edges of a range. nullptr
  // for a plain table, and for a range without assertions.
  Result<const EvidenceCounts*> counts(EdgeTableId table, std::uint32_t range) const;
  // Which of these edges are spoken of in a language; kept with chunks. nullptr as for `counts`.
  Result<const EdgeBits*> edges_in_language(EdgeTableId table, std::uint32_t range,
                                            Language language) const;
  // What one document states of a table, whatever its polarity and modality.
  Result<DocumentEdgeList> edges_of_document(EdgeTableId table,
                                             std::uint32_t document_offset) const;
  // The same for all documents of a range.
  Result<const DocumentEdgeChunk*> document_edges(EdgeTableId table, std::uint32_t range) const;
  // The targets of these edges, put together once `looked` of them, summed over the calls, were
  // found one by one. nullptr: not yet.
  Result<const DocumentTargets*> document_targets_if_due(EdgeTableId table, std::uint32_t range,
                                                         std::uint64_t looked) const;
  // Second level. nullptr for a plain table, and for a range without assertions.
  Result<const AssertionChunk*> assertions(EdgeTableId table, std::uint32_t range) const;
  Result<std::string> attribution_text(std::uint32_t number) const;
  // Qualifiers of one assertion (status, order, role, ...), sorted by name; usually empty.
  Result<QualifierList> qualifiers(EdgeId edge, std::uint32_t row) const;
  // Those of a whole range, by row of its AssertionChunk.
  Result<const QualifierChunk*> qualifier_chunk(EdgeTableId table, std::uint32_t range) const;

  // --- sources
  Result<std::string> source_slice(std::uint32_t document_offset, ByteRange bytes) const;
  struct PassagePlace {
    std::uint32_t document = 0;  // offset
    std::uint32_t page = 0;      // 0: unknown
    bool page_inferred = false;
    std::uint32_t line_begin = 0;
    std::uint32_t line_end = 0;
  };
  Result<PassagePlace> place(std::uint32_t passage_offset) const;
  // 1-based line of a byte of a document's source.
  Result<std::uint32_t> line_of(std::uint32_t document_offset, std::uint32_t byte) const;

  // --- full text: the passages that fit a question (engine/text/text_query.h), in no order
  struct TextHit {
    std::uint32_t passage = 0;  // offset of the Passage node
    std::uint32_t place = 0;    // in the order of stable keys
    double score = 0;           // BM25
    // Equal scores stand in the order of stable keys, so that the order of loading does not show.
    bool is_better_than(const TextHit& other) const {
      return score != other.score ? score > other.score : place < other.place;
    }
  };
  // Errors of both: those of reading and of `budget`, which may be nullptr.
  Result<std::vector<TextHit>> search(const TextQuery& query, Budget* budget = nullptr) const;
  // By word of the question, in how many passages it stands.
  Result<std::vector<std::uint64_t>> passages_with(const TextQuery& query,
                                                   Budget* budget = nullptr) const;

  // Drops decoded chunks, least recently used first, until the cache's budget holds. Never while a
  // query runs.
  void trim() const;
  std::uint64_t cached_bytes() const;

  // A literature store (closed ontology, names in several languages), or open data.
  bool is_literature() const;

 private:
  GraphView();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sarye
