#include "engine/show.h"

#include <algorithm>

#include "engine/binder/functions.h"
#include "engine/exchange/value_text.h"
#include "engine/node_listing.h"

namespace sarye {

namespace {

Value text(std::string s) {
  return Value(std::move(s));
}
Value count(std::uint64_t n) {
  return Value(static_cast<std::int64_t>(n));
}

std::string joined_names(const std::vector<SchemaName>& names) {
  std::string out;
  for (const SchemaName& name : names) {
    if (!out.empty()) out += ", ";
    out += name.text;
  }
  return out;
}

std::string endpoints_text(const Ontology& ontology, const Relation& relation) {
  std::string out;
  std::size_t shown = 0;
  for (const auto& [from, to] : relation.endpoints) {
    if (++shown > 4) return out + ", … " + std::to_string(relation.endpoints.size()) + " in all";
    if (!out.empty()) out += ", ";
    out += ontology.type(from).name + (relation.symmetric ? " – " : " → ") + ontology.type(to).name;
  }
  return out;
}

std::string_view kind_name(PropertyKind kind) {
  switch (kind) {
    case PropertyKind::Any:
      return "any";
    case PropertyKind::Integer:
      return "integer";
    case PropertyKind::Float:
      return "float";
    case PropertyKind::String:
      return "string";
    case PropertyKind::Boolean:
      return "boolean";
    case PropertyKind::Date:
      return "date";
    case PropertyKind::List:
      return "list";
  }
  return "any";
}

class Lister {
 public:
  Lister(const BoundShow& request, const GraphView& graph) : request_(request), graph_(graph) {}

  bool full() const { return request_.limit != 0 && table_.rows.size() >= request_.limit; }
  void columns(std::vector<std::string> names) { table_.columns = std::move(names); }
  void add(std::vector<Value> row) {
    if (!full()) table_.rows.push_back(std::move(row));
  }
  bool wanted(std::string_view name, std::string_view others = {}) const {
    return is_like(name, request_.like) || (!others.empty() && is_like(others, request_.like));
  }

  Result<QueryResult> types() {
    columns({"type", "names", "nodes"});
    for (const NodeType& type : graph_.ontology().types()) {
      const std::string names = joined_names(type.names);
      if (!wanted(type.name, names)) continue;
      std::uint64_t nodes = 0;
      for (TypeId id : graph_.ontology().concrete_types(type.id)) nodes += graph_.node_count(id);
      add({text(type.name), text(names), count(nodes)});
    }
    return std::move(table_);
  }

  Result<QueryResult> relations() {
    columns({"relation", "family", "joins", "names", "edges"});
    for (const Relation& relation : graph_.ontology().relations()) {
      const std::string names = joined_names(relation.names);
      if (!wanted(relation.name, names)) continue;
      const Relation& family = graph_.ontology().relation(relation.family);
      std::uint64_t edges = 0;
      for (const EdgeTableInfo& info : graph_.edge_tables()) {
        if (info.family == relation.id) edges += info.edges;
      }
      const bool is_family = relation.id == relation.family;
      add({text(relation.name), text(family.name), text(endpoints_text(graph_.ontology(), family)),
           text(names), is_family ? count(edges) : Value()});
    }
    return std::move(table_);
  }

  Result<QueryResult> properties() {
    columns({"of", "property", "kind", "names"});
    for (const NodeType& type : graph_.ontology().types()) {
      if (request_.type && *request_.type != type.id) continue;
      if (request_.relation) continue;
      for (const PropertyType& property : type.properties) {
        if (!wanted(property.name)) continue;
        add({text(type.name), text(property.name), text(std::string(kind_name(property.kind))),
             text(joined_names(property.names))});
      }
    }
    for (const Relation& relation : graph_.ontology().relations()) {
      if (request_.type || (request_.relation && *request_.relation != relation.id)) continue;
      for (const PropertyType& property : graph_.ontology().relation_properties(relation.id)) {
        if (!wanted(property.name)) continue;
        add({text(relation.name), text(property.name), text(std::string(kind_name(property.kind))),
             text(joined_names(property.names))});
      }
    }
    return std::move(table_);
  }

  Result<QueryResult> names() {
    columns({"name", "type", "key", "all names"});
    for (const NodeType& type : graph_.ontology().types()) {
      if (type.is_abstract || (type.is_system && !request_.type)) continue;
      if (request_.type) {
        const auto below = graph_.ontology().concrete_types(*request_.type);
        if (std::find(below.begin(), below.end(), type.id) == below.end()) continue;
      }
      auto nodes = nodes_by_key(graph_, type.id);
      if (!nodes) return nodes.error();
      for (const auto& [key, node] : *nodes) {
        if (full()) return std::move(table_);
        auto shown = graph_.shown_name(node);
        if (!shown) return shown.error();
        auto all = graph_.names(node);
        if (!all) return all.error();
        std::vector<Value> list;
        bool fits = wanted(*shown);
        for (const EntityName& name : *all) {
          fits = fits || wanted(name.text);
          list.push_back(text(name.text));
        }
        if (fits) add({text(*shown), text(type.name), text(key), Value::list(std::move(list))});
      }
    }
    return std::move(table_);
  }

  Result<QueryResult> documents() {
    columns({"key", "title", "language", "year", "work", "kind"});
    const NodeType* type = graph_.ontology().find_type("Document");
    if (type == nullptr) return std::move(table_);
    auto nodes = nodes_by_key(graph_, type->id);
    if (!nodes) return nodes.error();
    for (const auto& [key, node] : *nodes) {
      std::vector<Value> row;
      std::string searched = key;
      for (const std::string& column : table_.columns) {
        auto value = graph_.property(node, column);
        if (!value) return value.error();
        if (value->type() == ValueType::String) searched += " " + value->string();
        row.push_back(std::move(*value));
      }
      if (wanted(searched)) add(std::move(row));
    }
    return std::move(table_);
  }

  Result<QueryResult> functions() {
    columns({"function", "meaning"});
    for (const FunctionInfo& function : ::sarye::functions()) {
      if (!wanted(function.name)) continue;
      add({text(std::string(function.name)), text(std::string(function.help))});
    }
    return std::move(table_);
  }

  Result<QueryResult> statistics() {
    columns({"what", "count"});
    std::uint64_t nodes = 0;
    for (const NodeType& type : graph_.ontology().types()) {
      if (type.is_abstract) continue;
      const std::uint64_t own = graph_.node_count(type.id);
      nodes += own;
      if (own > 0) add({text(type.name), count(own)});
    }
    std::uint64_t edges = 0;
    std::uint64_t assertions = 0;
    for (const EdgeTableInfo& info : graph_.edge_tables()) {
      edges += info.edges;
      assertions += info.assertions;
    }
    add({text("nodes"), count(nodes)});
    add({text("edges"), count(edges)});
    add({text("assertions"), count(assertions)});
    add({text("generation"), count(graph_.generation())});
    return std::move(table_);
  }

  QueryResult take() { return std::move(table_); }

 private:
  const BoundShow& request_;
  const GraphView& graph_;
  QueryResult table_;
};

}  // namespace

Result<QueryResult> show(const BoundShow& request, const GraphView& graph, const Settings& settings,
                         const DocumentSets& sets, const Parameters& parameters) {
  Lister lister(request, graph);
  switch (request.target) {
    case ShowTarget::Types:
      return lister.types();
    case ShowTarget::Relations:
      return lister.relations();
    case ShowTarget::Properties:
      return lister.properties();
    case ShowTarget::Names:
      return lister.names();
    case ShowTarget::Documents:
      return lister.documents();
    case ShowTarget::Functions:
      return lister.functions();
    case ShowTarget::Statistics:
      return lister.statistics();
    case ShowTarget::Options:
      lister.columns({"option", "value", "meaning"});
      for (const Settings::Entry& entry : settings.entries()) {
        if (lister.wanted(entry.name)) {
          lister.add({text(entry.name), text(entry.value), text(entry.meaning)});
        }
      }
      return lister.take();
    case ShowTarget::Sets:
      lister.columns({"set", "documents"});
      for (const auto& [name, set] : sets) {
        if (lister.wanted(name)) lister.add({text(name), text(set.text)});
      }
      return lister.take();
    case ShowTarget::Parameters:
      lister.columns({"parameter", "value"});
      for (const auto& [name, value] : parameters) {
        auto shown = value_text(value, graph);
        if (!shown) return shown.error();
        if (lister.wanted(name)) lister.add({text("$" + name), text(*shown)});
      }
      return lister.take();
  }
  return lister.take();
}

}  // namespace sarye
