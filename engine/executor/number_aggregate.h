// min, max, sum and avg of numbers, group by group. Numbers lie side by side, a few bytes a group;
// only a group that meets something else (a text, a date, a value of the wrong type) gets a state
// that can hold any value.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/executor/aggregates.h"
#include "engine/executor/batch.h"

namespace sarye {

class NumberAggregate {
 public:
  // Whether it can work the aggregate out.
  static bool is_for(const BoundAggregate& what);

  explicit NumberAggregate(const BoundAggregate& what);

  void fit(std::size_t groups);
  std::uint64_t bytes() const;

  // The argument of the rows of a batch, each of the group that `groups` has for it. Errors: of
  // AggregateState::add.
  Result<void> add(const Batch& rows, const BatchColumn& argument,
                   std::span<const std::uint32_t> groups);
  // Once for each group.
  Result<Value> finish(std::size_t group);

 private:
  bool is_extreme() const {
    return what_.function == FunctionId::Min || what_.function == FunctionId::Max;
  }
  // What a place of a dictionary holds.
  enum class Entry : std::uint8_t { Null, Integer, Other };

  void read_dictionary(const std::shared_ptr<const ValueDictionary>& dictionary);
  Result<void> add_codes(const Batch& rows, const BatchColumn& argument,
                         std::span<const std::uint32_t> groups);
  Result<void> add_integer(std::uint32_t group, std::int64_t value, std::uint64_t weight);
  // The same for rows of min or max: integer(row) for all of them.
  template <typename Integer>
  void add_extremes(std::span<const std::uint32_t> groups, Integer&& integer);
  Result<void> add_value(std::uint32_t group, const Value& value, std::uint64_t weight);
  void add_text(std::uint32_t group, std::string_view text);
  AggregateState& other(std::uint32_t group);

  const BoundAggregate& what_;
  std::size_t groups_ = 0;
  std::vector<std::int64_t> extremes_;  // of min and max
  std::vector<std::uint8_t> is_known_;  // whether a group has its extreme
  std::vector<NumberTotal> totals_;     // of sum and avg
  std::vector<AggregateState> others_;
  std::shared_ptr<const ValueDictionary> dictionary_;  // that was read last
  std::vector<Entry> entries_;
  std::vector<std::int64_t> integers_;  // where an entry is one
  bool all_integers_ = true;
};

}  // namespace sarye
