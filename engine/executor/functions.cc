#include "engine/executor/functions.h"

#include <array>

namespace sarye {

const FunctionEntry* function_entry(FunctionId id) {
  static const auto kById = [] {
    std::array<const FunctionEntry*, 256> table{};
    for (const auto& theme : {scalar_functions(), string_functions(), list_functions(),
                              math_functions(), graph_functions(), evidence_functions()}) {
      for (const FunctionEntry& entry : theme) table[static_cast<std::size_t>(entry.id)] = &entry;
    }
    return table;
  }();
  return kById[static_cast<std::size_t>(id)];
}

}  // namespace sarye
