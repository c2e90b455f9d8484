// The reader's lines on properties, endpoints and qualifiers, and what it does when all are read.
#include <algorithm>

#include "engine/model/ontology_reader.h"
#include "engine/model/ontology_words.h"
#include "engine/model/suggestion.h"

namespace sarye {

Result<void> OntologyReader::read_property(const Tokens& tokens) {
  if (tokens.size() < 3) {
    return rejected("a property needs a name and a kind of value",
                    "property industry string ko 산업 | zh 行业 | en industry");
  }
  PropertyType property;
  property.name = tokens[1].text;
  const auto kind = parse_property_kind(tokens[2].text);
  if (!kind) {
    const std::vector<std::string_view> known(kPropertyKindWords.begin(), kPropertyKindWords.end());
    const std::string_view near = nearest_name(tokens[2].text, known);
    return rejected("`" + tokens[2].text + "` is no kind of value",
                    (near.empty() ? "" : "did you mean " + std::string(near) + "? ") +
                        std::string("known: any, integer, float, string, boolean, date, list"),
                    tokens[2].byte);
  }
  property.kind = *kind;
  auto names = names_from(tokens, 3);
  if (!names) return names.error();
  property.names = std::move(*names);

  std::vector<PropertyType>& list = section_ == Section::Top ? common_
                                    : section_ == Section::Type
                                        ? ontology_.types_.back().properties
                                        : ontology_.relation_properties_.back();
  for (const PropertyType& other : list) {
    const auto names_one = [&](const std::string& text) {
      return other.name == text ||
             std::any_of(other.names.begin(), other.names.end(),
                         [&](const SchemaName& name) { return name.text == text; });
    };
    for (const SchemaName& name : property.names) {
      if (names_one(name.text)) {
        return rejected("`" + name.text + "` is a name of the properties " + other.name + " and " +
                            property.name,
                        "choose another word", tokens[1].byte);
      }
    }
    if (names_one(property.name)) {
      return rejected("the property `" + property.name + "` stands twice", "keep one",
                      tokens[1].byte);
    }
  }
  list.push_back(std::move(property));
  return {};
}

Result<void> OntologyReader::read_joins(const Tokens& tokens) {
  Pending joins{ontology_.relations_.back().family.value, {}, {}, line_, line_text_};
  if (tokens.size() == 2 && tokens[1].is_sign("same")) {
    joins.from.push_back(tokens[1]);
    joins_.push_back(std::move(joins));
    return {};
  }
  Tokens* side = &joins.from;
  bool name_expected = true;
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    const OntologyToken& token = tokens[at];
    if (name_expected == (token.is_sign(",") || token.is_sign("->"))) {
      return rejected("unexpected `" + token.text + "`", "joins Firm, Place -> Resource",
                      token.byte);
    }
    if (name_expected) {
      side->push_back(token);
    } else if (token.is_sign("->")) {
      if (side == &joins.to) return rejected("`->` stands twice", "one line an arrow", token.byte);
      side = &joins.to;
    }
    name_expected = !name_expected;
  }
  if (name_expected || joins.to.empty()) {
    return rejected(
        "an endpoint is missing",
        "joins Firm, Place -> Resource; `any` is every type, `joins same` a type and itself");
  }
  joins_.push_back(std::move(joins));
  return {};
}

Result<void> OntologyReader::read_qualifier(const Tokens& tokens) {
  if (tokens.size() < 2) {
    return rejected("a qualifier needs a name", "qualifier status: adopted, planned");
  }
  Relation& family = ontology_.relations_[ontology_.relations_.back().family.value];
  Qualifier qualifier;
  qualifier.name = tokens[1].text;
  for (const Qualifier& other : family.qualifiers) {
    if (other.name == qualifier.name) {
      return rejected("the qualifier `" + other.name + "` stands twice", "keep one",
                      tokens[1].byte);
    }
  }
  std::size_t at = 2;
  for (; at < tokens.size() && !tokens[at].is_sign(":"); ++at) {
    const auto kind = parse_property_kind(tokens[at].text);
    if (tokens[at].is_sign("identifying")) {
      qualifier.identifying = true;
    } else if (kind) {
      qualifier.kind = *kind;
    } else {
      return rejected("unexpected `" + tokens[at].text + "` after qualifier " + qualifier.name,
                      "allowed: a kind of value, identifying, and values after `:`",
                      tokens[at].byte);
    }
  }
  for (++at; at < tokens.size(); at += 2) {
    if (tokens[at].is_sign(","))
      return rejected("a value is missing", "adopted, planned", tokens[at].byte);
    qualifier.values.push_back(tokens[at].text);
    if (at + 1 < tokens.size() && !tokens[at + 1].is_sign(",")) {
      return rejected("expected `,` between values, found `" + tokens[at + 1].text + "`",
                      "qualifier status: adopted, planned", tokens[at + 1].byte);
    }
  }
  family.qualifiers.push_back(std::move(qualifier));
  return {};
}

Result<TypeId> OntologyReader::type_named(const OntologyToken& token) const {
  const NodeType* type = ontology_.find_type(token.text);
  if (type != nullptr) return type->id;
  std::vector<std::string_view> known;
  std::string list;
  for (const NodeType& candidate : ontology_.types_) {
    known.push_back(candidate.name);
    list += (list.empty() ? "" : ", ") + candidate.name;
  }
  const std::string_view near = nearest_name(token.text, known);
  return rejected("no type `" + token.text + "`",
                  (near.empty() ? "" : "did you mean " + std::string(near) + "? ") +
                      std::string("types: ") + list,
                  token.byte);
}

std::vector<TypeId> OntologyReader::ordinary_types() const {
  std::vector<TypeId> out;
  for (const NodeType& type : ontology_.types_) {
    if (!type.is_abstract && !type.is_system) out.push_back(type.id);
  }
  return out;
}

Result<std::vector<TypeId>> OntologyReader::types_of(const Tokens& tokens, bool& is_any) const {
  std::vector<TypeId> out;
  for (const OntologyToken& token : tokens) {
    if (token.is_sign("any")) {
      is_any = true;
      const std::vector<TypeId> all = ordinary_types();
      out.insert(out.end(), all.begin(), all.end());
      continue;
    }
    auto type = type_named(token);
    if (!type) return type.error();
    const std::vector<TypeId> concrete = ontology_.concrete_types(*type);
    out.insert(out.end(), concrete.begin(), concrete.end());
  }
  return out;
}

Result<void> OntologyReader::resolve_parents() {
  for (const Pending& pending : parents_) {
    line_ = pending.line;
    line_text_ = pending.text;
    auto parent = type_named(pending.from[0]);
    if (!parent) return parent.error();
    NodeType& type = ontology_.types_[pending.owner];
    if (type.parent) return rejected(type.name + " has two parents", "keep one");
    type.parent = *parent;
    // Every earlier link is free of circles, so a circle runs through this one.
    std::string way = type.name;
    for (const NodeType* above = &type; above->parent;) {
      above = &ontology_.types_[above->parent->value];
      way += " -> " + above->name;
      if (above->id == type.id) {
        return rejected("the parents go in a circle: " + way, "remove one `parent`",
                        pending.from[0].byte);
      }
    }
  }
  return {};
}

Result<void> OntologyReader::resolve_joins() {
  for (const Pending& pending : joins_) {
    line_ = pending.line;
    line_text_ = pending.text;
    const RelationId family(static_cast<std::uint16_t>(pending.owner));
    if (pending.to.empty()) {
      for (const TypeId type : ordinary_types()) ontology_.add_endpoint(family, type, type);
      continue;
    }
    bool is_any = false;
    auto from = types_of(pending.from, is_any);
    if (!from) return from.error();
    auto to = types_of(pending.to, is_any);
    if (!to) return to.error();
    for (const TypeId a : *from) {
      for (const TypeId b : *to) ontology_.add_endpoint(family, a, b);
    }
  }
  for (const Relation& relation : ontology_.relations_) {
    if (relation.family == relation.id && relation.endpoints.empty() && ontology_.closed_) {
      line_ = relation_names_.at(relation.name).second;
      line_text_.clear();
      return rejected("the relation " + relation.name + " joins nothing",
                      "add a line such as `joins Firm -> Product`");
    }
  }
  return {};
}

// Every type of a closed ontology has what the file gives to all, and what its parents have; a
// type's own line wins over its parent's, and that over the common one.
void OntologyReader::share_properties() {
  if (ontology_.closed_) {
    const bool has_name = std::any_of(common_.begin(), common_.end(),
                                      [](const PropertyType& p) { return p.name == "name"; });
    if (!has_name) common_.push_back({"name", PropertyKind::String, {}});
  }
  std::vector<std::vector<PropertyType>> own;
  for (const NodeType& type : ontology_.types_) own.push_back(type.properties);
  for (NodeType& type : ontology_.types_) {
    const auto add_missing = [&](const std::vector<PropertyType>& more) {
      for (const PropertyType& property : more) {
        const bool known =
            std::any_of(type.properties.begin(), type.properties.end(),
                        [&](const PropertyType& p) { return p.name == property.name; });
        if (!known) type.properties.push_back(property);
      }
    };
    for (const NodeType* above = &type; above->parent;) {
      above = &ontology_.types_[above->parent->value];
      add_missing(own[above->id.value]);
    }
    add_missing(common_);
    std::sort(type.properties.begin(), type.properties.end(),
              [](const PropertyType& a, const PropertyType& b) { return a.name < b.name; });
  }
  for (const Relation& relation : ontology_.relations_) {
    std::vector<PropertyType>& properties = ontology_.relation_properties_[relation.id.value];
    for (const Qualifier& qualifier : relation.qualifiers) {
      properties.push_back({qualifier.name, qualifier.kind, {}});
    }
    std::sort(properties.begin(), properties.end(),
              [](const PropertyType& a, const PropertyType& b) { return a.name < b.name; });
  }
}

Result<void> OntologyReader::finish() {
  if (!has_version_) {
    line_ = 1;
    line_text_.clear();
    return rejected("the version is missing",
                    "add a line such as `version 2026.11` below the first");
  }
  for (const NodeType& type : ontology_.types_) {
    line_ = type_names_.at(type.name).second;
    line_text_.clear();
    auto done = claim(key_prefixes_, type.key_prefix, type.name, 0, "type");
    if (!done) return done;
  }
  ontology_.index_names();
  auto parents = resolve_parents();
  if (!parents) return parents;
  auto joins = resolve_joins();
  if (!joins) return joins;
  share_properties();
  return {};
}

}  // namespace sarye
