// What a binder and a planner may ask about a store without touching it: types and relations, what a
// name stands for, which property a type has, how much of everything there is. The graph view
// implements it; tests give one made by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/model/ontology.h"

namespace sarye {

// One entity that a name may stand for.
struct EntityMatch {
  NodeId node;
  std::string key;       // stable key, `firm:deepseek`
  std::string name;      // display name
  std::uint64_t mentions = 0;
};

// One combination of family and endpoint types that the store has edges of.
struct EdgeTableInfo {
  EdgeTableId id;
  RelationId family;
  TypeId from;
  TypeId to;
  std::uint64_t edges = 0;
  std::uint64_t assertions = 0;
  std::uint64_t sources = 0;  // distinct source nodes
  std::uint64_t targets = 0;  // distinct target nodes
  bool parallel = false;      // some pair has more than one edge
  bool plain = false;         // no edge has assertions
};

class Catalog {
 public:
  virtual ~Catalog() = default;

  virtual const Ontology& ontology() const = 0;
  virtual std::uint64_t generation() const = 0;

  virtual std::uint64_t node_count(TypeId type) const = 0;
  virtual std::span<const EdgeTableInfo> edge_tables() const = 0;

  // The entities any of whose names, in any language or script, is `name`; of `type` or of any type
  // below it; of every type when absent. Ordered by stable key.
  virtual Result<std::vector<EntityMatch>> find_entities(std::optional<TypeId> type,
                                                         std::string_view name) const = 0;
  // Names like `name`, best first, for did-you-mean and completion; at most `limit`.
  virtual Result<std::vector<EntityMatch>> names_like(std::optional<TypeId> type,
                                                      std::string_view name,
                                                      std::size_t limit) const = 0;
  // Names that begin with `prefix` (by name key), in order of key; at most `limit`.
  virtual Result<std::vector<EntityMatch>> names_with_prefix(std::optional<TypeId> type,
                                                             std::string_view prefix,
                                                             std::size_t limit) const = 0;

  // The number of distinct values of a property where it is known; 0: unknown.
  virtual std::uint64_t distinct_values(TypeId type, std::string_view property) const = 0;
  // Whether every node of the type has a whole number in the property, and each one a greater one
  // than those of lower offset. Looked up once and kept.
  virtual Result<bool> ascends(TypeId type, std::string_view property) const = 0;

  // The property names of Document nodes and of the metadata fields seen, for document sets.
  virtual std::vector<std::string> document_properties() const = 0;
};

}  // namespace sarye
