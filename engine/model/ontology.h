// What may be said in a store: node types, relations and which may join which. A literature store
// has the closed ontology of corpus/ontology, copied into it at `init`; an open store has one that
// was read off its data. The language of a query resolves types, relations and properties here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/result.h"
#include "engine/base/string_hash.h"
#include "engine/base/strong_id.h"

namespace sarye {

// A name of a type, relation or property in one language: `기업`, `회사`, 企业, "company".
struct SchemaName {
  NameTag tag = NameTag::Unknown;
  std::string text;
};

enum class PropertyKind : std::uint8_t { Any, Integer, Float, String, Boolean, Date, List };

struct PropertyType {
  std::string name;  // as written in queries: `measure`
  PropertyKind kind = PropertyKind::Any;
  std::vector<SchemaName> names;
};

struct NodeType {
  TypeId id;
  std::string name;        // `Firm`
  std::string key_prefix;  // `firm`: stable keys are firm:deepseek
  std::vector<SchemaName> names;
  std::vector<std::string> kinds;        // company, group, subsidiary, ...; empty: any
  std::vector<PropertyType> properties;  // sorted by name; every type also has `name`
  std::optional<TypeId> parent;          // `Organisation` above Firm and Agency
  bool is_abstract = false;              // no node has this type itself
  bool is_concept = false;  // found by head noun (Strategy, Resource, ...), not by name list
  bool is_system = false;   // Document, Passage: matched only when named (DECISIONS 18)
};

struct Qualifier {
  std::string name;  // `status`, `order`, `no`, `role`, `sign`
  PropertyKind kind = PropertyKind::String;
  std::vector<std::string> values;  // allowed values; empty: any
  bool identifying = false;         // part of the edge: HAS_INPUT.order, HAS_ITEM.no
};

// A family (OFFERS) or a kind within one (LAUNCHES): an edge belongs to a family; its kind is a
// column of each assertion.
struct Relation {
  RelationId id;
  std::string name;
  RelationId family;  // itself for a family
  std::vector<SchemaName> names;
  std::vector<std::pair<TypeId, TypeId>> endpoints;  // of the family; concrete types; sorted
  bool symmetric = false;             // COMPETES_WITH: stored once, matched both ways
  bool plain = false;                 // MENTIONS, IN, CITES: no assertions, named to match
  std::vector<Qualifier> qualifiers;  // of the family
  int prior = 700;                    // default confidence of a stated edge, 0..1000
};

class Ontology {
 public:
  // Reads the format that corpus/ontology/README.md describes. `file` is used in errors only.
  // Errors: Rejected, with the line, what was found and what is allowed there.
  static Result<Ontology> parse(std::string_view text, std::string_view file = "ontology");

  // The text that `parse` reads back into the same ontology; for open stores and for `init`.
  std::string to_text() const;

  const std::string& version() const { return version_; }
  bool closed() const { return closed_; }

  std::span<const NodeType> types() const { return types_; }
  std::span<const Relation> relations() const { return relations_; }  // families before their kinds
  const NodeType& type(TypeId id) const { return types_[id.value]; }
  const Relation& relation(RelationId id) const { return relations_[id.value]; }

  // By exact name or by an exact name in any language (기업, 企业). nullptr: no such.
  const NodeType* find_type(std::string_view name) const;
  const Relation* find_relation(std::string_view name) const;
  // The same without regard to case; nullptr when none or more than one fits.
  const NodeType* find_type_any_case(std::string_view name) const;
  const Relation* find_relation_any_case(std::string_view name) const;
  // A property of `type` by name or by a name in any language; nullptr: no such.
  const PropertyType* find_property(TypeId type, std::string_view name) const;

  // The concrete types at or below `type`, in order of id.
  std::vector<TypeId> concrete_types(TypeId type) const;
  // The kinds of a family, without the family itself, in order of id.
  std::vector<RelationId> kinds_of(RelationId family) const;
  bool allows(RelationId family, TypeId from, TypeId to) const;

  // For open stores: adds what is not there yet and gives its id. Never for a closed ontology.
  static Ontology open_schema();
  void set_version(std::string version) { version_ = std::move(version); }
  TypeId add_type(std::string_view name);
  RelationId add_relation(std::string_view name);
  void add_endpoint(RelationId family, TypeId from, TypeId to);
  // Widens the kind to Any when the property is known with another one.
  void add_property(TypeId type, std::string_view name, PropertyKind kind);
  void add_relation_property(RelationId family, std::string_view name, PropertyKind kind);
  void set_symmetric(RelationId family);
  // Of an open store: what its edges carry, sorted by name. Of a closed one: the family's
  // qualifiers.
  std::span<const PropertyType> relation_properties(RelationId family) const;

 private:
  friend class OntologyReader;
  template <typename Id>
  using NameIndex = std::unordered_map<std::string, Id, StringHash, std::equal_to<>>;

  void index_names();

  std::string version_;
  bool closed_ = true;
  std::vector<NodeType> types_;
  std::vector<Relation> relations_;
  std::vector<std::vector<PropertyType>> relation_properties_;  // by relation id
  NameIndex<TypeId> type_by_name_;
  NameIndex<RelationId> relation_by_name_;
};

}  // namespace sarye
