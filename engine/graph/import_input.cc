#include "engine/graph/import_input.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sarye {

namespace {

PropertyKind property_kind(const Value& value) {
  switch (value.type()) {
    case ValueType::Integer:
      return PropertyKind::Integer;
    case ValueType::Float:
      return PropertyKind::Float;
    case ValueType::String:
      return PropertyKind::String;
    case ValueType::Boolean:
      return PropertyKind::Boolean;
    case ValueType::Date:
      return PropertyKind::Date;
    case ValueType::List:
      return PropertyKind::List;
    default:
      return PropertyKind::Any;
  }
}

const Value* find_property(const PropertyList& properties, std::string_view name) {
  for (const auto& [known, value] : properties) {
    if (known == name) return &value;
  }
  return nullptr;
}

void add_names(const PropertyList& properties, std::string_view property, NameKind kind,
               std::vector<EntityName>& names) {
  const Value* value = find_property(properties, property);
  if (value == nullptr) return;
  if (value->type() == ValueType::String && !value->string().empty()) {
    names.push_back({NameTag::Unknown, kind, value->string()});
  } else if (value->type() == ValueType::List) {
    for (const Value& item : value->items()) {
      if (item.type() == ValueType::String && !item.string().empty()) {
        names.push_back({NameTag::Unknown, kind, item.string()});
      }
    }
  }
}

// Keys of one type that end in a number are in the order of these, before all others.
bool key_before(std::string_view a, std::string_view b) {
  const auto number_of = [](std::string_view key) {
    const std::string_view name = key.substr(key.find(':') + 1);
    const bool is_number = !name.empty() &&
                           name.find_first_not_of("0123456789") == std::string_view::npos &&
                           (name.size() == 1 || name.front() != '0');
    return is_number ? name : std::string_view();
  };
  const std::string_view x = number_of(a);
  const std::string_view y = number_of(b);
  if (x.empty() != y.empty()) return y.empty();
  return x.size() != y.size() ? x.size() < y.size() : a < b;
}

// Edges of one graph that stand behind each other and are of one relation.
struct EdgeRun {
  std::size_t graph;
  std::size_t begin;
  std::size_t end;
  std::uint32_t parallel;  // number of the first, over all graphs
};

// What the edges of imports are made of, one family after the other.
struct ImportedEdges {
  std::vector<std::vector<ImportedEdge>> edges;  // by graph
  std::vector<std::vector<NodeId>> nodes;        // by graph and index
  std::vector<std::vector<EdgeRun>> runs;        // by family

  void make(RelationId family, BuildInput& part) {
    std::size_t count = 0;
    for (const EdgeRun& run : runs[family.value]) count += run.end - run.begin;
    part.edges.reserve(count);
    for (const EdgeRun& run : runs[family.value]) {
      std::uint32_t parallel = run.parallel;
      for (std::size_t i = run.begin; i < run.end; ++i) {
        add(family, edges[run.graph][i], nodes[run.graph], parallel++, part);
      }
    }
  }

  static void add(RelationId family, ImportedEdge& edge, const std::vector<NodeId>& ids,
                  std::uint32_t parallel, BuildInput& part) {
    BuildEdge& row = part.edges.emplace_back();
    row.family = family;
    row.source = ids[edge.source];
    row.target = ids[edge.target];
    row.external_id = edge.id;
    if (edge.document == ImportedEdge::kNone) {
      row.plain = true;
      row.parallel = parallel;
    } else {
      BuildAssertion& a = row.assertion;
      a.document = ids[edge.document].offset();
      a.work = a.document;
      if (edge.passage != ImportedEdge::kNone) a.passage = ids[edge.passage].offset();
      a.kind = family;
      a.language = edge.language;
      a.confidence = static_cast<std::uint16_t>(edge.confidence);
      if (edge.year != 0) a.time.from = DateSpan::of_year(edge.year).from;
    }
    if (!edge.properties.empty()) part.extra_of(row).properties = std::move(edge.properties);
  }
};

// The names and kinds of properties that were told to the ontology last: most nodes and edges have
// those of the one before.
class ToldProperties {
 public:
  bool is_told(std::size_t at, const std::string& name, PropertyKind kind) {
    if (at >= told_.size()) told_.resize(at + 1);
    if (told_[at].second == kind && told_[at].first == name) return true;
    told_[at] = {name, kind};
    return false;
  }

 private:
  std::vector<std::pair<std::string, PropertyKind>> told_;
};

// What the nodes of one block tell it.
struct Told {
  std::vector<std::tuple<TypeId, std::string, PropertyKind>> list;
  std::vector<ToldProperties> by_type;

  void add(TypeId type, std::size_t at, const std::string& name, PropertyKind kind) {
    if (by_type.size() <= type.value) by_type.resize(type.value + std::size_t{1});
    if (!by_type[type.value].is_told(at, name, kind)) list.emplace_back(type, name, kind);
  }
};

bool is_left_out(const std::string& name, const Value& value) {
  return value.is_null() || name.empty() || name.front() == '\t';
}

class Importer {
 public:
  Importer(std::vector<ImportedGraph> graphs, IdTable& ids)
      : graphs_(std::move(graphs)), ids_(ids) {
    input_.literature = false;
    input_.ontology = Ontology::open_schema();
  }

  BuildInput run() {
    add_schema();
    std::size_t nodes = 0;
    for (const ImportedGraph& graph : graphs_) nodes += graph.nodes.size();
    input_.nodes.reserve(nodes);
    known_.reserve(nodes);
    for (ImportedGraph& graph : graphs_) {
      key_nodes(graph);
      std::vector<ImportedNode>().swap(graph.nodes);
    }
    known_.clear();
    give_ids();
    add_edges();
    add_passage_documents();
    return std::move(input_);
  }

 private:
  // Types and relations in the order of their names, so that the order of imports does not show.
  void add_schema() {
    std::set<std::string> types;
    std::set<std::string> relations;
    for (const ImportedGraph& graph : graphs_) {
      types.insert(graph.types.begin(), graph.types.end());
      relations.insert(graph.relations.begin(), graph.relations.end());
    }
    for (const std::string& name : types) input_.ontology.add_type(name);
    for (const std::string& name : relations) input_.ontology.add_relation(name);
    for (const ImportedGraph& graph : graphs_) {
      for (const std::string& name : graph.symmetric) {
        if (relations.contains(name)) {
          input_.ontology.set_symmetric(input_.ontology.add_relation(name));
        }
      }
    }
  }

  void key_nodes(ImportedGraph& graph) {
    std::vector<std::uint32_t>& places = places_.emplace_back();
    places.reserve(graph.nodes.size());
    std::vector<TypeId> types;
    for (const std::string& name : graph.types) types.push_back(input_.ontology.add_type(name));
    std::vector<std::uint32_t> known;  // nodes that another graph gave, or this one twice
    const std::size_t first = input_.nodes.size();
    for (std::uint32_t i = 0; i < graph.nodes.size(); ++i) {
      ImportedNode& node = graph.nodes[i];
      const TypeId type = types[node.type];
      const auto index = static_cast<std::uint32_t>(input_.nodes.size());
      BuildNode& made = input_.nodes.emplace_back();
      made.id = NodeId(type, 0);
      made.key = input_.ontology.type(type).key_prefix;
      made.key += ':';
      made.key += node.key.empty() ? std::to_string(node.id) : node.key;
      made.external_id = node.id;
      const auto [at, is_new] = known_.insert(index);
      places.push_back(*at);
      if (is_new) {
        made.properties.swap(node.properties);
      } else {
        input_.nodes.pop_back();
        known.push_back(i);
      }
    }
    fill_new(first);
    for (const std::uint32_t i : known)
      add_more(input_.nodes[places[i]], graph.nodes[i].properties);
  }

  // New nodes from `first` on, side by side; what they tell the ontology, in their order.
  void fill_new(std::size_t first) {
    constexpr std::size_t kSome = 4096;
    const std::size_t count = input_.nodes.size() - first;
    std::vector<Told> told((count + kSome - 1) / kSome);
    tbb::parallel_for(std::size_t{0}, told.size(), [&](std::size_t block) {
      const std::size_t begin = first + block * kSome;
      const std::size_t end = std::min(input_.nodes.size(), begin + kSome);
      for (std::size_t i = begin; i < end; ++i) fill_properties(input_.nodes[i], told[block]);
    });
    for (const Told& of_block : told) {
      for (const auto& [type, name, kind] : of_block.list) {
        input_.ontology.add_property(type, name, kind);
      }
    }
  }

  // Keeps what is a property, each name once.
  void fill_properties(BuildNode& made, Told& told) const {
    PropertyList& given = made.properties;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
      const auto end = given.begin() + static_cast<std::ptrdiff_t>(kept);
      if (is_left_out(given[i].first, given[i].second) ||
          std::any_of(given.begin(), end,
                      [&](const auto& known) { return known.first == given[i].first; })) {
        continue;
      }
      if (i != kept) given[kept] = std::move(given[i]);
      ++kept;
    }
    given.resize(kept);
    for (std::size_t i = 0; i < given.size(); ++i) {
      told.add(made.id.type(), i, given[i].first, property_kind(given[i].second));
    }
    // A Document's `lang` also answers to `language` (DECISIONS 20).
    if (input_.ontology.type(made.id.type()).name == "Document") {
      const Value* language = find_property(given, "lang");
      if (language != nullptr && find_property(given, "language") == nullptr) {
        told.list.emplace_back(made.id.type(), "language", property_kind(*language));
        given.emplace_back("language", Value(*language));
      }
    }
    give_names(made);
  }

  // What a node lacked.
  void add_more(BuildNode& made, PropertyList& properties) {
    for (auto& [name, value] : properties) {
      if (is_left_out(name, value) || find_property(made.properties, name) != nullptr) continue;
      input_.ontology.add_property(made.id.type(), name, property_kind(value));
      made.properties.emplace_back(std::move(name), std::move(value));
    }
    give_names(made);
  }

  static void give_names(BuildNode& made) {
    made.names.clear();
    add_names(made.properties, "name", NameKind::Official, made.names);
    add_names(made.properties, "alias", NameKind::Surface, made.names);
    add_names(made.properties, "aliases", NameKind::Surface, made.names);
    if (made.names.empty()) add_names(made.properties, "title", NameKind::Official, made.names);
    made.display = made.names.empty() ? made.key : made.names.front().text;
  }

  void give_ids() {
    std::vector<std::uint32_t> order(input_.nodes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      const BuildNode& x = input_.nodes[a];
      const BuildNode& y = input_.nodes[b];
      return x.id != y.id ? x.id < y.id : key_before(x.key, y.key);  // ids are of types as yet
    };
    if (!std::is_sorted(order.begin(), order.end(), before)) {
      std::sort(order.begin(), order.end(), before);
    }
    for (const std::uint32_t i : order) {
      BuildNode& node = input_.nodes[i];
      const TypeId type = node.id.type();
      node.id = NodeId(type, ids_.offset_of(input_.ontology.type(type).name, node.key));
    }
  }

  // What edges tell the ontology is told at once; the edges themselves are made when their family
  // is written.
  void add_edges() {
    const auto made = std::make_shared<ImportedEdges>();
    const std::size_t families = input_.ontology.relations().size();
    made->runs.resize(families);
    std::uint32_t parallel = 0;
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      std::vector<NodeId>& ids = made->nodes.emplace_back();
      ids.reserve(places_[g].size());
      for (const std::uint32_t place : places_[g]) ids.push_back(input_.nodes[place].id);
      ImportedGraph& graph = graphs_[g];
      for (std::size_t begin = 0; begin < graph.edges.size();) {
        std::size_t end = begin + 1;
        const std::uint16_t relation = graph.edges[begin].relation;
        while (end < graph.edges.size() && graph.edges[end].relation == relation) ++end;
        const RelationId family = input_.ontology.add_relation(graph.relations[relation]);
        describe(family, std::span(graph.edges).subspan(begin, end - begin), g, ids);
        made->runs[family.value].push_back({g, begin, end, parallel + 1});
        parallel += static_cast<std::uint32_t>(end - begin);
        begin = end;
      }
      made->edges.push_back(std::move(graph.edges));
    }
    for (std::uint16_t family = 0; family < families; ++family) {
      if (made->runs[family].empty()) continue;
      input_.families.emplace_back(
          [made, family](BuildInput& part) { made->make(RelationId(family), part); });
    }
  }

  // Endpoints and properties of the family. Ends of symmetric relations are put in order.
  void describe(RelationId family, std::span<ImportedEdge> edges, std::size_t g,
                const std::vector<NodeId>& ids) {
    const bool is_symmetric = input_.ontology.relation(family).symmetric;
    const auto key = [&](std::uint32_t index) -> const std::string& {
      return input_.nodes[places_[g][index]].key;
    };
    std::optional<std::pair<TypeId, TypeId>> told_ends;
    ToldProperties told;
    for (ImportedEdge& edge : edges) {
      if (is_symmetric && key(edge.target) < key(edge.source)) {
        std::swap(edge.source, edge.target);
      }
      const std::pair ends(ids[edge.source].type(), ids[edge.target].type());
      if (told_ends != ends) input_.ontology.add_endpoint(family, ends.first, ends.second);
      told_ends = ends;
      for (std::size_t i = 0; i < edge.properties.size(); ++i) {
        const auto& [name, value] = edge.properties[i];
        const PropertyKind kind = property_kind(value);
        if (is_left_out(name, value) || told.is_told(i, name, kind)) continue;
        input_.ontology.add_relation_property(family, name, kind);
      }
    }
  }

  // Passages of bulk data name their document by its id, in a column `doc`.
  void add_passage_documents() {
    const NodeType* passage = input_.ontology.find_type("Passage");
    const NodeType* document = input_.ontology.find_type("Document");
    if (passage == nullptr || document == nullptr) return;
    std::unordered_map<std::int64_t, std::uint32_t> documents;
    for (const BuildNode& node : input_.nodes) {
      if (node.id.type() == document->id) documents.emplace(node.external_id, node.id.offset());
    }
    for (BuildNode& node : input_.nodes) {
      if (node.id.type() != passage->id) continue;
      const Value* number = find_property(node.properties, "doc");
      if (number == nullptr || number->type() != ValueType::Integer) continue;
      const auto found = documents.find(number->integer());
      if (found != documents.end()) node.document = found->second;
    }
  }

  // Nodes by type and key.
  struct KeyHash {
    const std::vector<BuildNode>& nodes;
    std::size_t operator()(std::uint32_t i) const {
      return std::hash<std::string>()(nodes[i].key) ^ nodes[i].id.type().value;
    }
  };
  struct SameKey {
    const std::vector<BuildNode>& nodes;
    bool operator()(std::uint32_t a, std::uint32_t b) const {
      return nodes[a].id.type() == nodes[b].id.type() && nodes[a].key == nodes[b].key;
    }
  };

  std::vector<ImportedGraph> graphs_;
  IdTable& ids_;
  BuildInput input_;
  std::vector<std::vector<std::uint32_t>> places_;  // per graph: node index → index into input_
  std::unordered_set<std::uint32_t, KeyHash, SameKey> known_{0, KeyHash{input_.nodes},
                                                             SameKey{input_.nodes}};
};

}  // namespace

BuildInput import_input(std::vector<ImportedGraph> graphs, IdTable& ids) {
  return Importer(std::move(graphs), ids).run();
}

}  // namespace sarye
