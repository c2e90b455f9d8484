// Which local entities of different documents are one entity. A view: it depends on the set of
// documents and never on the order in which they came (DECISIONS 2).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/graph/identity_unit.h"
#include "engine/model/document.h"

namespace sarye {

// One entity of the whole store.
struct GlobalEntity {
  std::string type;      // name of a node type
  std::string key;       // without prefix, fit for a stable key; unique within the type
  std::string base_key;  // the same before keys that are equal by chance were told apart
  std::string display;
  std::string source;  // the surface that texts write most; may be empty
  std::string kind;
  std::vector<EntityName> names;  // each text once; resource names first, then by text
  std::map<std::string, PropertyValue> properties;
  std::uint64_t mentions = 0;
};

struct Identity {
  std::vector<GlobalEntity> entities;  // sorted by type, then key
  std::vector<std::uint32_t> of_unit;  // [unit as it was given] → index of entities
};

// Entities of `units`, whose order says nothing. What a unit becomes depends on those alone that
// share a token with it, or with one that does, and so on: resolving such a component of units by
// itself gives what resolving all of them gives.
//
// Links between units of one type are taken by weight, then name key, then unit (those of resources
// first). Units of different resource keys are never joined, and a name that leads to several
// resource keys joins nothing to any of them. An acronym joins where it has one meaning; names that
// sound or read alike come last (weak_links.h). A Metric is one observation: its subject, measure,
// period, segment, value and unit; texts that print the same one are its witnesses.
Identity resolve_units(std::span<const IdentityUnit* const> units);

}  // namespace sarye
