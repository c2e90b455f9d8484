#include "engine/executor/aggregates.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

constexpr std::uint32_t kNoLimit = std::numeric_limits<std::uint32_t>::max();
constexpr auto kGreatest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

}  // namespace

Error too_many(const BoundAggregate& what) {
  return runtime_error("ArithmeticError",
                       std::string(function_info(what.function).name) +
                           ": integer overflow, the result has over 64 bits",
                       what.function == FunctionId::Sum
                           ? "sum floats: sum(toFloat(...))"
                           : "ask for fewer ways: name a node, or leave an edge out");
}

namespace {

// The number in the form of an id, where it is a whole one, whether it is written 3 or 3.0.
std::optional<std::uint64_t> integer_like(const Value& value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53: below it a float is the integer it shows
  std::int64_t integer = -1;
  if (value.type() == ValueType::Integer) {
    integer = value.integer();
    if (std::abs(static_cast<double>(integer)) >= kExact) return std::nullopt;
  } else if (value.type() == ValueType::Float) {
    if (!(std::abs(value.floating()) < kExact)) return std::nullopt;
    integer = static_cast<std::int64_t>(value.floating());
    if (static_cast<double>(integer) != value.floating()) return std::nullopt;
  } else {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(integer + (std::int64_t{1} << 54));
}

bool keeps_values(FunctionId function) {
  return function == FunctionId::Collect || function == FunctionId::PercentileDisc ||
         function == FunctionId::PercentileCont || function == FunctionId::StDev ||
         function == FunctionId::StDevP;
}

}  // namespace

Result<std::uint64_t> AggregateState::add(const BoundAggregate& what, const Value& value,
                                          const Value& second, std::uint64_t weight) {
  std::uint64_t held = 0;
  if (what.function != FunctionId::CountStar) {
    if (value.is_null()) return held;
    if (what.distinct) {
      if (value.type() == ValueType::Node) {
        // Without its type's limit the set stays a table.
        if (!seen_nodes_.insert(value.node(), kNoLimit)) return held;
        held += kSeenNodeBytes;
      } else if (value.type() == ValueType::Edge) {
        IdSet& edges = seen().edges;
        const std::uint64_t before = edges.bytes();
        if (!edges.insert(value.edge().id.value)) return held;
        held += edges.bytes() - before;
      } else if (const auto integer = integer_like(value)) {
        IdSet& integers = seen().integers;
        const std::uint64_t before = integers.bytes();
        if (!integers.insert(*integer)) return held;
        held += integers.bytes() - before;
      } else {
        const bool is_text = value.type() == ValueType::String;
        if (is_text && seen().texts.count(value.string()) != 0) return held;
        if (!seen().values.insert(value).second) return held;
        held += 64 + extra_bytes(value);
      }
      weight = 1;
    }
  }
  if (!total_.count_rows(weight)) return too_many(what);
  switch (what.function) {
    case FunctionId::CountStar:
    case FunctionId::Count:
      return held;
    case FunctionId::PercentileDisc:
    case FunctionId::PercentileCont:
      if (!second.is_number() || !(second.number() >= 0.0 && second.number() <= 1.0)) {
        return runtime_error("NumberOutOfRange", std::string(function_info(what.function).name) +
                                                     " takes a percentile from 0.0 to 1.0");
      }
      kept().percentile = second.number();
      break;
    default:
      break;
  }
  if (what.function != FunctionId::Collect) {
    if (auto done = add_number(what, value, weight); !done) return done.error();
  }
  if (keeps_values(what.function)) {
    std::vector<Value>& values = kept().values;
    for (std::uint64_t i = 0; i < weight; ++i) values.push_back(value);
    held += weight * (sizeof(Value) + extra_bytes(value));
  }
  return held;
}

std::uint64_t AggregateState::add_text(std::string_view text) {
  constexpr std::uint64_t kBytes = 48;  // about
  Seen& all = seen();
  if (!all.values.empty() && all.values.count(Value(std::string(text))) != 0) return 0;
  if (!all.texts.insert(text).second) return 0;
  ++total_.count;
  return kBytes;
}

void AggregateState::add_best_value(FunctionId function, const Value& value) {
  if (value.is_null()) return;
  if (!best_.is_null()) {
    const std::strong_ordering order = sort_order(value, best_);
    if (function == FunctionId::Min ? order >= 0 : order <= 0) return;
  }
  best_ = value;
}

void AggregateState::add_best(FunctionId function, std::string_view text) {
  if (best_.type() != ValueType::String) {
    return add_best_value(function, Value(std::string(text)));
  }
  const int order = text.compare(best_.string());
  if (function == FunctionId::Min ? order < 0 : order > 0) best_ = Value(std::string(text));
}

Result<void> AggregateState::add_number(const BoundAggregate& what, const Value& value,
                                        std::uint64_t weight) {
  if (value.type() == ValueType::Integer) {
    return total_.add_uncounted(what, value.integer(), weight);
  }
  if (value.type() == ValueType::Float) {
    total_.add_uncounted(value.floating(), weight);
    return {};
  }
  return wrong_type(function_info(what.function).name, "numbers", value);
}

Result<void> NumberTotal::add_uncounted(const BoundAggregate& what, std::int64_t value,
                                        std::uint64_t weight) {
  std::int64_t product = 0;
  const bool bad = weight > kGreatest ||
                   __builtin_mul_overflow(value, static_cast<std::int64_t>(weight), &product) ||
                   __builtin_add_overflow(integers, product, &integers);
  if (!bad) return {};
  if (what.function == FunctionId::Sum) return too_many(what);
  // An average or deviation is a float anyway.
  add_uncounted(static_cast<double>(value), weight);
  return {};
}

Result<void> NumberTotal::add(const BoundAggregate& what, const NumberTotal& other) {
  if (!count_rows(other.count)) return too_many(what);
  floats += other.floats;
  any_float = any_float || other.any_float;
  return add_uncounted(what, other.integers, 1);
}

Result<Value> AggregateState::finish(const BoundAggregate& what, CanonicalOrder* order) {
  const double total = total_.sum();
  switch (what.function) {
    case FunctionId::CountStar:
    case FunctionId::Count:
      return Value(static_cast<std::int64_t>(total_.count));
    case FunctionId::Sum:
      return total_.any_float ? Value(total) : Value(total_.integers);
    case FunctionId::Avg:
      return total_.count == 0 ? Value() : Value(total / static_cast<double>(total_.count));
    case FunctionId::Min:
    case FunctionId::Max:
      return best_;
    case FunctionId::Collect: {
      if (kept_ == nullptr) return Value::list({});
      std::vector<Value>& values = kept_->values;
      if (order != nullptr) {
        for (const Value& value : values) {
          if (auto done = order->prepare(value); !done) return done.error();
        }
        std::stable_sort(values.begin(), values.end(), [order](const Value& a, const Value& b) {
          return order->compare(a, b) < 0;
        });
      }
      return Value::list(std::move(values));
    }
    case FunctionId::PercentileDisc:
    case FunctionId::PercentileCont: {
      if (kept_ == nullptr || kept_->values.empty()) return Value();
      std::vector<Value>& values = kept_->values;
      std::sort(values.begin(), values.end(),
                [](const Value& a, const Value& b) { return sort_order(a, b) < 0; });
      const auto n = static_cast<double>(values.size());
      if (what.function == FunctionId::PercentileDisc) {
        const double at = std::ceil(kept_->percentile * n);
        return values[at < 1 ? 0 : std::min(static_cast<std::size_t>(at), values.size()) - 1];
      }
      const double at = kept_->percentile * (n - 1);
      const auto below = static_cast<std::size_t>(std::floor(at));
      const std::size_t above = std::min(below + 1, values.size() - 1);
      const double share = at - static_cast<double>(below);
      const double low = values[below].number();
      return Value(low + (values[above].number() - low) * share);
    }
    case FunctionId::StDev:
    case FunctionId::StDevP: {
      const bool sample = what.function == FunctionId::StDev;
      if (total_.count < (sample ? 2u : 1u)) return Value(0.0);
      const double mean = total / static_cast<double>(total_.count);
      double squares = 0;
      for (const Value& value : kept_->values) {
        squares += (value.number() - mean) * (value.number() - mean);
      }
      return Value(std::sqrt(squares / static_cast<double>(sample ? total_.count - 1 : total_.count)));
    }
    default:
      return Error{ErrorCode::Internal, "an aggregate that the executor does not know"};
  }
}

}  // namespace sarye
