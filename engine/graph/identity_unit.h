// Local entities that are one whatever else is loaded, as one unit: those of one resource key,
// those that share all their names, or those of one observed figure. What a unit knows is sums over
// its members, so that a document can be added to it and taken out again, and nothing depends on
// order.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/store/byte_codec.h"

namespace sarye {

// How often something was found, by what it is; entries are never 0.
template <typename Key>
using Counted = std::map<Key, std::uint64_t>;

struct UnitSums {
  std::uint64_t members = 0;  // local entities
  std::uint64_t mentions = 0;
  Counted<std::string> surfaces;      // as texts write it
  Counted<std::string> kinds;         // of the type
  Counted<std::string> listed_first;  // what resources show: the first listed name of each member
  Counted<std::tuple<std::string, NameKind, NameTag>> names;
  Counted<std::pair<std::string, std::string>> properties;  // name, encoded value

  void add(const UnitSums& other);
  // False when `other` is not part of this: the state is damaged.
  bool subtract(const UnitSums& other);
  bool operator==(const UnitSums&) const = default;
};

struct IdentityUnit {
  enum class Sort : std::uint8_t { Resource, Names, Observation };

  std::string type;  // name of a node type
  Sort sort = Sort::Names;
  std::string resource;                              // resource key or observation
  std::vector<std::pair<std::string, int>> profile;  // Names: name keys with weights, sorted
  UnitSums sums;

  bool operator==(const IdentityUnit&) const = default;
};

// What a unit is called in the store: 16 bytes, made of all that makes it this unit.
std::string unit_key(const IdentityUnit& unit);

// How much two names that are equal say, 0 to 1000.
int weight_of(NameKind kind);

// Name key → the greatest weight that the unit has for it; what links it to others of its type.
std::map<std::string, int> link_names(const IdentityUnit& unit);

// Units of one type that may come to be one entity, or need keys that differ, share a token.
std::vector<std::string> unit_tokens(const IdentityUnit& unit);

// As a part of keys: 5 and 5.0 are equal.
std::string property_text(const PropertyValue& value);
std::string encode_property(const PropertyValue& value);
Result<PropertyValue> decode_property(std::string_view bytes);  // Errors: Damaged

void write_unit(ByteWriter& out, const IdentityUnit& unit);
IdentityUnit read_unit(ByteReader& in);  // fails the reader when the bytes are damaged

// What one document adds.
struct DocumentShare {
  std::vector<std::string> unit_of;           // [local entity] → key of its unit
  std::map<std::string, IdentityUnit> units;  // by key, with the sums of this document alone
};

// All but Metrics, whose `unit_of` stays empty.
DocumentShare share_of_names(const DocumentTruth& truth);

// Metrics are observations: who, what, when, which part and how much. `key_of` tells the canonical
// key of a local entity (before keys that are equal by chance are told apart).
void add_observations(const DocumentTruth& truth,
                      const std::function<const std::string&(std::uint32_t)>& key_of,
                      DocumentShare& share);

}  // namespace sarye
