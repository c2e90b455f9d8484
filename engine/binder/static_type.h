// What can be said about a value before the query runs: enough to refuse `NOT 1` and `n.name` of a
// number in the text, and to know which types a node variable may have.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/strong_id.h"

namespace sarye {

struct StaticType {
  enum class Kind : std::uint8_t {
    Unknown,  // anything: parameters, properties, elements of mixed lists
    Null,
    Boolean,
    Integer,
    Float,
    Number,  // Integer or Float
    String,
    Date,
    List,
    Node,
    Edge,
    Path,
    Assertion
  };
  Kind kind = Kind::Unknown;
  std::vector<TypeId> node_types;             // Node: sorted, concrete; empty: any
  std::vector<RelationId> families;           // Edge: sorted; empty: any
  std::shared_ptr<const StaticType> element;  // List; absent: Unknown

  StaticType() = default;
  StaticType(Kind k) : kind(k) {}  // NOLINT: implicit, kinds are types
  static StaticType list_of(StaticType element_type);
  static StaticType node(std::vector<TypeId> types);
  static StaticType edge(std::vector<RelationId> families);

  // Unknown and Null fit everywhere.
  bool open() const { return kind == Kind::Unknown || kind == Kind::Null; }
  bool may_be(Kind wanted) const;  // Number may be Integer or Float, and the other way
  bool may_be_number() const;
  StaticType element_type() const { return element ? *element : StaticType(); }
};

// The type of a value that is one or the other: of CASE, coalesce, list elements.
StaticType join_types(const StaticType& a, const StaticType& b);

// "an Integer", "a List of Strings": for messages.
std::string describe(const StaticType& type);

}  // namespace sarye
