// One frozen reading of a published store: everything that a query asks. Chunks are decoded once, on
// demand, and stay decoded until `trim`; so spans and references that are handed out live at least as
// long as the query that asked (the engine trims between queries). Reading is safe from many threads.
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
#include "engine/model/catalog.h"
#include "engine/model/document.h"
#include "engine/model/value.h"
#include "engine/store/store.h"

namespace sarye {

enum class Direction : std::uint8_t { Out, In };

// First level of adjacency: the edges of one node in one table and direction, in the order of the
// neighbours' offsets. Where a table has parallel edges, a neighbour stands once an edge.
struct AdjacencyList {
  EdgeTableId table;
  Direction direction = Direction::Out;
  std::uint32_t range = 0;                       // of the node whose list this is
  std::uint32_t first_edge = 0;                  // Out: index of nodes[0]'s edge within the range
  std::span<const std::uint32_t> nodes;          // offsets within the neighbours' type; sorted
  std::span<const std::uint32_t> edge_indexes;   // In: index of each edge within its source's range
  std::span<const std::uint32_t> visible;        // default-visible assertions of each edge (plain: 1)

  std::size_t size() const { return nodes.size(); }
  EdgeId edge(std::size_t i) const {
    return direction == Direction::Out
               ? EdgeId(table, range, first_edge + static_cast<std::uint32_t>(i))
               : EdgeId(table, nodes[i] >> kRangeBits, edge_indexes[i]);
  }
};

// Second level: one row an assertion, for the edges of one source range of one table. Rows of an edge
// stand together, ordered by document, then place. Columns have one length.
struct AssertionChunk {
  std::vector<std::uint32_t> first;        // row of each edge's first assertion; one more than edges
  std::vector<std::uint32_t> document;     // offset of the Document node
  std::vector<std::uint32_t> work;         // dense number of the work; equal works, equal numbers
  std::vector<std::uint32_t> passage;      // offset of the Passage node; kNoPassage where unknown
  std::vector<std::uint8_t> language;      // Language
  std::vector<std::uint16_t> kind;         // RelationId of the kind, or of the family
  std::vector<std::uint8_t> polarity;      // Polarity
  std::vector<std::uint8_t> modality;      // Modality
  std::vector<std::uint16_t> confidence;   // 0..1000
  std::vector<std::int32_t> from;          // days; DateSpan::kOpenBegin where nothing is known
  std::vector<std::int32_t> to;            // days; DateSpan::kOpenEnd
  std::vector<std::uint8_t> time_is_stated;  // 0: `from` is the document's date
  std::vector<std::uint32_t> attribution;  // number of a string (`attribution_text`); 0: the authors
  std::vector<std::uint32_t> quote_begin;  // bytes of the source document
  std::vector<std::uint32_t> quote_end;    // equal to quote_begin: no quote (imports)

  static constexpr std::uint32_t kNoPassage = 0xFFFFFFFFu;
  std::size_t edges() const { return first.empty() ? 0 : first.size() - 1; }
  std::size_t rows() const { return document.size(); }
};

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
  std::vector<std::string> document_properties() const override;

  // --- nodes
  // Offsets of a type run from 0 to node_limit - 1; those of removed nodes are holes.
  std::uint32_t node_limit(TypeId type) const;
  Result<bool> exists(NodeId node) const;
  // The offsets of one range (offset >> kRangeBits) that exist, ascending.
  Result<std::span<const std::uint32_t>> nodes_of_range(TypeId type, std::uint32_t range) const;
  Result<std::optional<NodeId>> node_by_key(std::string_view stable_key) const;
  Result<std::string> stable_key(NodeId node) const;  // `firm:deepseek`; the order of rows
  Result<std::string> display_name(NodeId node) const;
  Result<std::vector<EntityName>> names(NodeId node) const;  // all, in a fixed order
  // In an imported graph the id that was given; else the NodeId itself.
  Result<std::int64_t> external_id(NodeId node) const;

  // --- properties; a property that the node lacks is null
  Result<Value> property(NodeId node, std::string_view name) const;
  // The same for many nodes of one type at once, in their order. `out` is overwritten.
  Result<void> properties(TypeId type, std::string_view name, std::span<const std::uint32_t> offsets,
                          std::vector<Value>& out) const;
  Result<std::vector<std::pair<std::string, Value>>> all_properties(NodeId node) const;
  Result<Value> edge_property(EdgeId edge, std::string_view name) const;
  Result<std::vector<std::pair<std::string, Value>>> all_edge_properties(EdgeId edge) const;
  Result<std::int64_t> external_edge_id(EdgeId edge) const;

  // --- edges
  const EdgeTableInfo& edge_table(EdgeTableId id) const;
  // The tables of a family that start at `from` (Out) or end there (In).
  std::vector<EdgeTableId> tables_of(RelationId family, std::optional<TypeId> from,
                                     std::optional<TypeId> to) const;
  Result<AdjacencyList> neighbours(EdgeTableId table, Direction direction,
                                   std::uint32_t offset) const;
  // Source and target offsets of an edge.
  Result<std::pair<std::uint32_t, std::uint32_t>> ends(EdgeId edge) const;
  // nullptr for a plain table.
  Result<const AssertionChunk*> assertions(EdgeTableId table, std::uint32_t range) const;
  Result<std::string> attribution_text(std::uint32_t number) const;
  // Qualifiers of one assertion (status, order, role, ...), sorted by name; usually empty.
  Result<std::vector<std::pair<std::string, std::string>>> qualifiers(EdgeId edge,
                                                                      std::uint32_t row) const;

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

  // --- full text: passages that hold every term (terms as engine/text/terms.h makes them)
  struct TextHit {
    std::uint32_t passage = 0;  // offset of the Passage node
    double score = 0;           // BM25
  };
  Result<std::vector<TextHit>> search(std::string_view words, std::size_t limit) const;

  // Drops decoded chunks, least recently used first, until the cache's budget holds. Never while a
  // query runs.
  void trim() const;
  std::uint64_t cached_bytes() const;

 private:
  GraphView();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sarye
