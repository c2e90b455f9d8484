#include "engine/model/ontology.h"

#include <algorithm>

namespace sarye {

namespace {

bool same_without_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [&](char x, char y) { return lower(x) == lower(y); });
}

// The one item with `name` in any case, by its own name or by one in any language.
template <typename Item>
const Item* only_one_named(const std::vector<Item>& items, std::string_view name) {
  const Item* found = nullptr;
  for (const Item& item : items) {
    bool fits = same_without_case(item.name, name);
    for (const SchemaName& other : item.names) fits = fits || same_without_case(other.text, name);
    if (!fits) continue;
    if (found != nullptr) return nullptr;
    found = &item;
  }
  return found;
}

// Adds a property in its place, or widens the one that is there.
void add_to(std::vector<PropertyType>& properties, std::string_view name, PropertyKind kind) {
  const auto at = std::lower_bound(
      properties.begin(), properties.end(), name,
      [](const PropertyType& property, std::string_view text) { return property.name < text; });
  if (at == properties.end() || at->name != name) {
    properties.insert(at, PropertyType{std::string(name), kind, {}});
  } else if (at->kind != kind) {
    at->kind = PropertyKind::Any;
  }
}

}  // namespace

void Ontology::index_names() {
  type_by_name_.clear();
  relation_by_name_.clear();
  for (const NodeType& type : types_) {
    type_by_name_.emplace(type.name, type.id);
    for (const SchemaName& name : type.names) type_by_name_.emplace(name.text, type.id);
  }
  for (const Relation& relation : relations_) {
    relation_by_name_.emplace(relation.name, relation.id);
    for (const SchemaName& name : relation.names) {
      relation_by_name_.emplace(name.text, relation.id);
    }
  }
}

const NodeType* Ontology::find_type(std::string_view name) const {
  const auto found = type_by_name_.find(name);
  return found == type_by_name_.end() ? nullptr : &types_[found->second.value];
}

const Relation* Ontology::find_relation(std::string_view name) const {
  const auto found = relation_by_name_.find(name);
  return found == relation_by_name_.end() ? nullptr : &relations_[found->second.value];
}

const NodeType* Ontology::find_type_any_case(std::string_view name) const {
  return only_one_named(types_, name);
}

const Relation* Ontology::find_relation_any_case(std::string_view name) const {
  return only_one_named(relations_, name);
}

const PropertyType* Ontology::find_property(TypeId type, std::string_view name) const {
  const std::vector<PropertyType>& properties = types_[type.value].properties;
  const auto at = std::lower_bound(
      properties.begin(), properties.end(), name,
      [](const PropertyType& property, std::string_view text) { return property.name < text; });
  if (at != properties.end() && at->name == name) return &*at;
  for (const PropertyType& property : properties) {
    for (const SchemaName& other : property.names) {
      if (other.text == name) return &property;
    }
  }
  return nullptr;
}

std::vector<TypeId> Ontology::concrete_types(TypeId type) const {
  std::vector<TypeId> out;
  for (const NodeType& candidate : types_) {
    if (candidate.is_abstract) continue;
    const NodeType* above = &candidate;
    while (above->id != type && above->parent) above = &types_[above->parent->value];
    if (above->id == type) out.push_back(candidate.id);
  }
  return out;
}

std::vector<RelationId> Ontology::kinds_of(RelationId family) const {
  std::vector<RelationId> out;
  for (const Relation& relation : relations_) {
    if (relation.family == family && relation.id != family) out.push_back(relation.id);
  }
  return out;
}

bool Ontology::allows(RelationId family, TypeId from, TypeId to) const {
  const Relation& relation = relations_[relations_[family.value].family.value];
  const auto has = [&](TypeId a, TypeId b) {
    return std::binary_search(relation.endpoints.begin(), relation.endpoints.end(),
                              std::pair(a, b));
  };
  return has(from, to) || (relation.symmetric && has(to, from));
}

Ontology Ontology::open_schema() {
  Ontology ontology;
  ontology.closed_ = false;
  ontology.version_ = "open";
  return ontology;
}

TypeId Ontology::add_type(std::string_view name) {
  const auto found = type_by_name_.find(name);
  if (found != type_by_name_.end()) return found->second;
  const TypeId id(static_cast<std::uint16_t>(types_.size()));
  NodeType& type = types_.emplace_back();
  type.id = id;
  type.name = name;
  type.key_prefix = name;
  type_by_name_.emplace(type.name, id);
  return id;
}

RelationId Ontology::add_relation(std::string_view name) {
  const auto found = relation_by_name_.find(name);
  if (found != relation_by_name_.end()) return found->second;
  const RelationId id(static_cast<std::uint16_t>(relations_.size()));
  Relation& relation = relations_.emplace_back();
  relation.id = id;
  relation.name = name;
  relation.family = id;
  relation_properties_.emplace_back();
  relation_by_name_.emplace(relation.name, id);
  return id;
}

void Ontology::add_endpoint(RelationId family, TypeId from, TypeId to) {
  auto& endpoints = relations_[family.value].endpoints;
  const std::pair pair(from, to);
  const auto at = std::lower_bound(endpoints.begin(), endpoints.end(), pair);
  if (at == endpoints.end() || *at != pair) endpoints.insert(at, pair);
}

void Ontology::add_property(TypeId type, std::string_view name, PropertyKind kind) {
  add_to(types_[type.value].properties, name, kind);
}

void Ontology::add_relation_property(RelationId family, std::string_view name, PropertyKind kind) {
  add_to(relation_properties_[family.value], name, kind);
}

void Ontology::set_symmetric(RelationId family) {
  relations_[family.value].symmetric = true;
}

std::span<const PropertyType> Ontology::relation_properties(RelationId family) const {
  return relation_properties_[relations_[family.value].family.value];
}

}  // namespace sarye
