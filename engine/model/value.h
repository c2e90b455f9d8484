// One cell of a result, and what an expression computes with. Null, booleans, 64-bit integers, doubles,
// strings (NFC), dates, lists, and references into one generation of one store: nodes, edges, paths,
// assertions. References are resolved to names and properties by whoever holds the graph view.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/model/date.h"

namespace sarye {

class Value;

// Which assertions of an edge a query still sees: an index into the query's table of evidence
// filters (DECISIONS 14: a filter travels with its edge). 0 is the default-visible filter.
using FilterId = std::uint16_t;

struct EdgeValue {
  EdgeId id;
  NodeId source;  // as stored: from, to
  NodeId target;
  FilterId filter = 0;
  bool operator==(const EdgeValue& other) const { return id == other.id; }
};

// One assertion of one edge: its row on the second level of adjacency.
struct AssertionValue {
  EdgeId edge;
  std::uint32_t row = 0;  // counts from the first assertion of the edge
  bool operator==(const AssertionValue&) const = default;
};

// Alternating nodes and edges; `nodes` has one more. Shared because values are copied freely and
// never changed.
struct PathValue {
  std::vector<NodeId> nodes;
  std::vector<EdgeValue> edges;
  bool operator==(const PathValue&) const = default;
};

using ListValue = std::shared_ptr<const std::vector<Value>>;
using PathPointer = std::shared_ptr<const PathValue>;

enum class ValueType : std::uint8_t {
  Null, Boolean, Integer, Float, String, Date, List, Node, Edge, Path, Assertion
};
// "Integer", "List", ... as error messages name them.
std::string_view value_type_name(ValueType type);

class Value {
 public:
  Value() = default;  // null
  explicit Value(bool v) : v_(v) {}
  explicit Value(std::int64_t v) : v_(v) {}
  explicit Value(double v) : v_(v) {}
  explicit Value(std::string v) : v_(std::move(v)) {}
  explicit Value(std::string_view v) : v_(std::string(v)) {}
  explicit Value(const char*) = delete;  // would become a bool
  explicit Value(Date v) : v_(v) {}
  explicit Value(NodeId v) : v_(v) {}
  explicit Value(EdgeValue v) : v_(v) {}
  explicit Value(AssertionValue v) : v_(v) {}
  explicit Value(PathPointer v) : v_(std::move(v)) {}
  explicit Value(ListValue v) : v_(std::move(v)) {}
  static Value list(std::vector<Value> items) {
    return Value(std::make_shared<const std::vector<Value>>(std::move(items)));
  }
  static Value path(PathValue p) { return Value(std::make_shared<const PathValue>(std::move(p))); }

  ValueType type() const { return static_cast<ValueType>(v_.index()); }
  bool is_null() const { return v_.index() == 0; }
  bool is_number() const { return type() == ValueType::Integer || type() == ValueType::Float; }

  // Each asserts that the type fits.
  bool boolean() const { return std::get<bool>(v_); }
  std::int64_t integer() const { return std::get<std::int64_t>(v_); }
  double number() const;  // of an Integer or a Float
  double floating() const { return std::get<double>(v_); }
  const std::string& string() const { return std::get<std::string>(v_); }
  Date date() const { return std::get<Date>(v_); }
  const std::vector<Value>& items() const { return *std::get<ListValue>(v_); }
  NodeId node() const { return std::get<NodeId>(v_); }
  const EdgeValue& edge() const { return std::get<EdgeValue>(v_); }
  const PathValue& path() const { return *std::get<PathPointer>(v_); }
  const AssertionValue& assertion() const { return std::get<AssertionValue>(v_); }

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Date, ListValue, NodeId,
               EdgeValue, PathPointer, AssertionValue>
      v_;
};

enum class Truth : std::uint8_t { False, True, Null };

// `=` of the language: three-valued, 1 = 1.0, NaN equals nothing, lists element by element, values of
// different types are different.
Truth equals(const Value& a, const Value& b);

// `<` of the language: Null when either is null or the two cannot be compared; NaN with a number is
// false (reported through `incomparable` of std::partial_ordering::unordered with nan set).
struct Comparison {
  bool known = false;                 // false: the result of <, <=, >, >= is null
  std::partial_ordering order = std::partial_ordering::unordered;  // unordered and known: NaN, all false
};
Comparison compare(const Value& a, const Value& b);

// The total order of ORDER BY, min, max and DISTINCT: paths and nodes first as openCypher has it
// (... lists < strings < booleans < numbers < null), null the greatest, NaN above all numbers.
std::strong_ordering sort_order(const Value& a, const Value& b);

// Grouping and DISTINCT: null equals null, NaN equals NaN, 1 equals 1.0.
bool same_group(const Value& a, const Value& b);
std::size_t group_hash(const Value& v);

// A float always has a point or an exponent: `1.0`, `1e+30`, `NaN`, `Infinity`; shortest that reads back.
std::string format_float(double v);

}  // namespace sarye
