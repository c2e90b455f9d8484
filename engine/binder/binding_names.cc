// Names of the schema: types, relations, properties, entities, languages.
#include <algorithm>
#include <iterator>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

// What every node answers to, whatever its type says.
bool is_built_in_node_property(std::string_view name) {
  return name == "name" || name == "key" || name == "id" || name == "kind";
}

template <typename Id>
std::vector<Id> unite(const std::vector<Id>& a, const std::vector<Id>& b) {
  std::vector<Id> out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

}  // namespace

std::vector<TypeId> Binding::all_types(bool with_system) const {
  std::vector<TypeId> out;
  for (const NodeType& type : ontology_.types()) {
    if (!type.is_abstract && (with_system || !type.is_system)) out.push_back(type.id);
  }
  return out;
}

std::vector<RelationId> Binding::wildcard_families() const {
  std::vector<RelationId> out;
  for (const Relation& relation : ontology_.relations()) {
    if (relation.family != relation.id) continue;
    if (ontology_.closed() && relation.plain) continue;  // DECISIONS 18
    out.push_back(relation.id);
  }
  return out;
}

const NodeType* Binding::find_type(const ast::Name& name) {
  if (const NodeType* found = ontology_.find_type(name.text)) return found;
  const NodeType* found = name.quoted ? nullptr : ontology_.find_type_any_case(name.text);
  if (found != nullptr) {
    out_.notices.push_back({"read " + name.text + " as " + found->name, name.place});
  }
  return found;
}

const Relation* Binding::find_relation(const ast::Name& name) {
  if (const Relation* found = ontology_.find_relation(name.text)) return found;
  const Relation* found = name.quoted ? nullptr : ontology_.find_relation_any_case(name.text);
  if (found != nullptr) {
    out_.notices.push_back({"read " + name.text + " as " + found->name, name.place});
  }
  return found;
}

Result<std::vector<TypeId>> Binding::types_of(const ast::LabelExpression& label) {
  std::vector<TypeId> out;
  if (label.kind == ast::LabelExpression::Kind::Name) {
    if (const NodeType* type = find_type(label.name)) return ontology_.concrete_types(type->id);
    if (!options_.strict_names) return out;
    std::vector<std::string_view> known;
    for (const NodeType& type : ontology_.types()) known.push_back(type.name);
    for (const NodeType& type : ontology_.types()) {
      for (const SchemaName& name : type.names) known.push_back(name.text);
    }
    std::string hint = did_you_mean(label.name.text, known);
    if (hint.empty()) hint = "SHOW types lists what there is";
    return semantic("UnknownType", label.name.place, "no type is called " + label.name.text,
                    std::move(hint));
  }
  for (const ast::LabelExpression& operand : label.operands) {
    auto types = types_of(operand);
    if (!types) return types.error();
    out = unite(out, *types);
  }
  if (label.kind == ast::LabelExpression::Kind::Or) return out;
  std::vector<TypeId> rest;
  const std::vector<TypeId> all = all_types(!ontology_.closed());
  std::set_difference(all.begin(), all.end(), out.begin(), out.end(), std::back_inserter(rest));
  return rest;
}

Result<RelationSet> Binding::relations_of(const ast::LabelExpression& label) {
  RelationSet out;
  out.any = false;
  if (label.kind == ast::LabelExpression::Kind::Name) {
    const Relation* relation = find_relation(label.name);
    if (relation != nullptr) {
      out.families = {relation->family};
      if (relation->family != relation->id) out.kinds = {relation->id};
      return out;
    }
    if (!options_.strict_names) return out;
    std::vector<std::string_view> known;
    for (const Relation& other : ontology_.relations()) known.push_back(other.name);
    for (const Relation& other : ontology_.relations()) {
      for (const SchemaName& name : other.names) known.push_back(name.text);
    }
    std::string hint = did_you_mean(label.name.text, known);
    if (hint.empty()) hint = "SHOW relations lists what there is";
    return semantic("UnknownRelation", label.name.place, "no relation is called " + label.name.text,
                    std::move(hint));
  }
  // Of several: families that are meant as a whole contribute all their kinds, so that one set of
  // kinds says everything.
  bool restricted = false;
  std::vector<RelationId> whole;
  for (const ast::LabelExpression& operand : label.operands) {
    auto part = relations_of(operand);
    if (!part) return part.error();
    out.families = unite(out.families, part->families);
    restricted = restricted || !part->kinds.empty();
    if (part->kinds.empty()) whole = unite(whole, part->families);
    out.kinds = unite(out.kinds, part->kinds);
  }
  if (label.kind == ast::LabelExpression::Kind::Or) {
    if (!restricted) return out;
    for (const RelationId family : whole) {
      std::vector<RelationId> members = ontology_.kinds_of(family);
      members.push_back(family);
      std::sort(members.begin(), members.end());
      out.kinds = unite(out.kinds, members);
    }
    return out;
  }
  if (restricted) {
    return semantic("UnsupportedStatement", label.place, "! stands before families only, not kinds",
                    "write the family, or ask for a.kind of UNWIND assertions(r) AS a");
  }
  std::vector<RelationId> rest;
  const std::vector<RelationId> all = wildcard_families();
  std::set_difference(all.begin(), all.end(), out.families.begin(), out.families.end(),
                      std::back_inserter(rest));
  out.families = std::move(rest);
  return out;
}

Result<PropertyRef> Binding::property_of_type(const StaticType& type, const std::string& name,
                                              TextPlace place) {
  if (type.kind == Kind::Node) return node_property(type.node_types, name, place);
  if (type.kind == Kind::Edge) return edge_property(type.families, name, place);
  return PropertyRef{name, {}};
}

Result<PropertyRef> Binding::node_property(const std::vector<TypeId>& types,
                                           const std::string& name, TextPlace place) {
  PropertyRef out{name, {}};
  if (!ontology_.closed() || is_built_in_node_property(name)) return out;
  const std::vector<TypeId> every = types.empty() ? all_types(true) : types;
  std::vector<std::pair<TypeId, std::string>> found;
  for (const TypeId type : every) {
    if (const PropertyType* property = ontology_.find_property(type, name)) {
      found.emplace_back(type, property->name);
    }
  }
  if (found.empty()) {
    // A document has metadata fields beyond its type's properties.
    const std::vector<std::string> fields = catalog_.document_properties();
    const bool is_field = std::find(fields.begin(), fields.end(), name) != fields.end();
    const bool may_be_document = std::any_of(every.begin(), every.end(), [&](TypeId type) {
      return ontology_.type(type).name == "Document";
    });
    if ((is_field && may_be_document) || !options_.strict_names) return out;
    std::vector<std::string_view> known = {"name", "key", "id", "kind"};
    for (const TypeId type : every) {
      for (const PropertyType& property : ontology_.type(type).properties) {
        known.push_back(property.name);
        for (const SchemaName& other : property.names) known.push_back(other.text);
      }
    }
    std::string hint = did_you_mean(name, known);
    const std::string owner = every.size() == 1 ? with_article(ontology_.type(every[0]).name)
                                                : std::string("such a node");
    if (hint.empty() && every.size() == 1) {
      hint = "SHOW properties IN " + ontology_.type(every[0]).name + " lists what there is";
    }
    return semantic("UnknownProperty", place, owner + " has no property " + name, std::move(hint));
  }
  out.name = found.front().second;
  for (auto& entry : found) {
    if (entry.second != out.name) out.by_type.push_back(std::move(entry));
  }
  return out;
}

Result<PropertyRef> Binding::edge_property(const std::vector<RelationId>& families,
                                           const std::string& name, TextPlace place) {
  PropertyRef out{name, {}};
  if (!ontology_.closed() || !options_.strict_names) return out;
  std::vector<std::string_view> known = {"id", "kind"};
  const std::vector<RelationId> every = families.empty() ? wildcard_families() : families;
  for (const RelationId family : every) {
    for (const PropertyType& property : ontology_.relation_properties(family)) {
      known.push_back(property.name);
    }
  }
  if (std::find(known.begin(), known.end(), name) != known.end()) return out;
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) {
    hint =
        "what is said of each statement is reached by UNWIND assertions(r) AS a: a.document, "
        "a.year, a.confidence, a.quote, ...";
  }
  const std::string owner =
      every.size() == 1 ? ontology_.relation(every[0]).name : std::string("such an edge");
  return semantic("UnknownProperty", place, owner + " has no property " + name, std::move(hint));
}

StaticType Binding::property_type(const StaticType& base, const PropertyRef& property) const {
  if (base.kind == Kind::Date) return Kind::Integer;
  if (base.kind != Kind::Node || !ontology_.closed() || base.node_types.empty()) return {};
  if (property.name == "name" || property.name == "key") return Kind::String;
  StaticType out(Kind::Null);
  for (const TypeId type : base.node_types) {
    const PropertyType* found = ontology_.find_property(type, property.name);
    if (found == nullptr) continue;
    if (found->name == "document" && ontology_.type(type).name == "Passage") {
      const NodeType* document = ontology_.find_type("Document");
      if (document != nullptr) out = join_types(out, StaticType::node({document->id}));
      continue;
    }
    switch (found->kind) {
      case PropertyKind::Integer:
        out = join_types(out, Kind::Integer);
        break;
      case PropertyKind::Float:
        out = join_types(out, Kind::Number);
        break;
      case PropertyKind::String:
        out = join_types(out, Kind::String);
        break;
      case PropertyKind::Boolean:
        out = join_types(out, Kind::Boolean);
        break;
      case PropertyKind::Date:
        out = join_types(out, Kind::Date);
        break;
      case PropertyKind::List:
        out = join_types(out, StaticType::list_of({}));
        break;
      case PropertyKind::Any:
        return {};
    }
  }
  return out.kind == Kind::Null ? StaticType() : out;
}

Result<std::vector<NodeId>> Binding::entities(const ast::Expression& entity,
                                              const std::vector<TypeId>* types, TextPlace place) {
  auto value = constant(entity);
  if (!value) return value.error();
  if (value->type() != ValueType::String) {
    return semantic("InvalidArgumentType", place, "an entity is named by a String",
                    "write (f:Firm \"name\") or give the parameter a String");
  }
  const std::string& name = value->string();
  std::optional<TypeId> type;
  if (types != nullptr && types->size() == 1) type = types->front();
  const auto fits = [&](NodeId node) {
    return types == nullptr || std::binary_search(types->begin(), types->end(), node.type());
  };
  auto matches = catalog_.find_entities(type, name);
  if (!matches) return matches.error();
  std::vector<EntityMatch> found;
  for (EntityMatch& match : *matches) {
    if (fits(match.node)) found.push_back(std::move(match));
  }
  if (found.size() == 1) return std::vector<NodeId>{found[0].node};
  std::string what = "entity";
  if (types != nullptr && types->size() == 1) what = ontology_.type(types->front()).name;
  const auto listed = [](const EntityMatch& match) { return match.name + " (" + match.key + ")"; };
  if (found.empty()) {
    if (!options_.strict_names) return std::vector<NodeId>{};
    auto near = catalog_.names_like(type, name, 3);
    if (!near) return near.error();
    std::vector<std::string> names;
    for (const EntityMatch& match : *near) {
      if (fits(match.node)) names.push_back(listed(match));
    }
    return semantic("UnknownEntity", place, "no " + what + " is named '" + name + "'",
                    names.empty() ? "SHOW names LIKE '" + name + "' looks for it in all types"
                                  : "near it: " + or_list(names));
  }
  std::string list;
  for (const EntityMatch& match : found) list += (list.empty() ? "" : ", ") + listed(match);
  return semantic("AmbiguousEntity", place,
                  "'" + name + "' names " + std::to_string(found.size()) + " entities: " + list,
                  "choose one by its key: ({key: '" + found[0].key + "'})");
}

Result<std::uint8_t> Binding::language_mask(std::span<const ast::Language> languages) {
  std::uint8_t mask = 0;
  for (const ast::Language& language : languages) {
    std::vector<std::string> codes = {language.name.text};
    if (language.parameter) {
      auto bound = parameter(language.name.text, language.name.place);
      if (!bound) return bound.error();
      BoundParameter& given = out_.parameters[bound->index];
      given.fixed = true;
      codes.clear();
      if (given.value.type() == ValueType::String) codes.push_back(given.value.string());
      if (given.value.type() == ValueType::List) {
        for (const Value& item : given.value.items()) {
          codes.push_back(item.type() == ValueType::String ? item.string() : "");
        }
      }
    }
    if (codes.empty()) codes.emplace_back();
    for (const std::string& code : codes) {
      const Language known = parse_language(code);
      if (known == Language::Unknown) {
        std::string hint = did_you_mean(code, {"ko", "zh", "en", "ja"});
        if (hint.empty()) hint = "languages are ko, zh, en and ja";
        return semantic("UnknownLanguage", language.name.place,
                        "no language is called '" + code + "'", std::move(hint));
      }
      mask |= static_cast<std::uint8_t>(1u << static_cast<int>(known));
    }
  }
  return mask;
}

}  // namespace sarye::binding
