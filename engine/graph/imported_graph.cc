#include "engine/graph/imported_graph.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "engine/base/one_ahead.h"
#include "engine/graph/import_reader.h"
#include "engine/graph/truth_rows.h"
#include "engine/graph/value_codec.h"
#include "engine/store/byte_codec.h"
#include "engine/store/sha256_stream.h"

namespace sarye {

namespace {

constexpr char kRegistryPrefix = 'g';

std::uint16_t import_number(std::vector<std::string>& names, std::string_view name) {
  // The name asked for last comes first most often.
  for (std::size_t i = names.size(); i-- > 0;) {
    if (names[i] == name) return static_cast<std::uint16_t>(i);
  }
  names.emplace_back(name);
  return static_cast<std::uint16_t>(names.size() - 1);
}

// Property names are few: they are written once each.
class NameTable {
 public:
  void add(const PropertyList& properties) {
    if (last_.size() < properties.size()) last_.resize(properties.size());
    for (std::size_t i = 0; i < properties.size(); ++i) {
      const std::string& name = properties[i].first;
      if (last_[i] == name && !name.empty()) continue;  // most have those of the one before
      last_[i] = name;
      if (numbers_.try_emplace(name, names_.size()).second) names_.push_back(name);
    }
  }
  std::size_t number(const std::string& name) const { return numbers_.at(name); }
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> last_;
};

// Writes the lists of some nodes or edges.
class PropertyWriter {
 public:
  explicit PropertyWriter(const NameTable& names) : names_(names) {}

  void write(ByteWriter& out, const PropertyList& properties) {
    out.varint(properties.size());
    if (last_.size() < properties.size()) last_.resize(properties.size());
    for (std::size_t i = 0; i < properties.size(); ++i) {
      const auto& [name, value] = properties[i];
      if (last_[i].first != name || name.empty()) last_[i] = {name, names_.number(name)};
      out.varint(last_[i].second);
      write_value(out, value);
    }
  }

 private:
  const NameTable& names_;
  std::vector<std::pair<std::string, std::size_t>> last_;
};

void write_imported_names(ByteWriter& out, const std::vector<std::string>& names) {
  out.varint(names.size());
  for (const std::string& name : names) out.string(name);
}

std::uint64_t or_none(std::uint32_t index) {
  return index == ImportedEdge::kNone ? 0 : std::uint64_t{index} + 1;
}

bool has_good_indexes(const ImportedGraph& graph) {
  const std::size_t nodes = graph.nodes.size();
  const auto is_node = [&](std::uint32_t i) { return i == ImportedEdge::kNone || i < nodes; };
  return std::all_of(graph.nodes.begin(), graph.nodes.end(),
                     [&](const ImportedNode& node) { return node.type < graph.types.size(); }) &&
         std::all_of(graph.edges.begin(), graph.edges.end(), [&](const ImportedEdge& edge) {
           return edge.source < nodes && edge.target < nodes && is_node(edge.document) &&
                  is_node(edge.passage) && edge.relation < graph.relations.size() &&
                  static_cast<int>(edge.language) < kLanguageCount && edge.confidence >= 0 &&
                  edge.confidence <= 1000;
         });
}

// Nodes or edges in a piece.
constexpr std::size_t kInPiece = 4096;

class GraphPieces final : public ImportPieces {
 public:
  explicit GraphPieces(const ImportedGraph& graph)
      : nodes_(graph.nodes.size()), edges_(graph.relations.size(), 0) {
    NameTable names;
    for (const ImportedNode& node : graph.nodes) names.add(node.properties);
    for (const ImportedEdge& edge : graph.edges) {
      names.add(edge.properties);
      ++edges_[edge.relation];
    }
    pieces_.push_back(encode_import_head(graph, names.names(), graph.nodes.size()));
    add(graph.nodes, names, [](const ImportedNode& node, ByteWriter& to) {
      to.varint(node.type).zigzag(node.id).string(node.key);
    });
    ByteWriter(pieces_.emplace_back()).varint(graph.edges.size());
    add(graph.edges, names, [](const ImportedEdge& edge, ByteWriter& to) {
      to.varint(edge.source).varint(edge.target).varint(edge.relation).zigzag(edge.id);
      to.varint(or_none(edge.document));
      if (edge.document == ImportedEdge::kNone) return;
      to.varint(or_none(edge.passage)).zigzag(edge.year);
      to.u8(static_cast<std::uint8_t>(edge.language))
          .varint(static_cast<std::uint64_t>(edge.confidence));
    });
  }

  void rewind() override { next_ = 0; }
  Result<bool> next(std::string& piece) override {
    if (next_ == pieces_.size()) return false;
    piece = pieces_[next_++];
    return true;
  }
  std::uint64_t half() const override {
    std::uint64_t sum = 0;
    for (const std::string& piece : pieces_) sum += piece.size();
    return sum / 2;
  }
  std::uint64_t nodes() const override { return nodes_; }
  std::vector<std::uint64_t> edges() const override { return edges_; }

 private:
  // All records, some at a time and side by side: write(record, to) and their properties.
  template <typename Record, typename Write>
  void add(const std::vector<Record>& records, const NameTable& names, Write write) {
    const std::size_t first = pieces_.size();
    pieces_.resize(first + (records.size() + kInPiece - 1) / kInPiece);
    tbb::parallel_for(first, pieces_.size(), [&](std::size_t p) {
      PropertyWriter properties(names);
      std::string piece;
      ByteWriter to(piece);
      const std::size_t begin = (p - first) * kInPiece;
      const std::size_t end = std::min(records.size(), begin + kInPiece);
      for (std::size_t i = begin; i < end; ++i) {
        write(records[i], to);
        properties.write(to, records[i].properties);
      }
      pieces_[p] = piece;  // as small as can be
    });
  }

  std::vector<std::string> pieces_;
  std::uint64_t nodes_;
  std::vector<std::uint64_t> edges_;
  std::size_t next_ = 0;
};

std::string registry_key(std::uint32_t number) {
  std::string key(1, kRegistryPrefix);
  ByteWriter(key).u32(number);
  return key;
}

}  // namespace

std::uint16_t ImportedGraph::type_number(std::string_view name) {
  return import_number(types, name);
}
std::uint16_t ImportedGraph::relation_number(std::string_view name) {
  return import_number(relations, name);
}

std::uint64_t edge_count(const ImportPieces& pieces) {
  const std::vector<std::uint64_t> edges = pieces.edges();
  return std::accumulate(edges.begin(), edges.end(), std::uint64_t{0});
}

std::string encode_import_head(const ImportedGraph& graph, const std::vector<std::string>& names,
                               std::uint64_t nodes) {
  std::string head;
  ByteWriter out(head);
  out.varint(kImportRecordVersion);
  write_imported_names(out, graph.types);
  write_imported_names(out, graph.relations);
  write_imported_names(out, graph.symmetric);
  write_imported_names(out, names);
  out.varint(nodes);
  return head;
}

std::unique_ptr<ImportPieces> encode_import(const ImportedGraph& graph) {
  return std::make_unique<GraphPieces>(graph);
}

Result<ImportedGraph> decode_import(std::string_view bytes) {
  auto reader = ImportReader::over(bytes);
  if (!reader) return reader.error();
  ImportedGraph out;
  out.types = reader->types();
  out.relations = reader->relations();
  out.symmetric = reader->symmetric();
  const auto damaged = [](const ByteReader& in) { return in.finish("an imported graph"); };
  std::vector<WrittenProperty> ignored;
  WrittenNode node;
  while (true) {
    auto more = reader->next_node(node, ignored);
    if (!more) return more.error();
    if (!*more) break;
    ByteReader in(node.properties);
    ImportedNode& made = out.nodes.emplace_back();
    made.type = node.type;
    made.id = node.id;
    made.key = node.key;
    made.properties = read_properties(in, reader->property_names());
    if (!in.ok()) return damaged(in).error();
  }
  WrittenEdge edge;
  while (true) {
    auto more = reader->next_edge(edge, ignored);
    if (!more) return more.error();
    if (!*more) return out;
    ImportedEdge& made = out.edges.emplace_back();
    made.source = edge.source;
    made.target = edge.target;
    made.relation = edge.relation;
    made.language = edge.language;
    made.confidence = edge.confidence;
    made.year = edge.year;
    made.document = edge.document;
    made.passage = edge.passage;
    made.id = edge.id;
    ByteReader in(edge.properties);
    made.properties = read_properties(in, reader->property_names());
  }
}

Result<std::vector<ImportRecord>> list_imports(const Snapshot& snapshot) {
  auto cursor = snapshot.scan(Table::Meta, std::string_view(&kRegistryPrefix, 1));
  if (!cursor) return cursor.error();
  std::vector<ImportRecord> out;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return out;
    ByteReader key((*cursor)->key().substr(1));
    ByteReader value((*cursor)->value());
    ImportRecord& record = out.emplace_back();
    record.number = key.u32();
    const std::string_view hash = value.raw(record.sha256.size());
    if (!key.ok() || !value.ok()) {
      return Error{ErrorCode::Damaged, "the list of imported graphs cannot be read",
                   "run `sarye verify`; restore the store from a backup"};
    }
    std::copy(hash.begin(), hash.end(), record.sha256.begin());
  }
}

Result<ImportOutcome> commit_import(Store& store, ImportPieces& pieces) {
  auto known = list_imports(*store.snapshot());
  if (!known) return known.error();
  ImportOutcome outcome;
  Sha256 hash{};
  // Whether it is there already must be known before it is stored.
  if (!known->empty()) {
    Sha256Stream stream;
    std::string piece;
    pieces.rewind();
    while (true) {
      auto more = pieces.next(piece);
      if (!more) return more.error();
      if (!*more) break;
      stream.add(piece);
    }
    hash = stream.finish();
  }
  for (const ImportRecord& record : *known) {
    if (record.sha256 == hash) return ImportOutcome{record.number, true};
    outcome.number = std::max(outcome.number, record.number + 1);
  }
  pieces.rewind();
  Sha256Stream stream;
  // The hash is taken beside the compressing of what was read before.
  OneAhead<std::string> ahead([&]() -> Result<std::optional<std::string>> {
    std::string piece;
    auto more = pieces.next(piece);
    if (!more) return more.error();
    if (!*more) return std::optional<std::string>();
    stream.add(piece);
    return std::optional(std::move(piece));
  });
  const auto next = [&](std::string& piece) -> Result<bool> {
    auto more = ahead.next();
    if (!more) return more.error();
    if (*more) piece = std::move(**more);
    return more->has_value();
  };
  auto done = commit_truth(
      store, import_prefix(outcome.number), TruthKind::Source, pieces.half(), next,
      [&](WriteBatch& last) {
        hash = stream.finish();
        last.put(Table::Meta, registry_key(outcome.number),
                 std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
      });
  if (!done) return done.error();
  return outcome;
}

Result<ImportOutcome> commit_import(Store& store, const ImportedGraph& graph) {
  if (!has_good_indexes(graph) || graph.types.size() > 0xFFFF || graph.relations.size() > 0xFFFF) {
    return Error{ErrorCode::Usage, "the graph names nodes, types or relations that it has not"};
  }
  return commit_import(store, *encode_import(graph));
}

}  // namespace sarye
