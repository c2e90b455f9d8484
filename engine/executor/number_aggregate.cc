#include "engine/executor/number_aggregate.h"

#include <algorithm>
#include <limits>

namespace sarye {

bool NumberAggregate::is_for(const BoundAggregate& what) {
  switch (what.function) {
    case FunctionId::Min:
    case FunctionId::Max:
      return true;
    case FunctionId::Sum:
    case FunctionId::Avg:
      return !what.distinct;
    default:
      return false;
  }
}

NumberAggregate::NumberAggregate(const BoundAggregate& what) : what_(what) {}

void NumberAggregate::fit(std::size_t groups) {
  if (groups <= groups_) return;
  groups_ = groups;
  const auto fit = [groups](auto& entries, const auto& empty) {
    if (groups > entries.capacity()) entries.reserve(2 * groups);
    entries.resize(groups, empty);
  };
  if (is_extreme()) {
    using Range = std::numeric_limits<std::int64_t>;
    fit(extremes_, what_.function == FunctionId::Min ? Range::max() : Range::min());
    fit(is_known_, std::uint8_t{0});
  } else {
    fit(totals_, NumberTotal());
  }
  if (!others_.empty()) others_.resize(groups);
}

std::uint64_t NumberAggregate::bytes() const {
  return extremes_.capacity() * (sizeof(std::int64_t) + 1) +
         totals_.capacity() * sizeof(NumberTotal) + others_.capacity() * sizeof(AggregateState);
}

AggregateState& NumberAggregate::other(std::uint32_t group) {
  if (others_.empty()) others_.resize(groups_);
  return others_[group];
}

Result<void> NumberAggregate::add_integer(std::uint32_t group, std::int64_t value,
                                          std::uint64_t weight) {
  if (!is_extreme()) return totals_[group].add(what_, value, weight);
  add_extremes({&group, 1}, [value](std::size_t) { return value; });
  return {};
}

template <typename Integer>
void NumberAggregate::add_extremes(std::span<const std::uint32_t> groups, Integer&& integer) {
  std::int64_t* best = extremes_.data();
  std::uint8_t* is_known = is_known_.data();
  if (what_.function == FunctionId::Min) {
    for (std::size_t row = 0; row < groups.size(); ++row) {
      std::int64_t& of_group = best[groups[row]];
      of_group = std::min(of_group, integer(row));
      is_known[groups[row]] = 1;
    }
  } else {
    for (std::size_t row = 0; row < groups.size(); ++row) {
      std::int64_t& of_group = best[groups[row]];
      of_group = std::max(of_group, integer(row));
      is_known[groups[row]] = 1;
    }
  }
}

Result<void> NumberAggregate::add_value(std::uint32_t group, const Value& value,
                                        std::uint64_t weight) {
  if (value.is_null()) return {};
  if (value.type() == ValueType::Integer) return add_integer(group, value.integer(), weight);
  if (is_extreme()) {
    other(group).add_best(what_.function, value);
    return {};
  }
  auto held = other(group).add(what_, value, Value(), weight);
  return held ? Result<void>() : Result<void>(held.error());
}

void NumberAggregate::add_text(std::uint32_t group, std::string_view text) {
  if (text.data() != nullptr) other(group).add_best(what_.function, text);
}

// A dictionary only grows: what was read of it stays.
void NumberAggregate::read_dictionary(const std::shared_ptr<const ValueDictionary>& dictionary) {
  if (dictionary != dictionary_) {
    dictionary_ = dictionary;
    entries_.clear();
    integers_.clear();
    all_integers_ = true;
  }
  for (std::size_t i = entries_.size(); i < dictionary->size(); ++i) {
    const Value& value = (*dictionary)[i];
    const bool is_integer = value.type() == ValueType::Integer;
    entries_.push_back(value.is_null() ? Entry::Null : is_integer ? Entry::Integer : Entry::Other);
    integers_.push_back(is_integer ? value.integer() : 0);
    all_integers_ = all_integers_ && is_integer;
  }
}

Result<void> NumberAggregate::add(const Batch& rows, const BatchColumn& argument,
                                  std::span<const std::uint32_t> groups) {
  const auto each = [&](auto&& take) -> Result<void> {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      Result<void> done = take(row, groups[row]);
      if (!done) return done;
    }
    return {};
  };
  if (argument.holds(ColumnData::Kind::Integers)) {
    const std::int64_t* integers = argument.data().integers.data();
    if (is_extreme()) {
      add_extremes(groups, [&](std::size_t row) { return integers[argument.index(row)]; });
      return {};
    }
    return each([&](std::size_t row, std::uint32_t group) {
      return add_integer(group, integers[argument.index(row)], rows.weight(row));
    });
  }
  if (argument.holds(ColumnData::Kind::Floats) && !is_extreme()) {
    const double* floats = argument.data().floats.data();
    return each([&](std::size_t row, std::uint32_t group) {
      return totals_[group].add(what_, floats[argument.index(row)], rows.weight(row));
    });
  }
  if (argument.holds(ColumnData::Kind::Codes)) return add_codes(rows, argument, groups);
  if (argument.holds(ColumnData::Kind::Texts) && is_extreme()) {
    const std::string_view* texts = argument.data().texts.data();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      add_text(groups[row], texts[argument.index(row)]);
    }
    return {};
  }
  Value made;
  return each([&](std::size_t row, std::uint32_t group) {
    return add_value(group, argument.value(row, made), rows.weight(row));
  });
}

Result<void> NumberAggregate::add_codes(const Batch& rows, const BatchColumn& argument,
                                        std::span<const std::uint32_t> groups) {
  read_dictionary(argument.data().dictionary);
  const std::uint32_t* codes = argument.data().codes.data();
  if (is_extreme() && all_integers_) {
    const std::int64_t* integers = integers_.data();
    add_extremes(groups, [&](std::size_t row) { return integers[codes[argument.index(row)]]; });
    return {};
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::uint32_t code = codes[argument.index(row)];
    if (entries_[code] == Entry::Null) continue;
    Result<void> done = entries_[code] == Entry::Integer
                            ? add_integer(groups[row], integers_[code], rows.weight(row))
                            : add_value(groups[row], (*dictionary_)[code], rows.weight(row));
    if (!done) return done;
  }
  return {};
}

Result<Value> NumberAggregate::finish(std::size_t group) {
  if (is_extreme() && others_.empty()) {
    return is_known_[group] != 0 ? Value(extremes_[group]) : Value();
  }
  AggregateState state;
  if (!others_.empty()) state = std::move(others_[group]);
  if (is_extreme()) {
    if (is_known_[group] != 0) state.add_best(what_.function, Value(extremes_[group]));
  } else if (auto added = state.add_total(what_, totals_[group]); !added) {
    return added.error();
  }
  return state.finish(what_, nullptr);
}

}  // namespace sarye
