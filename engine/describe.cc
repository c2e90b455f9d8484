#include "engine/describe.h"

#include <algorithm>
#include <tuple>

#include "engine/exchange/value_text.h"

namespace sarye {

namespace {

constexpr std::size_t kNeighboursShown = 8;

class Card {
 public:
  explicit Card(const GraphView& graph) : graph_(graph) { table_.columns = {"what", "value"}; }

  void add(std::string what, std::string value) {
    table_.rows.push_back({Value(std::move(what)), Value(std::move(value))});
  }

  Result<void> entity(NodeId node) {
    auto key = graph_.stable_key(node);
    if (!key) return key.error();
    auto shown = graph_.shown_name(node);
    if (!shown) return shown.error();
    auto names = graph_.names(node);
    if (!names) return names.error();
    add("name", *shown);
    add("type", graph_.ontology().type(node.type()).name);
    add("key", *key);
    std::string all;
    for (const EntityName& name : *names) {
      if (name.text == *shown) continue;
      if (!all.empty()) all += ", ";
      all += name.text + " (" + std::string(name_tag_code(name.tag)) + ")";
    }
    if (!all.empty()) add("also", all);
    auto properties = graph_.all_properties(node);
    if (!properties) return properties.error();
    for (const auto& [name, value] : *properties) {
      if (value.is_null() || name == "name") continue;
      auto text = value_text(value, graph_);
      if (!text) return text.error();
      add(name, *text);
    }
    return edges(node);
  }

  // One line a relation and direction: how many, and the best supported neighbours.
  Result<void> edges(NodeId node) {
    for (const EdgeTableInfo& info : graph_.edge_tables()) {
      for (const Direction direction : {Direction::Out, Direction::In}) {
        const TypeId own = direction == Direction::Out ? info.from : info.to;
        if (own != node.type()) continue;
        auto list = graph_.neighbours(info.id, direction, node.offset());
        if (!list) return list.error();
        if (list->size() == 0) continue;
        const TypeId other = direction == Direction::Out ? info.to : info.from;
        if (auto done = relation_line(info, direction, *list, other); !done) return done;
      }
    }
    return {};
  }

  void type(const NodeType& type) {
    add("type", type.name);
    std::string names;
    for (const SchemaName& name : type.names) names += (names.empty() ? "" : ", ") + name.text;
    if (!names.empty()) add("also", names);
    std::string kinds;
    for (const std::string& kind : type.kinds) kinds += (kinds.empty() ? "" : ", ") + kind;
    if (!kinds.empty()) add("kinds", kinds);
    std::string properties;
    for (const PropertyType& p : type.properties)
      properties += (properties.empty() ? "" : ", ") + p.name;
    add("properties", properties.empty() ? "name" : properties);
    std::uint64_t nodes = 0;
    for (TypeId id : graph_.ontology().concrete_types(type.id)) nodes += graph_.node_count(id);
    add("nodes", std::to_string(nodes));
    for (const Relation& relation : graph_.ontology().relations()) {
      if (relation.id != relation.family) continue;
      std::string out;
      std::string in;
      for (const auto& [from, to] : relation.endpoints) {
        if (from == type.id) out += (out.empty() ? "" : ", ") + graph_.ontology().type(to).name;
        if (to == type.id) in += (in.empty() ? "" : ", ") + graph_.ontology().type(from).name;
      }
      if (!out.empty()) add(relation.name + " →", out);
      if (!in.empty()) add(relation.name + " ←", in);
    }
  }

  void relation(const Relation& relation) {
    const Ontology& ontology = graph_.ontology();
    const Relation& family = ontology.relation(relation.family);
    add("relation", relation.name);
    if (family.id != relation.id) add("a kind of", family.name);
    std::string names;
    for (const SchemaName& name : relation.names) names += (names.empty() ? "" : ", ") + name.text;
    if (!names.empty()) add("also", names);
    std::string kinds;
    for (RelationId kind : ontology.kinds_of(family.id)) {
      kinds += (kinds.empty() ? "" : ", ") + ontology.relation(kind).name;
    }
    if (!kinds.empty()) add("kinds", kinds);
    for (const auto& [from, to] : family.endpoints) {
      add("joins",
          ontology.type(from).name + (family.symmetric ? " – " : " → ") + ontology.type(to).name);
    }
    std::string qualifiers;
    for (const Qualifier& q : family.qualifiers) {
      qualifiers +=
          (qualifiers.empty() ? "" : ", ") + q.name + (q.identifying ? " (part of the edge)" : "");
    }
    if (!qualifiers.empty()) add("qualifiers", qualifiers);
  }

  QueryResult take() { return std::move(table_); }

 private:
  Result<void> relation_line(const EdgeTableInfo& info, Direction direction,
                             const AdjacencyList& list, TypeId other) {
    struct Neighbour {
      std::uint32_t visible;
      std::string name;
    };
    std::vector<Neighbour> shown;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (list.visible[i] == 0) continue;
      shown.push_back({list.visible[i], {}});
      if (info.plain) continue;
      // Names are fetched for all: they are the second key of the order.
      auto name = graph_.shown_name(NodeId(other, list.nodes[i]));
      if (!name) return name.error();
      shown.back().name = std::move(*name);
    }
    if (shown.empty()) return {};
    if (info.plain) return count_line(info, direction, shown.size(), other);
    std::sort(shown.begin(), shown.end(), [](const Neighbour& a, const Neighbour& b) {
      return a.visible != b.visible ? a.visible > b.visible : a.name < b.name;
    });
    const Relation& relation = graph_.ontology().relation(info.family);
    const char* arrow = relation.symmetric ? " – " : direction == Direction::Out ? " → " : " ← ";
    std::string value;
    for (std::size_t i = 0; i < shown.size() && i < kNeighboursShown; ++i) {
      if (i > 0) value += "; ";
      value += shown[i].name;
      if (!info.plain && shown[i].visible > 1)
        value += " (" + std::to_string(shown[i].visible) + ")";
    }
    if (shown.size() > kNeighboursShown) {
      value += "; … " + std::to_string(shown.size()) + " in all";
    }
    add(relation.name + arrow + graph_.ontology().type(other).name, value);
    return {};
  }

  // Edges without assertions (mentions, citations) are counted, not listed.
  Result<void> count_line(const EdgeTableInfo& info, Direction direction, std::size_t count,
                          TypeId other) {
    const char* arrow = direction == Direction::Out ? " → " : " ← ";
    add(graph_.ontology().relation(info.family).name + arrow + graph_.ontology().type(other).name,
        std::to_string(count));
    return {};
  }

  const GraphView& graph_;
  QueryResult table_;
};

}  // namespace

Result<QueryResult> describe(const BoundDescribe& request, const GraphView& graph) {
  Card card(graph);
  if (request.type) card.type(graph.ontology().type(*request.type));
  if (request.relation) card.relation(graph.ontology().relation(*request.relation));
  for (NodeId node : request.entities) {
    if (auto done = card.entity(node); !done) return done.error();
  }
  return card.take();
}

}  // namespace sarye
