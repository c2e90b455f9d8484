#include "engine/graph/import_edges.h"

#include <algorithm>
#include <cstring>

#include "engine/graph/imported_properties.h"

namespace sarye {

namespace {

constexpr std::size_t kFirstChunkBytes = std::size_t{4} << 10;
constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

const char* keep(std::string_view bytes, RelationEdges& of) {
  if (of.bytes.empty() || of.free_bytes < bytes.size()) {
    const std::size_t size =
        std::max(bytes.size(), std::clamp(of.chunk_bytes * 2, kFirstChunkBytes, kChunkBytes));
    of.bytes.push_back(std::make_unique_for_overwrite<char[]>(size));
    of.chunk_bytes = of.free_bytes = size;
  }
  char* room = of.bytes.back().get() + (of.chunk_bytes - of.free_bytes);
  std::memcpy(room, bytes.data(), bytes.size());
  of.free_bytes -= bytes.size();
  return room;
}

}  // namespace

StoredEdges::StoredEdges(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
                         std::shared_ptr<const ImportedNodes> nodes, const StoredImport* known)
    : snapshot_(snapshot), nodes_(std::move(nodes)), known_(known), names_(graphs.size()) {
  for (const ImportRecord& graph : graphs) numbers_.push_back(graph.number);
}

Result<void> StoredEdges::count(ImportReader& reader, std::vector<std::uint64_t>& edges) const {
  edges.assign(reader.relations().size(), 0);
  std::vector<WrittenProperty> ignored;
  WrittenEdge edge;
  while (true) {
    auto more = reader.next_edge(edge, ignored);
    if (!more) return more.error();
    if (!*more) return {};
    ++edges[edge.relation];
  }
}

// How many edges each relation has, so that it is known when all were read.
Result<void> StoredEdges::count_all(Ontology& ontology) {
  is_counted_ = true;
  left_.assign(ontology.relations().size(), 0);
  for (std::size_t g = 0; g < numbers_.size(); ++g) {
    auto reader = ImportReader::open(snapshot_, numbers_[g]);
    if (!reader) return reader.error();
    std::vector<std::uint64_t> edges;
    if (known_ != nullptr && known_->number == numbers_[g] &&
        known_->edges.size() == reader->relations().size()) {
      edges = known_->edges;
    } else {
      if (auto there = reader->go_to(nodes_->edges_at[g], reader->nodes()); !there) return there;
      if (auto done = count(*reader, edges); !done) return done;
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
      left_[ontology.add_relation(reader->relations()[i]).value] += edges[i];
    }
  }
  return {};
}

Result<void> StoredEdges::open_graph(Ontology& ontology) {
  auto reader = ImportReader::open(snapshot_, numbers_[graph_]);
  if (!reader) return reader.error();
  reader_ = std::make_unique<ImportReader>(std::move(*reader));
  relations_.clear();
  for (const std::string& name : reader_->relations()) {
    relations_.push_back(ontology.add_relation(name));
  }
  names_[graph_] = reader_->property_names();
  ids_.emplace(nodes_->nodes[graph_]);
  source_ = target_ = document_ = passage_ = {};
  told_.clear();
  last_ = nullptr;
  return reader_->go_to(nodes_->edges_at[graph_], reader_->nodes());
}

Result<bool> StoredEdges::next(Ontology& ontology, RelationEdges& out) {
  if (!is_counted_) {
    if (auto done = count_all(ontology); !done) return done.error();
  }
  WrittenEdge edge;
  std::vector<WrittenProperty> properties;
  for (; graph_ < numbers_.size(); ++graph_, reader_.reset()) {
    if (reader_ == nullptr) {
      if (auto done = open_graph(ontology); !done) return done.error();
    }
    while (true) {
      auto more = reader_->next_edge(edge, properties);
      if (!more) return more.error();
      if (!*more) break;
      add(ontology, edge, properties);
      const RelationId relation = relations_[edge.relation];
      if (--left_[relation.value] > 0) continue;
      out = std::move(begun_[relation]);
      begun_.erase(relation);
      last_ = nullptr;
      return true;
    }
  }
  return false;
}

// Ends of symmetric relations are put in order.
void StoredEdges::add(Ontology& ontology, const WrittenEdge& edge,
                      const std::vector<WrittenProperty>& properties) {
  const RelationId relation = relations_[edge.relation];
  NodeId source = ids_->of(edge.source, source_);
  NodeId target = ids_->of(edge.target, target_);
  if (last_ == nullptr || last_->relation != relation) {
    last_ = &begun_[relation];
    last_->relation = relation;
    last_told_ = &told_[relation];
    is_symmetric_ = ontology.relation(relation).symmetric;
    last_edges_ = nullptr;
  }
  if (is_symmetric_ &&
      is_key_before(target.type(), edge.target, source.type(), edge.source, ontology)) {
    std::swap(source, target);
  }
  const std::pair ends(source.type(), target.type());
  if (last_edges_ == nullptr || last_ends_ != ends) {
    last_ends_ = ends;
    last_edges_ = &last_->edges[ends];
    // Most relations have one pair of types.
    if (last_->edges.size() == 1 && last_edges_->empty()) {
      last_edges_->reserve(static_cast<std::size_t>(left_[relation.value]));
    }
    if (last_told_->ends.insert(ends).second) {
      ontology.add_endpoint(relation, ends.first, ends.second);
    }
  }
  std::vector<WrittenProperty>& told = last_told_->properties;
  const bool is_told = told.size() == properties.size() &&
                       std::equal(properties.begin(), properties.end(), told.begin(),
                                  [](const WrittenProperty& a, const WrittenProperty& b) {
                                    return a.name == b.name && a.type == b.type;
                                  });
  if (!is_told) {
    told = properties;
    for (const WrittenProperty& property : properties) {
      const std::string& name = names_[graph_][property.name];
      if (is_left_out(name, property.type)) continue;
      ontology.add_relation_property(relation, name, imported_kind(property.type));
    }
  }
  last_edges_->push_back(pack(edge, source, target));
}

RelationEdges::Edge StoredEdges::pack(const WrittenEdge& edge, NodeId source, NodeId target) {
  constexpr std::int32_t kLateYear = 1 << 16;
  constexpr std::size_t kNoProperties = 1;  // bytes
  static_assert(kLanguageCount <= 8);
  const auto offset = [&](std::uint32_t node, IdRuns::Last& last) {
    return node == ImportedEdge::kNone ? RelationEdges::kNone : ids_->of(node, last).offset();
  };
  RelationEdges::Edge out{};
  out.source = source.offset();
  out.target = target.offset();
  out.document = offset(edge.document, document_);
  out.passage = offset(edge.passage, passage_);
  out.more = RelationEdges::kNone;
  out.confidence = static_cast<std::uint16_t>(edge.confidence) & 0x3FFu;
  out.language = static_cast<std::uint8_t>(edge.language) & 7u;
  const bool is_usual = edge.year > -kLateYear && edge.year < kLateYear;
  if (is_usual) out.year = edge.year;
  if (is_usual && edge.id == -1 && edge.properties.size() == kNoProperties) return out;
  out.more = static_cast<std::uint32_t>(last_->more.size());
  last_->more.push_back({edge.id, keep(edge.properties, *last_),
                         static_cast<std::uint32_t>(edge.properties.size()),
                         static_cast<std::uint32_t>(graph_), edge.year});
  return out;
}

// By stable keys.
bool StoredEdges::is_key_before(TypeId a_type, std::uint32_t a, TypeId b_type, std::uint32_t b,
                                const Ontology& ontology) const {
  const ImportedIds& given = nodes_->given[graph_];
  if (a_type == b_type) return given.is_before(a, b);
  return ontology.type(a_type).key_prefix + ":" + given.key(a) <
         ontology.type(b_type).key_prefix + ":" + given.key(b);
}

void StoredEdges::make(const RelationEdges& of, std::pair<TypeId, TypeId> ends,
                       const RelationEdges::Edge& edge, std::uint32_t number,
                       BuildInput& part) const {
  BuildEdge& row = part.edges.emplace_back();
  row.family = of.relation;
  row.source = NodeId(ends.first, edge.source);
  row.target = NodeId(ends.second, edge.target);
  std::int32_t year = edge.year;
  if (edge.more != RelationEdges::kNone) {
    const RelationEdges::More& more = of.more[edge.more];
    year = more.year;
    row.external_id = more.id;
    ByteReader in({more.properties, more.properties_bytes});
    PropertyList properties = read_properties(in, names_[more.graph]);
    if (!properties.empty()) part.extra_of(row).properties = std::move(properties);
  }
  if (edge.document == RelationEdges::kNone) {
    row.plain = true;
    row.parallel = number;
    return;
  }
  BuildAssertion& a = row.assertion;
  a.document = edge.document;
  a.work = a.document;
  a.passage = edge.passage;
  a.kind = of.relation;
  a.language = static_cast<Language>(edge.language);
  a.confidence = edge.confidence;
  if (year != 0) a.time.from = DateSpan::of_year(year).from;
}

}  // namespace sarye
