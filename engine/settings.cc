#include "engine/settings.h"

#include <algorithm>

namespace sarye {

namespace {

Error wrong(std::string_view option, std::string_view wanted) {
  return {ErrorCode::Usage, "SET " + std::string(option) + " takes " + std::string(wanted),
          "SHOW options lists them all", "InvalidArgumentValue"};
}

Result<std::uint64_t> whole_number(std::string_view option, const Value& value) {
  if (value.type() != ValueType::Integer || value.integer() < 0) {
    return wrong(option, "a whole number, 0 or more");
  }
  return static_cast<std::uint64_t>(value.integer());
}

// on, off, true, false, 0, 1: people write all of them.
Result<bool> switch_value(std::string_view option, const Value& value) {
  if (value.type() == ValueType::Boolean) return value.boolean();
  if (value.type() == ValueType::Integer && (value.integer() == 0 || value.integer() == 1)) {
    return value.integer() == 1;
  }
  if (value.type() == ValueType::String) {
    if (value.string() == "on") return true;
    if (value.string() == "off") return false;
  }
  return wrong(option, "on or off");
}

}  // namespace

Result<void> Settings::set(std::string_view option, const Value& value) {
  if (option == "strict_names" || option == "optimise") {
    auto on = switch_value(option, value);
    if (!on) return on.error();
    if (option == "optimise")
      optimise = *on;
    else
      strict_names = *on;
    return {};
  }
  if (option == "names") {
    for (const auto& [word, which] : kShownNames) {
      if (value.type() != ValueType::String || value.string() != word) continue;
      names = which;
      return {};
    }
    return wrong(option, "ko, zh, en, source or auto");
  }
  auto number = whole_number(option, value);
  if (!number) return number.error();
  if (option == "timeout")
    limits.timeout_ms = *number;
  else if (option == "max_memory")
    limits.memory_bytes = *number << 20;
  else if (option == "max_rows")
    limits.rows = *number;
  else if (option == "max_hops")
    max_hops = static_cast<std::uint32_t>(std::min<std::uint64_t>(*number, 1000));
  else if (option == "threads")
    threads = static_cast<int>(std::min<std::uint64_t>(*number, 256));
  else {
    return Error{ErrorCode::Usage, "there is no option " + std::string(option),
                 "options: max_hops, max_memory, max_rows, names, optimise, strict_names, "
                 "threads, timeout",
                 "UnknownOption"};
  }
  return {};
}

std::vector<Settings::Entry> Settings::entries() const {
  const auto shown = [&] {
    for (const auto& [word, which] : kShownNames) {
      if (which == names) return std::string(word);
    }
    return std::string();
  };
  const auto on_off = [](bool on) { return std::string(on ? "on" : "off"); };
  return {
      {"max_hops", std::to_string(max_hops), "steps of * without a bound; 0: no bound"},
      {"max_memory", std::to_string(limits.memory_bytes >> 20),
       "MiB that one query may use; 0: no limit"},
      {"max_rows", std::to_string(limits.rows), "rows that one query may give; 0: no limit"},
      {"names", shown(), "the language in which names are shown; nothing matches otherwise"},
      {"optimise", on_off(optimise), "whether the planner may choose the order"},
      {"strict_names", strict_names ? on_off(*strict_names) : "auto",
       "unknown types and properties are errors; off: empty and null"},
      {"threads", std::to_string(threads), "that one query may use; 0: as many as there are cores"},
      {"timeout", std::to_string(limits.timeout_ms),
       "milliseconds that one query may take; 0: no limit"},
  };
}

}  // namespace sarye
