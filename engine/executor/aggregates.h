// What aggregate functions gather of one group. Nulls are left out (count(*) aside); integers are
// summed exactly, and overflow is an error.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/canonical_order.h"
#include "engine/executor/id_set.h"
#include "engine/executor/node_set.h"
#include "engine/model/value.h"

namespace sarye {

// An integer result of over 64 bits.
Error too_many(const BoundAggregate& what);

struct GroupHash {
  std::size_t operator()(const Value& v) const { return group_hash(v); }
};
struct GroupEqual {
  bool operator()(const Value& a, const Value& b) const { return same_group(a, b); }
};

// A sum of numbers and how many they were.
struct NumberTotal {
  std::uint64_t count = 0;
  std::int64_t integers = 0;
  double floats = 0;
  bool any_float = false;

  // False: the count is beyond 64 bits.
  bool count_rows(std::uint64_t weight) {
    return !__builtin_add_overflow(count, weight, &count) && count >> 63 == 0;
  }
  // A number that stands for `weight` rows. Errors: ArithmeticError.
  Result<void> add(const BoundAggregate& what, std::int64_t value, std::uint64_t weight) {
    if (!count_rows(weight)) return too_many(what);
    return add_uncounted(what, value, weight);
  }
  Result<void> add(const BoundAggregate& what, double value, std::uint64_t weight) {
    if (!count_rows(weight)) return too_many(what);
    add_uncounted(value, weight);
    return {};
  }
  Result<void> add(const BoundAggregate& what, const NumberTotal& other);

  Result<void> add_uncounted(const BoundAggregate& what, std::int64_t value, std::uint64_t weight);
  void add_uncounted(double value, std::uint64_t weight) {
    floats += value * static_cast<double>(weight);
    any_float = true;
  }
  double sum() const { return floats + static_cast<double>(integers); }
};

// The state of one aggregate of one group.
class AggregateState {
 public:
  // `second` is the percentile where there is one. The value stands for `weight` rows. Returns the
  // bytes that it now holds more. Errors: ArithmeticError, InvalidArgumentType, NumberOutOfRange.
  Result<std::uint64_t> add(const BoundAggregate& what, const Value& value, const Value& second,
                            std::uint64_t weight);
  // The same for count(*) of `weight` rows; false: the count is beyond 64 bits.
  bool add_rows(std::uint64_t weight) { return total_.count_rows(weight); }
  // The same for count(DISTINCT ...) of a node; `limit`: offsets of its type are below it.
  std::uint64_t add_node(NodeId node, std::uint32_t limit) {
    if (!seen_nodes_.insert(node, limit)) return 0;
    ++total_.count;
    return kSeenNodeBytes;
  }
  // The same of an edge.
  std::uint64_t add_edge(EdgeId edge) {
    IdSet& edges = seen().edges;
    const std::uint64_t before = edges.bytes();
    if (!edges.insert(edge.value)) return 0;
    ++total_.count;
    return edges.bytes() - before;
  }
  // The same of a text, which must live as long as the state.
  std::uint64_t add_text(std::string_view text);
  // The same for min and max, whose values come this way alone.
  void add_best(FunctionId function, const Value& value) {
    if (best_.type() != ValueType::Integer || value.type() != ValueType::Integer) {
      add_best_value(function, value);
    } else if (function == FunctionId::Min ? value.integer() < best_.integer()
                                           : value.integer() > best_.integer()) {
      best_ = value;
    }
  }
  void add_best(FunctionId function, std::string_view text);
  // The same for sum and avg of numbers that were added up elsewhere.
  Result<void> add_total(const BoundAggregate& what, const NumberTotal& total) {
    return total_.add(what, total);
  }
  // `order`: not nullptr where the elements of collect are sorted.
  Result<Value> finish(const BoundAggregate& what, CanonicalOrder* order);

 private:
  void add_best_value(FunctionId function, const Value& value);
  Result<void> add_number(const BoundAggregate& what, const Value& value, std::uint64_t weight);

  // Apart from the state, which is small: there may be one for each node.
  struct Seen {
    IdSet edges;
    IdSet integers;
    std::unordered_set<Value, GroupHash, GroupEqual> values;  // all else but nodes
    // Where they lie. A text is here or among the values, not in both.
    std::unordered_set<std::string_view> texts;
  };
  Seen& seen() {
    if (seen_ == nullptr) seen_ = std::make_unique<Seen>();
    return *seen_;
  }

  // What some functions need every value for.
  struct Kept {
    std::vector<Value> values;
    double percentile = 0;
  };
  Kept& kept() {
    if (kept_ == nullptr) kept_ = std::make_unique<Kept>();
    return *kept_;
  }

  NumberTotal total_;  // of functions that add nothing up: the count
  Value best_;
  std::unique_ptr<Kept> kept_;                         // nullptr: no value is kept
  static constexpr std::uint64_t kSeenNodeBytes = 16;  // about

  NodeSet seen_nodes_;
  std::unique_ptr<Seen> seen_;  // nullptr: nothing but nodes
};

}  // namespace sarye
