#include "engine/model/value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <functional>

namespace sarye {

namespace {

// openCypher's order across types: maps, nodes, relationships, lists, paths, strings, booleans,
// numbers, null; dates stand with the temporal values, between strings and booleans.
int sort_rank(ValueType type) {
  switch (type) {
    case ValueType::Node:
      return 1;
    case ValueType::Edge:
      return 2;
    case ValueType::Assertion:
      return 3;
    case ValueType::List:
      return 4;
    case ValueType::Path:
      return 5;
    case ValueType::Date:
      return 6;
    case ValueType::String:
      return 7;
    case ValueType::Boolean:
      return 8;
    case ValueType::Integer:
    case ValueType::Float:
      return 9;
    case ValueType::Null:
      return 10;
  }
  return 10;
}

// Exact comparison of an integer with a double, without rounding the integer first.
std::partial_ordering compare_integer_float(std::int64_t i, double d) {
  if (std::isnan(d)) return std::partial_ordering::unordered;
  if (d >= 9223372036854775808.0) return std::partial_ordering::less;
  if (d < -9223372036854775808.0) return std::partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(d);
  if (i != whole) return i < whole ? std::partial_ordering::less : std::partial_ordering::greater;
  const double rest = d - static_cast<double>(whole);
  if (rest > 0) return std::partial_ordering::less;
  if (rest < 0) return std::partial_ordering::greater;
  return std::partial_ordering::equivalent;
}

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
  const bool ai = a.type() == ValueType::Integer;
  const bool bi = b.type() == ValueType::Integer;
  if (ai && bi) return a.integer() <=> b.integer();
  if (!ai && !bi) return a.floating() <=> b.floating();
  if (ai) return compare_integer_float(a.integer(), b.floating());
  return 0 <=> compare_integer_float(b.integer(), a.floating());
}

std::strong_ordering strong(std::partial_ordering order) {
  if (order < 0) return std::strong_ordering::less;
  if (order > 0) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

std::strong_ordering sort_numbers(const Value& a, const Value& b) {
  const bool an = a.type() == ValueType::Float && std::isnan(a.floating());
  const bool bn = b.type() == ValueType::Float && std::isnan(b.floating());
  if (an || bn) return an <=> bn;
  return strong(compare_numbers(a, b));
}

std::strong_ordering sort_paths(const PathValue& a, const PathValue& b) {
  for (std::size_t i = 0; i < a.nodes.size() && i < b.nodes.size(); ++i) {
    if (auto c = a.nodes[i] <=> b.nodes[i]; c != 0) return c;
    if (i < a.edges.size() && i < b.edges.size()) {
      if (auto c = a.edges[i].id <=> b.edges[i].id; c != 0) return c;
    }
  }
  return a.nodes.size() <=> b.nodes.size();
}

void mix(std::size_t& seed, std::size_t h) {
  seed ^= h + 0x9E3779B97F4A7C15u + (seed << 6) + (seed >> 2);
}

}  // namespace

std::string_view value_type_name(ValueType type) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "Null", "Boolean", "Integer", "Float", "String",   "Date",
      "List", "Node",    "Edge",    "Path",  "Assertion"};
  return kNames[static_cast<std::size_t>(type)];
}

double Value::number() const {
  return type() == ValueType::Integer ? static_cast<double>(integer()) : floating();
}

Truth equals(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Truth::Null;
  const auto truth = [](bool t) { return t ? Truth::True : Truth::False; };
  if (a.is_number() && b.is_number()) return truth(compare_numbers(a, b) == 0);
  if (a.type() != b.type()) return Truth::False;
  switch (a.type()) {
    case ValueType::Boolean:
      return truth(a.boolean() == b.boolean());
    case ValueType::String:
      return truth(a.string() == b.string());
    case ValueType::Date:
      return truth(a.date() == b.date());
    case ValueType::Node:
      return truth(a.node() == b.node());
    case ValueType::Edge:
      return truth(a.edge() == b.edge());
    case ValueType::Assertion:
      return truth(a.assertion() == b.assertion());
    case ValueType::Path:
      return truth(a.path() == b.path());
    case ValueType::List: {
      if (a.items().size() != b.items().size()) return Truth::False;
      Truth all = Truth::True;
      for (std::size_t i = 0; i < a.items().size(); ++i) {
        const Truth t = equals(a.items()[i], b.items()[i]);
        if (t == Truth::False) return Truth::False;
        if (t == Truth::Null) all = Truth::Null;
      }
      return all;
    }
    default:
      return Truth::Null;
  }
}

Comparison compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {};
  if (a.is_number() && b.is_number()) return {true, compare_numbers(a, b)};
  if (a.type() != b.type()) return {};
  switch (a.type()) {
    case ValueType::Boolean:
      return {true, a.boolean() <=> b.boolean()};
    case ValueType::String:
      return {true, a.string().compare(b.string()) <=> 0};
    case ValueType::Date:
      return {true, a.date() <=> b.date()};
    case ValueType::List: {
      const std::size_t shared = std::min(a.items().size(), b.items().size());
      for (std::size_t i = 0; i < shared; ++i) {
        const Comparison c = compare(a.items()[i], b.items()[i]);
        if (!c.known || c.order != 0) return c;
      }
      return {true, a.items().size() <=> b.items().size()};
    }
    default:
      return {};
  }
}

std::strong_ordering sort_order(const Value& a, const Value& b) {
  if (auto c = sort_rank(a.type()) <=> sort_rank(b.type()); c != 0) return c;
  switch (a.type()) {
    case ValueType::Null:
      return std::strong_ordering::equal;
    case ValueType::Boolean:
      return a.boolean() <=> b.boolean();
    case ValueType::Integer:
    case ValueType::Float:
      return sort_numbers(a, b);
    case ValueType::String:
      return a.string().compare(b.string()) <=> 0;
    case ValueType::Date:
      return a.date() <=> b.date();
    case ValueType::Node:
      return a.node() <=> b.node();
    case ValueType::Edge:
      return a.edge().id <=> b.edge().id;
    case ValueType::Path:
      return sort_paths(a.path(), b.path());
    case ValueType::Assertion:
      if (auto c = a.assertion().edge <=> b.assertion().edge; c != 0) return c;
      return a.assertion().row <=> b.assertion().row;
    case ValueType::List: {
      const std::size_t shared = std::min(a.items().size(), b.items().size());
      for (std::size_t i = 0; i < shared; ++i) {
        if (auto c = sort_order(a.items()[i], b.items()[i]); c != 0) return c;
      }
      return a.items().size() <=> b.items().size();
    }
  }
  return std::strong_ordering::equal;
}

bool same_group(const Value& a, const Value& b) {
  return sort_order(a, b) == 0;
}

std::size_t group_hash(const Value& v) {
  std::size_t seed = static_cast<std::size_t>(sort_rank(v.type()));
  switch (v.type()) {
    case ValueType::Null:
      break;
    case ValueType::Boolean:
      mix(seed, v.boolean() ? 1 : 2);
      break;
    case ValueType::Integer:
      mix(seed, std::hash<double>()(static_cast<double>(v.integer())));
      break;
    case ValueType::Float: {
      const double d = v.floating();
      mix(seed, std::isnan(d) ? 0x7FF8u : std::hash<double>()(d == 0 ? 0.0 : d));
      break;
    }
    case ValueType::String:
      mix(seed, std::hash<std::string>()(v.string()));
      break;
    case ValueType::Date:
      mix(seed, std::hash<std::int32_t>()(v.date().days));
      break;
    case ValueType::Node:
      mix(seed, std::hash<NodeId>()(v.node()));
      break;
    case ValueType::Edge:
      mix(seed, std::hash<EdgeId>()(v.edge().id));
      break;
    case ValueType::Assertion:
      mix(seed, std::hash<EdgeId>()(v.assertion().edge));
      mix(seed, v.assertion().row);
      break;
    case ValueType::Path:
      for (NodeId n : v.path().nodes) mix(seed, std::hash<NodeId>()(n));
      for (const EdgeValue& e : v.path().edges) mix(seed, std::hash<EdgeId>()(e.id));
      break;
    case ValueType::List:
      for (const Value& item : v.items()) mix(seed, group_hash(item));
      break;
  }
  return seed;
}

std::string format_float(double v) {
  if (std::isnan(v)) return "NaN";
  if (std::isinf(v)) return v > 0 ? "Infinity" : "-Infinity";
  std::array<char, 32> buffer;
  // The shortest text that reads back as `v`; with an exponent only where zeros would fill it.
  const double size = std::fabs(v);
  const auto form = size == 0 || (size >= 1e-4 && size < 1e16) ? std::chars_format::fixed
                                                               : std::chars_format::scientific;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), v, form);
  (void)error;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace sarye
