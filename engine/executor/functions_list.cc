// Functions on lists, and those that take a list or a string alike.
#include <array>
#include <string>
#include <vector>

#include "engine/executor/functions.h"
#include "engine/executor/runtime_error.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using Arguments = std::span<const Value>;

Result<Value> size(const FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::List) {
    return Value(static_cast<std::int64_t>(a[0].items().size()));
  }
  if (a[0].type() == ValueType::String) {
    return Value(static_cast<std::int64_t>(count_code_points(a[0].string())));
  }
  return wrong_type("size", "a list or a string", a[0]);
}

Result<Value> head(const FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::List) return wrong_type("head", "a list", a[0]);
  return a[0].items().empty() ? Value() : a[0].items().front();
}

Result<Value> last(const FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::List) return wrong_type("last", "a list", a[0]);
  return a[0].items().empty() ? Value() : a[0].items().back();
}

Result<Value> tail(const FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::List) return wrong_type("tail", "a list", a[0]);
  const auto& items = a[0].items();
  if (items.empty()) return a[0];
  return Value::list(std::vector<Value>(items.begin() + 1, items.end()));
}

Result<Value> reverse(const FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::String) return Value(reverse_code_points(a[0].string()));
  if (a[0].type() != ValueType::List) return wrong_type("reverse", "a list or a string", a[0]);
  const auto& items = a[0].items();
  return Value::list(std::vector<Value>(items.rbegin(), items.rend()));
}

// range(first, last) and range(first, last, step): both ends included.
Result<Value> range(const FunctionContext& context, Arguments a) {
  for (const Value& v : a) {
    if (v.type() != ValueType::Integer) return wrong_type("range", "integers", v);
  }
  const std::int64_t first = a[0].integer();
  const std::int64_t end = a[1].integer();
  const std::int64_t step = a.size() > 2 ? a[2].integer() : 1;
  if (step == 0) {
    return runtime_error("NumberOutOfRange", "range: a step of 0 never arrives",
                         "give a positive or negative step");
  }
  if ((step > 0 && first > end) || (step < 0 && first < end)) return Value::list({});
  const auto distance = step > 0
                            ? static_cast<std::uint64_t>(end) - static_cast<std::uint64_t>(first)
                            : static_cast<std::uint64_t>(first) - static_cast<std::uint64_t>(end);
  const auto stride =
      step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  const std::uint64_t steps = distance / stride;
  const std::uint64_t limit = context.budget.limits().memory_bytes;
  if (limit != 0 && steps >= limit / sizeof(Value)) {
    return limit_reached("range would make a list of over " + std::to_string(steps) + " numbers",
                         "raise the limit with --max-memory or SET max_memory, or ask for less");
  }
  std::vector<Value> items;
  items.reserve(steps + 1);
  std::uint64_t at = static_cast<std::uint64_t>(first);
  for (std::uint64_t i = 0; i <= steps; ++i, at += static_cast<std::uint64_t>(step)) {
    items.emplace_back(static_cast<std::int64_t>(at));
  }
  return Value::list(std::move(items));
}

constexpr std::array kListFunctions = {
    FunctionEntry{FunctionId::Size, size},       FunctionEntry{FunctionId::Head, head},
    FunctionEntry{FunctionId::Last, last},       FunctionEntry{FunctionId::Tail, tail},
    FunctionEntry{FunctionId::Reverse, reverse}, FunctionEntry{FunctionId::Range, range},
};

}  // namespace

std::span<const FunctionEntry> list_functions() {
  return kListFunctions;
}

}  // namespace sarye
