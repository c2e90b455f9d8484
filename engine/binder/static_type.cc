#include "engine/binder/static_type.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sarye {
namespace {

using Kind = StaticType::Kind;

bool is_number(Kind kind) {
  return kind == Kind::Integer || kind == Kind::Float || kind == Kind::Number;
}

// Of two sets where an empty one means "any": what is in one or the other.
template <typename Id>
std::vector<Id> either(const std::vector<Id>& a, const std::vector<Id>& b) {
  if (a.empty() || b.empty()) return {};
  std::vector<Id> out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

}  // namespace

StaticType StaticType::list_of(StaticType element_type) {
  StaticType out(Kind::List);
  out.element = std::make_shared<const StaticType>(std::move(element_type));
  return out;
}

StaticType StaticType::node(std::vector<TypeId> types) {
  StaticType out(Kind::Node);
  out.node_types = std::move(types);
  return out;
}

StaticType StaticType::edge(std::vector<RelationId> relation_families) {
  StaticType out(Kind::Edge);
  out.families = std::move(relation_families);
  return out;
}

bool StaticType::may_be(Kind wanted) const {
  if (open() || kind == wanted) return true;
  if (kind == Kind::Number) return wanted == Kind::Integer || wanted == Kind::Float;
  if (wanted == Kind::Number) return is_number(kind);
  return false;
}

bool StaticType::may_be_number() const {
  return open() || is_number(kind);
}

StaticType join_types(const StaticType& a, const StaticType& b) {
  if (a.kind == Kind::Null) return b;
  if (b.kind == Kind::Null) return a;
  if (is_number(a.kind) && is_number(b.kind)) return a.kind == b.kind ? a : Kind::Number;
  if (a.kind != b.kind) return Kind::Unknown;
  if (a.kind == Kind::List) {
    return StaticType::list_of(join_types(a.element_type(), b.element_type()));
  }
  if (a.kind == Kind::Node) return StaticType::node(either(a.node_types, b.node_types));
  if (a.kind == Kind::Edge) return StaticType::edge(either(a.families, b.families));
  return a;
}

std::string describe(const StaticType& type) {
  switch (type.kind) {
    case Kind::Unknown:
      return "any value";
    case Kind::Null:
      return "null";
    case Kind::Boolean:
      return "a Boolean";
    case Kind::Integer:
      return "an Integer";
    case Kind::Float:
      return "a Float";
    case Kind::Number:
      return "a number";
    case Kind::String:
      return "a String";
    case Kind::Date:
      return "a Date";
    case Kind::List:
      return "a List";
    case Kind::Node:
      return "a node";
    case Kind::Edge:
      return "an edge";
    case Kind::Path:
      return "a path";
    case Kind::Assertion:
      return "an assertion";
  }
  return "a value";
}

}  // namespace sarye
