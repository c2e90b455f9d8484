#include "engine/graph/imported_graph.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "engine/graph/truth_rows.h"
#include "engine/graph/value_codec.h"
#include "engine/store/byte_codec.h"
#include "engine/store/sha256_stream.h"

namespace sarye {

namespace {

constexpr std::uint64_t kImportRecordVersion = 1;
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

// Adds to `pieces` what encode_some(begin, end, properties, piece) writes for all of `count`, some
// at a time and side by side.
template <typename EncodeSome>
void encode_all(std::size_t count, const NameTable& names, std::vector<std::string>& pieces,
                EncodeSome encode_some) {
  constexpr std::size_t kSome = 4096;
  const std::size_t first = pieces.size();
  pieces.resize(first + (count + kSome - 1) / kSome);
  tbb::parallel_for(first, pieces.size(), [&](std::size_t p) {
    PropertyWriter properties(names);
    std::string piece;
    const std::size_t begin = (p - first) * kSome;
    encode_some(begin, std::min(count, begin + kSome), properties, piece);
    pieces[p] = piece;  // as small as can be
  });
}

void write_imported_names(ByteWriter& out, const std::vector<std::string>& names) {
  out.varint(names.size());
  for (const std::string& name : names) out.string(name);
}

std::vector<std::string> read_names(ByteReader& in) {
  std::vector<std::string> names;
  const std::size_t count = in.count();
  for (std::size_t i = 0; i < count && in.ok(); ++i) names.emplace_back(in.string());
  return names;
}

PropertyList read_properties(ByteReader& in, const std::vector<std::string>& names) {
  PropertyList out;
  const std::size_t count = in.count(2);
  out.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::uint64_t number = in.varint();
    if (number >= names.size()) {
      in.fail();
      break;
    }
    out.emplace_back(names[static_cast<std::size_t>(number)], read_value(in));
  }
  return out;
}

std::uint64_t or_none(std::uint32_t index) {
  return index == ImportedEdge::kNone ? 0 : std::uint64_t{index} + 1;
}

std::uint32_t none_or(std::uint64_t number) {
  return number == 0 ? ImportedEdge::kNone : static_cast<std::uint32_t>(number - 1);
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

std::vector<std::string> encode_import(const ImportedGraph& graph) {
  std::vector<std::string> pieces(1);
  ByteWriter out(pieces.front());
  NameTable names;
  for (const ImportedNode& node : graph.nodes) names.add(node.properties);
  for (const ImportedEdge& edge : graph.edges) names.add(edge.properties);
  out.varint(kImportRecordVersion);
  write_imported_names(out, graph.types);
  write_imported_names(out, graph.relations);
  write_imported_names(out, graph.symmetric);
  write_imported_names(out, names.names());
  out.varint(graph.nodes.size());
  encode_all(
      graph.nodes.size(), names, pieces,
      [&](std::size_t begin, std::size_t end, PropertyWriter& properties, std::string& part) {
        ByteWriter to(part);
        for (std::size_t i = begin; i < end; ++i) {
          const ImportedNode& node = graph.nodes[i];
          to.varint(node.type).zigzag(node.id).string(node.key);
          properties.write(to, node.properties);
        }
      });
  ByteWriter(pieces.emplace_back()).varint(graph.edges.size());
  encode_all(
      graph.edges.size(), names, pieces,
      [&](std::size_t begin, std::size_t end, PropertyWriter& properties, std::string& part) {
        ByteWriter to(part);
        for (std::size_t i = begin; i < end; ++i) {
          const ImportedEdge& edge = graph.edges[i];
          to.varint(edge.source).varint(edge.target).varint(edge.relation).zigzag(edge.id);
          to.varint(or_none(edge.document));
          if (edge.document != ImportedEdge::kNone) {
            to.varint(or_none(edge.passage)).zigzag(edge.year);
            to.u8(static_cast<std::uint8_t>(edge.language))
                .varint(static_cast<std::uint64_t>(edge.confidence));
          }
          properties.write(to, edge.properties);
        }
      });
  return pieces;
}

Result<ImportedGraph> decode_import(std::string_view bytes) {
  ByteReader in(bytes);
  ImportedGraph out;
  if (const std::uint64_t version = in.varint(); in.ok() && version > kImportRecordVersion) {
    return Error{ErrorCode::VersionMismatch, "an imported graph was stored by a newer release",
                 "use a newer release of sarye"};
  }
  out.types = read_names(in);
  out.relations = read_names(in);
  out.symmetric = read_names(in);
  const std::vector<std::string> names = read_names(in);
  const std::size_t nodes = in.count(4);
  out.nodes.reserve(nodes);
  for (std::size_t i = 0; i < nodes && in.ok(); ++i) {
    ImportedNode& node = out.nodes.emplace_back();
    node.type = static_cast<std::uint16_t>(in.varint());
    node.id = in.zigzag();
    node.key = in.string();
    node.properties = read_properties(in, names);
  }
  const std::size_t edges = in.count(6);
  out.edges.reserve(edges);
  for (std::size_t i = 0; i < edges && in.ok(); ++i) {
    ImportedEdge& edge = out.edges.emplace_back();
    edge.source = in.varint32();
    edge.target = in.varint32();
    edge.relation = static_cast<std::uint16_t>(in.varint());
    edge.id = in.zigzag();
    edge.document = none_or(in.varint());
    if (edge.document != ImportedEdge::kNone) {
      edge.passage = none_or(in.varint());
      edge.year = static_cast<std::int32_t>(in.zigzag());
      edge.language = static_cast<Language>(in.u8());
      edge.confidence = static_cast<std::int16_t>(in.varint());
    }
    edge.properties = read_properties(in, names);
  }
  if (auto whole = in.finish("an imported graph"); !whole) return whole.error();
  if (!has_good_indexes(out)) {
    return Error{ErrorCode::Damaged, "an imported graph names nodes or types that it has not",
                 "run `sarye verify`; restore the store from a backup"};
  }
  return out;
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

Result<ImportedGraph> read_import(const Snapshot& snapshot, std::uint32_t number) {
  auto bytes = read_truth(snapshot, import_prefix(number), TruthKind::Source);
  if (!bytes) return bytes.error();
  return decode_import(*bytes);
}

Result<ImportOutcome> commit_import(Store& store, const ImportedGraph& graph) {
  if (!has_good_indexes(graph) || graph.types.size() > 0xFFFF || graph.relations.size() > 0xFFFF) {
    return Error{ErrorCode::Usage, "the graph names nodes, types or relations that it has not"};
  }
  const std::vector<std::string> pieces = encode_import(graph);
  Sha256Stream stream;
  for (const std::string& piece : pieces) stream.add(piece);
  const Sha256 hash = stream.finish();
  auto known = list_imports(*store.snapshot());
  if (!known) return known.error();
  ImportOutcome outcome;
  for (const ImportRecord& record : *known) {
    if (record.sha256 == hash) return ImportOutcome{record.number, true};
    outcome.number = std::max(outcome.number, record.number + 1);
  }
  auto done = commit_truth(
      store, import_prefix(outcome.number), TruthKind::Source, pieces, [&](WriteBatch& last) {
        last.put(Table::Meta, registry_key(outcome.number),
                 std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
      });
  if (!done) return done.error();
  return outcome;
}

}  // namespace sarye
