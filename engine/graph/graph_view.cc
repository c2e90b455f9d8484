#include "engine/graph/graph_view.h"

#include <algorithm>
#include <cassert>

#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view_impl.h"
#include "engine/graph/view_rows.h"

namespace sarye {

namespace {

std::uint32_t ranges_of(std::uint32_t limit) {
  return (limit + kRangeSize - 1) >> kRangeBits;
}

std::uint32_t local_of(std::uint32_t offset) {
  return offset & (kRangeSize - 1);
}

template <typename Columns>
auto* find_named(Columns& columns, std::string_view name) {
  const auto at = std::lower_bound(columns.begin(), columns.end(), name,
                                   [](const auto& c, std::string_view n) { return c.name < n; });
  return at != columns.end() && at->name == name ? &*at : nullptr;
}

}  // namespace

GraphView::GraphView() = default;
GraphView::~GraphView() = default;

Result<std::unique_ptr<GraphView>> GraphView::open(std::shared_ptr<const Snapshot> snapshot,
                                                   const Options& options) {
  auto manifest = read_manifest(*snapshot);
  if (!manifest) return manifest.error();
  std::unique_ptr<GraphView> view(new GraphView());
  view->impl_ = std::make_unique<Impl>(options);
  Impl& impl = *view->impl_;
  impl.snapshot = std::move(snapshot);
  if (*manifest) {
    impl.manifest = std::move(**manifest);
  } else {
    impl.manifest.literature = false;
    impl.manifest.ontology = Ontology::open_schema();
  }
  for (const TypeStatistics& type : impl.manifest.types) {
    Impl::TypeState& state = impl.types.emplace_back();
    const std::uint32_t ranges = ranges_of(type.limit);
    state.present = ChunkSlots(ranges);
    for (const PropertyStatistics& column : type.columns) {
      state.columns.push_back({column.name, ChunkSlots(ranges)});
    }
  }
  for (const TableStatistics& table : impl.manifest.tables) {
    impl.tables.push_back(table.info);
    Impl::TableState& state = impl.table_states.emplace_back();
    state.key = {table.info.family, table.info.from, table.info.to};
    const std::uint32_t ranges = ranges_of(table.source_limit);
    state.out = ChunkSlots(ranges);
    state.in = ChunkSlots(ranges_of(table.target_limit));
    if (!table.info.plain) {
      state.counts = ChunkSlots(ranges);
      for (ChunkSlots& of_language : state.in_language) of_language = ChunkSlots(ranges);
      state.evidence = ChunkSlots(ranges);
      const std::uint32_t of_documents = ranges_of(table.document_limit);
      state.documents = ChunkSlots(of_documents);
      state.targets = ChunkSlots(of_documents);
      state.targets_looked = std::make_unique<std::atomic<std::uint64_t>[]>(of_documents);
    }
    if (table.qualified > 0) state.qualifiers = ChunkSlots(ranges);
    for (const PropertyStatistics& column : table.columns) {
      state.columns.push_back({column.name, ChunkSlots(ranges)});
    }
  }
  impl.attributions = ChunkSlots(ranges_of(impl.manifest.attributions));
  if (const NodeType* type = impl.manifest.ontology.find_type("Document")) {
    impl.document_type = type->id;
    impl.has_documents = true;
  }
  if (const NodeType* type = impl.manifest.ontology.find_type("Passage")) {
    impl.passage_type = type->id;
    impl.has_passages = true;
  }
  return view;
}

// --- loading

namespace {

Result<Column> load_column(const Snapshot& snapshot, const std::string& key,
                           std::uint32_t max_rows) {
  auto bytes = read_parts(snapshot, Table::Graph, key);
  if (!bytes) return bytes.error();
  if (!*bytes) return Column();
  return Column::decode(**bytes, max_rows);
}

}  // namespace

Result<const Column*> GraphView::Impl::column(TypeId type, std::string_view name,
                                              std::uint32_t range) {
  assert(type.value < types.size());
  TypeColumn* found = find_named(types[type.value].columns, name);
  if (found == nullptr || range >= found->slots.ranges()) {
    return static_cast<const Column*>(nullptr);
  }
  return cache.get<Column>(found->slots[range], [&] {
    return load_column(*snapshot, node_column_key(type, name, range), kRangeSize);
  });
}

Result<const Column*> GraphView::Impl::edge_column(EdgeTableId table, std::string_view name,
                                                   std::uint32_t range) {
  TableState& state = table_states[table.value];
  TypeColumn* found = find_named(state.columns, name);
  if (found == nullptr || range >= found->slots.ranges()) {
    return static_cast<const Column*>(nullptr);
  }
  return cache.get<Column>(found->slots[range], [&]() -> Result<Column> {
    auto edges = adjacency(table, Direction::Out, range);
    if (!edges) return edges.error();
    return load_column(*snapshot, edge_column_key(state.key, name, range), (*edges)->edges());
  });
}

Result<const AdjacencyChunk*> GraphView::Impl::adjacency(EdgeTableId table, Direction direction,
                                                         std::uint32_t range) {
  static const AdjacencyChunk none;
  TableState& state = table_states[table.value];
  ChunkSlots& slots = direction == Direction::Out ? state.out : state.in;
  if (range >= slots.ranges()) return &none;
  return cache.get<AdjacencyChunk>(slots[range], [&]() -> Result<AdjacencyChunk> {
    auto bytes = read_parts(*snapshot, Table::Graph, adjacency_key(state.key, direction, range));
    if (!bytes) return bytes.error();
    if (!*bytes) return AdjacencyChunk();
    return decode_adjacency(**bytes, direction);
  });
}

Result<std::int64_t> GraphView::Impl::integer(NodeId node, std::string_view name,
                                              std::int64_t otherwise) {
  auto found = column(node.type(), name, node.offset() >> kRangeBits);
  if (!found) return found.error();
  return *found == nullptr ? otherwise : (*found)->integer(local_of(node.offset()), otherwise);
}

Result<std::string> GraphView::Impl::text(NodeId node, std::string_view name) {
  auto found = column(node.type(), name, node.offset() >> kRangeBits);
  if (!found) return found.error();
  return *found == nullptr ? std::string() : std::string((*found)->text(local_of(node.offset())));
}

// --- what the manifest says

const Ontology& GraphView::ontology() const {
  return impl_->manifest.ontology;
}
std::uint64_t GraphView::generation() const {
  return impl_->manifest.generation;
}
bool GraphView::is_literature() const {
  return impl_->manifest.literature;
}

std::uint64_t GraphView::node_count(TypeId type) const {
  return type.value < impl_->manifest.types.size() ? impl_->manifest.types[type.value].count : 0;
}

std::span<const EdgeTableInfo> GraphView::edge_tables() const {
  return impl_->tables;
}

const EdgeTableInfo& GraphView::edge_table(EdgeTableId id) const {
  return impl_->tables[id.value];
}

std::uint64_t GraphView::distinct_values(TypeId type, std::string_view property) const {
  if (type.value >= impl_->manifest.types.size()) return 0;
  const PropertyStatistics* found = find_named(impl_->manifest.types[type.value].columns, property);
  return found == nullptr ? 0 : found->distinct;
}

std::vector<std::string> GraphView::document_properties() const {
  return impl_->manifest.document_properties;
}

std::uint32_t GraphView::node_limit(TypeId type) const {
  return type.value < impl_->manifest.types.size() ? impl_->manifest.types[type.value].limit : 0;
}

std::vector<EdgeTableId> GraphView::tables_of(RelationId family, std::optional<TypeId> from,
                                              std::optional<TypeId> to) const {
  std::vector<EdgeTableId> out;
  for (const EdgeTableInfo& table : impl_->tables) {
    if (table.family == family && (!from || table.from == *from) && (!to || table.to == *to)) {
      out.push_back(table.id);
    }
  }
  return out;
}

// --- nodes

Result<bool> GraphView::exists(NodeId node) const {
  if (node.offset() >= node_limit(node.type())) return false;
  auto keys = impl_->column(node.type(), internal_column::kKey, node.offset() >> kRangeBits);
  if (!keys) return keys.error();
  return *keys != nullptr && (*keys)->has(local_of(node.offset()));
}

Result<std::span<const std::uint32_t>> GraphView::nodes_of_range(TypeId type,
                                                                 std::uint32_t range) const {
  using Span = std::span<const std::uint32_t>;
  if (type.value >= impl_->types.size() || range >= impl_->types[type.value].present.ranges()) {
    return Span();
  }
  auto present = impl_->cache.get<Impl::Present>(
      impl_->types[type.value].present[range], [&]() -> Result<Impl::Present> {
        auto keys = impl_->column(type, internal_column::kKey, range);
        if (!keys) return keys.error();
        Impl::Present out;
        if (*keys == nullptr) return out;
        for (std::uint32_t row = 0; row < (*keys)->size(); ++row) {
          if ((*keys)->has(row)) out.offsets.push_back(range << kRangeBits | row);
        }
        return out;
      });
  if (!present) return present.error();
  return Span((*present)->offsets);
}

Result<std::string> GraphView::stable_key(NodeId node) const {
  return impl_->text(node, internal_column::kKey);
}

Result<std::string> GraphView::display_name(NodeId node) const {
  auto shown = impl_->column(node.type(), internal_column::kDisplay, node.offset() >> kRangeBits);
  if (!shown) return shown.error();
  if (*shown != nullptr && (*shown)->has(local_of(node.offset()))) {
    return std::string((*shown)->text(local_of(node.offset())));
  }
  return stable_key(node);
}

Result<std::int64_t> GraphView::external_id(NodeId node) const {
  return impl_->integer(node, internal_column::kExternal, static_cast<std::int64_t>(node.value));
}

Result<std::span<const std::uint32_t>> GraphView::key_order(TypeId type) const {
  using Span = std::span<const std::uint32_t>;
  if (type.value >= impl_->types.size()) return Span();
  auto ranks = impl_->cache.get<Impl::Ranks>(
      impl_->types[type.value].ranks[0], [&]() -> Result<Impl::Ranks> {
        Impl::Ranks out;
        out.of_offset.assign(node_limit(type), 0);
        std::vector<std::pair<std::string_view, std::uint32_t>> keys;
        const bool in_order = impl_->manifest.types[type.value].offsets_in_key_order;
        for (std::uint32_t range = 0; range < ranges_of(node_limit(type)); ++range) {
          if (in_order) break;
          auto column = impl_->column(type, internal_column::kKey, range);
          if (!column) return column.error();
          for (std::uint32_t row = 0; *column != nullptr && row < (*column)->size(); ++row) {
            if ((*column)->has(row)) {
              keys.emplace_back((*column)->text(row), range << kRangeBits | row);
            }
          }
        }
        if (in_order) {
          for (std::uint32_t i = 0; i < out.of_offset.size(); ++i) out.of_offset[i] = i;
        }
        std::sort(keys.begin(), keys.end());
        for (std::uint32_t i = 0; i < keys.size(); ++i) out.of_offset[keys[i].second] = i;
        return out;
      });
  if (!ranks) return ranks.error();
  return Span((*ranks)->of_offset);
}

// --- edges

Result<const AdjacencyChunk*> GraphView::adjacency(EdgeTableId table, Direction direction,
                                                   std::uint32_t range) const {
  return impl_->adjacency(table, direction, range);
}

Result<AdjacencyList> GraphView::neighbours(EdgeTableId table, Direction direction,
                                            std::uint32_t offset) const {
  const std::uint32_t range = offset >> kRangeBits;
  auto chunk = impl_->adjacency(table, direction, range);
  if (!chunk) return chunk.error();
  const AdjacencyChunk& c = **chunk;
  const std::uint32_t local = local_of(offset);
  return c.list(table, direction, range, c.begin(local), c.end(local));
}

Result<std::pair<std::uint32_t, std::uint32_t>> GraphView::ends(EdgeId edge) const {
  auto chunk = impl_->adjacency(edge.table(), Direction::Out, edge.range());
  if (!chunk) return chunk.error();
  const AdjacencyChunk& c = **chunk;
  if (edge.index() >= c.edges()) {
    return Error{ErrorCode::Internal, "an edge of another generation was asked for"};
  }
  const auto after = std::upper_bound(c.first.begin(), c.first.end(), edge.index());
  const auto local = static_cast<std::uint32_t>(after - c.first.begin()) - 1;
  return std::pair(edge.range() << kRangeBits | local, c.nodes[edge.index()]);
}

Result<const AssertionChunk*> GraphView::assertions(EdgeTableId table, std::uint32_t range) const {
  Impl::TableState& state = impl_->table_states[table.value];
  if (range >= state.evidence.ranges()) return static_cast<const AssertionChunk*>(nullptr);
  auto chunk =
      impl_->cache.get<AssertionChunk>(state.evidence[range], [&]() -> Result<AssertionChunk> {
        auto bytes = read_parts(*impl_->snapshot, Table::Graph, evidence_key(state.key, range));
        if (!bytes) return bytes.error();
        if (!*bytes) return AssertionChunk();
        return decode_assertions(**bytes);
      });
  if (!chunk) return chunk.error();
  return (*chunk)->first.empty() ? static_cast<const AssertionChunk*>(nullptr) : *chunk;
}

Result<const EvidenceCounts*> GraphView::counts(EdgeTableId table, std::uint32_t range) const {
  Impl::TableState& state = impl_->table_states[table.value];
  if (range >= state.counts.ranges()) return static_cast<const EvidenceCounts*>(nullptr);
  auto chunk =
      impl_->cache.get<EvidenceCounts>(state.counts[range], [&]() -> Result<EvidenceCounts> {
        auto bytes = read_parts(*impl_->snapshot, Table::Graph, counts_key(state.key, range));
        if (!bytes) return bytes.error();
        if (!*bytes) return EvidenceCounts();
        return decode_counts(**bytes);
      });
  if (!chunk) return chunk.error();
  return (*chunk)->edges() == 0 ? static_cast<const EvidenceCounts*>(nullptr) : *chunk;
}

Result<const EdgeBits*> GraphView::edges_in_language(EdgeTableId table, std::uint32_t range,
                                                     Language language) const {
  auto of_edges = counts(table, range);
  if (!of_edges) return of_edges.error();
  if (*of_edges == nullptr) return static_cast<const EdgeBits*>(nullptr);
  const ChunkSlots& slots =
      impl_->table_states[table.value].in_language[static_cast<std::size_t>(language)];
  return impl_->cache.get<EdgeBits>(slots[range], [&] {
    return Result<EdgeBits>(sarye::edges_in_language(**of_edges, language));
  });
}

Result<const QualifierChunk*> GraphView::qualifier_chunk(EdgeTableId table,
                                                         std::uint32_t range) const {
  static const QualifierChunk none;
  Impl::TableState& state = impl_->table_states[table.value];
  if (range >= state.qualifiers.ranges()) return &none;
  return impl_->cache.get<QualifierChunk>(state.qualifiers[range], [&]() -> Result<QualifierChunk> {
    auto bytes = read_parts(*impl_->snapshot, Table::Graph, qualifiers_key(state.key, range));
    if (!bytes) return bytes.error();
    if (!*bytes) return QualifierChunk();
    return decode_qualifiers(**bytes);
  });
}

Result<QualifierList> GraphView::qualifiers(EdgeId edge, std::uint32_t row) const {
  auto chunk = qualifier_chunk(edge.table(), edge.range());
  if (!chunk) return chunk.error();
  if ((*chunk)->rows.empty()) return QualifierList();
  auto rows = assertions(edge.table(), edge.range());
  if (!rows) return rows.error();
  if (*rows == nullptr || edge.index() >= (*rows)->edges()) return QualifierList();
  const QualifierList* found = (*chunk)->of_row((*rows)->first[edge.index()] + row);
  return found == nullptr ? QualifierList() : *found;
}

Result<std::string> GraphView::attribution_text(std::uint32_t number) const {
  if (number == 0 || number > impl_->manifest.attributions) return std::string();
  const std::uint32_t range = (number - 1) >> kRangeBits;
  auto texts = impl_->cache.get<Column>(impl_->attributions[range], [&] {
    return load_column(*impl_->snapshot, string_range_key(range), kRangeSize);
  });
  if (!texts) return texts.error();
  return std::string((*texts)->text(local_of(number - 1)));
}

void GraphView::trim() const {
  impl_->cache.trim();
}
std::uint64_t GraphView::cached_bytes() const {
  return impl_->cache.bytes();
}

}  // namespace sarye
