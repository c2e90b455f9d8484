// What a GraphView holds. Shared by the files that implement it; not for other rooms.
#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/graph/chunk_cache.h"
#include "engine/graph/graph_view.h"
#include "engine/graph/manifest.h"
#include "engine/graph/name_memory.h"
#include "engine/graph/text_order.h"

namespace sarye {

struct GraphView::Impl {
  struct TypeColumn {
    std::string name;
    ChunkSlots slots;
  };
  // Which nodes of a range exist, ascending.
  struct Present {
    std::vector<std::uint32_t> offsets;
    std::uint64_t memory_bytes() const { return sizeof(Present) + offsets.capacity() * 4; }
  };
  struct Ranks {
    std::vector<std::uint32_t> of_offset;
    std::uint64_t memory_bytes() const { return sizeof(Ranks) + of_offset.capacity() * 4; }
  };
  struct TypeState {
    std::vector<TypeColumn> columns;  // sorted by name
    ChunkSlots present;
    ChunkSlots ranks{1};
  };
  struct TableState {
    EdgeTableKey key;
    ChunkSlots out;
    ChunkSlots in;
    ChunkSlots counts;
    std::array<ChunkSlots, kLanguageCount> in_language;
    ChunkSlots documents;
    ChunkSlots targets;  // of what documents state, by their range
    std::unique_ptr<std::atomic<std::uint64_t>[]> targets_looked;  // likewise: found one by one
    ChunkSlots evidence;
    ChunkSlots qualifiers;
    std::vector<TypeColumn> columns;  // sorted by name
  };

  // All texts of a property in order, where they have one.
  struct OrderedTexts {
    std::optional<TextOrder> order;
    std::uint64_t memory_bytes() const { return order ? order->memory_bytes() : sizeof(*this); }
  };
  // A property whose texts were searched.
  struct Searched {
    ChunkSlots grams;
    std::unique_ptr<std::atomic<bool>[]> before;  // by range
    ChunkSlots order{1};                          // OrderedTexts
    std::atomic<bool> asked_in_order{false};
  };

  // Neighbours along some steps, of all nodes at once.
  struct Gathered {
    ChunkSlots slot{1};
    std::atomic<std::uint64_t> looked{0};  // entries, by those who did without
    std::mutex making;
  };

  explicit Impl(const Options& options) : cache(options.cache_bytes) {}

  Result<const Column*> column(TypeId type, std::string_view name, std::uint32_t range);
  Result<const Column*> edge_column(EdgeTableId table, std::string_view name, std::uint32_t range);
  Result<const AdjacencyChunk*> adjacency(EdgeTableId table, Direction direction,
                                          std::uint32_t range);
  Searched& searched_texts(TypeId type, std::string_view name);  // made when it is first asked for
  Result<OrderedTexts> order_texts(TypeId type, std::string_view name);
  Gathered& gathered(std::span<const NeighbourStep> steps,
                     NeighbourOrder order);  // made when it is first asked for
  Result<NeighbourIndex> gather(std::span<const NeighbourStep> steps, NeighbourOrder order);
  Result<DocumentTargets> targets_of(EdgeTableId table, const DocumentEdgeChunk& documents);
  std::uint64_t edges_along(std::span<const NeighbourStep> steps) const;
  TypeId start_of(const NeighbourStep& step) const;
  // An internal column's cell, as an integer or a string.
  Result<std::int64_t> integer(NodeId node, std::string_view name, std::int64_t otherwise);
  Result<std::string> text(NodeId node, std::string_view name);
  Result<EntityMatch> match(NodeId node);
  // In order of type and offset; from memory if it was asked for lately.
  Result<std::vector<NodeId>> nodes_named(std::string_view name_key);

  std::shared_ptr<const Snapshot> snapshot;
  Manifest manifest;
  std::vector<EdgeTableInfo> tables;
  std::vector<TypeState> types;
  std::vector<TableState> table_states;
  ChunkSlots attributions;
  TypeId document_type;
  TypeId passage_type;
  ShownNames shown_names = ShownNames::Auto;
  bool has_documents = false;
  bool has_passages = false;

  NameMemory asked_names;

  std::mutex ascending_mutex;
  std::map<std::pair<TypeId, std::string>, bool> ascending;  // by type and property, as asked for
  std::set<std::pair<TypeId, std::string>> numbers_asked;    // of node_by_number()

  std::mutex searched_mutex;
  std::map<std::pair<TypeId, std::string>, Searched, std::less<>> searched;

  std::mutex gathered_mutex;
  std::map<std::pair<NeighbourOrder, std::vector<NeighbourStep>>, Gathered> gathered_neighbours;

  std::mutex lines_mutex;
  std::map<std::uint32_t, std::shared_ptr<const std::vector<std::uint32_t>>> line_starts;

  ChunkCache cache;  // last: it goes before the slots that it knows
};

}  // namespace sarye
