// Which local entities of different documents are one entity. A view: it depends on the set of
// documents and never on the order in which they came (DECISIONS 2).
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/model/document.h"

namespace sarye {

// One entity of the whole store.
struct GlobalEntity {
  std::string type;  // name of a node type
  std::string key;   // without prefix, fit for a stable key; unique within the type
  std::string display;
  std::string source;  // the surface that texts write most; may be empty
  std::string kind;
  std::vector<EntityName> names;  // each text once; resource names first, then by text
  std::map<std::string, PropertyValue> properties;
  std::uint64_t mentions = 0;
};

struct Identity {
  std::vector<GlobalEntity> entities;          // sorted by type, then key
  std::vector<std::vector<std::uint32_t>> of;  // [document][local entity] → index of entities
};

// `documents` are sorted by the keys of their Document nodes, which are all different.
//
// Links between local entities of one type are taken by weight, then name key, then place: a shared
// resource key first, then names, listed ones before surfaces. Entities with different resource
// keys are never joined, and a name that leads to several resource keys joins nothing to any of
// them. An acronym joins nothing where texts explain it in several ways. Last come weak links
// (weak_links.h), one a cluster. A Metric is one observation: its subject, measure, period,
// segment, value and unit; texts that print the same one are its witnesses.
Identity resolve_identity(std::span<const DocumentTruth> documents);

}  // namespace sarye
