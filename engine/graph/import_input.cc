#include "engine/graph/import_input.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

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

class Importer {
 public:
  Importer(std::vector<ImportedGraph> graphs, IdTable& ids)
      : graphs_(std::move(graphs)), ids_(ids) {
    input_.literature = false;
    input_.ontology = Ontology::open_schema();
  }

  BuildInput run() {
    add_schema();
    std::size_t edges = 0;
    for (ImportedGraph& graph : graphs_) {
      key_nodes(graph);
      std::vector<ImportedNode>().swap(graph.nodes);
      edges += graph.edges.size();
    }
    by_key_.clear();
    input_.edges.reserve(edges);
    give_ids();
    std::uint32_t parallel = 0;
    for (std::size_t g = 0; g < graphs_.size(); ++g) {
      for (ImportedEdge& edge : graphs_[g].edges) add_edge(graphs_[g], g, edge, ++parallel);
    }
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
    for (ImportedNode& node : graph.nodes) {
      const TypeId type = types[node.type];
      std::string key = input_.ontology.type(type).key_prefix + ":" +
                        (node.key.empty() ? std::to_string(node.id) : node.key);
      const auto [at, is_new] = by_key_.try_emplace(
          std::pair(type, key), static_cast<std::uint32_t>(input_.nodes.size()));
      places.push_back(at->second);
      if (is_new) {
        BuildNode& made = input_.nodes.emplace_back();
        made.id = NodeId(type, 0);
        made.key = std::move(key);
        made.external_id = node.id;
      }
      fill_properties(type, input_.nodes[at->second], std::move(node.properties), is_new);
    }
  }

  void fill_properties(TypeId type, BuildNode& made, PropertyList properties, bool is_new) {
    for (auto& [name, value] : properties) {
      if (value.is_null() || name.empty() || name.front() == '\t') continue;
      if (find_property(made.properties, name) != nullptr) continue;
      input_.ontology.add_property(type, name, property_kind(value));
      made.properties.emplace_back(std::move(name), std::move(value));
    }
    // A Document's `lang` also answers to `language` (DECISIONS 20).
    if (is_new && input_.ontology.type(type).name == "Document") {
      const Value* language = find_property(made.properties, "lang");
      if (language != nullptr && find_property(made.properties, "language") == nullptr) {
        input_.ontology.add_property(type, "language", property_kind(*language));
        made.properties.emplace_back("language", Value(*language));
      }
    }
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
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const BuildNode& x = input_.nodes[a];
      const BuildNode& y = input_.nodes[b];
      return x.id != y.id ? x.id < y.id : key_before(x.key, y.key);  // ids are of types as yet
    });
    for (const std::uint32_t i : order) {
      BuildNode& node = input_.nodes[i];
      const TypeId type = node.id.type();
      node.id = NodeId(type, ids_.offset_of(input_.ontology.type(type).name, node.key));
    }
  }

  void add_edge(const ImportedGraph& graph, std::size_t g, ImportedEdge& edge,
                std::uint32_t parallel) {
    const auto node = [&](std::uint32_t index) -> const BuildNode& {
      return input_.nodes[places_[g][index]];
    };
    const RelationId family = input_.ontology.add_relation(graph.relations[edge.relation]);
    const BuildNode* source = &node(edge.source);
    const BuildNode* target = &node(edge.target);
    if (input_.ontology.relation(family).symmetric && target->key < source->key) {
      std::swap(source, target);
    }
    input_.ontology.add_endpoint(family, source->id.type(), target->id.type());
    BuildEdge row;
    row.family = family;
    row.source = source->id;
    row.target = target->id;
    row.external_id = edge.id;
    if (edge.document == ImportedEdge::kNone) {
      row.plain = true;
      row.parallel = parallel;
    } else {
      BuildAssertion& a = row.assertion;
      a.document = node(edge.document).id.offset();
      a.work = a.document;
      if (edge.passage != ImportedEdge::kNone) a.passage = node(edge.passage).id.offset();
      a.kind = family;
      a.language = edge.language;
      a.confidence = static_cast<std::uint16_t>(edge.confidence);
      if (edge.year != 0) a.time.from = DateSpan::of_year(edge.year).from;
    }
    for (const auto& [name, value] : edge.properties) {
      if (value.is_null() || name.empty() || name.front() == '\t') continue;
      input_.ontology.add_relation_property(family, name, property_kind(value));
    }
    if (!edge.properties.empty()) {
      input_.extra_of(row).properties = std::move(edge.properties);
    }
    input_.edges.push_back(row);
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
      if (found == documents.end()) continue;
      node.properties.emplace_back(std::string(internal_column::kDocument),
                                   Value(static_cast<std::int64_t>(found->second)));
    }
  }

  std::vector<ImportedGraph> graphs_;
  IdTable& ids_;
  BuildInput input_;
  std::vector<std::vector<std::uint32_t>> places_;  // per graph: node index → index into input_
  std::map<std::pair<TypeId, std::string>, std::uint32_t> by_key_;
};

}  // namespace

BuildInput import_input(std::vector<ImportedGraph> graphs, IdTable& ids) {
  return Importer(std::move(graphs), ids).run();
}

}  // namespace sarye
