// The words that the ontology format has for kinds of values; shared by its reader and writer.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/model/ontology.h"

namespace sarye {

inline constexpr std::array<std::string_view, 7> kPropertyKindWords = {
    "any",     "integer", "float", "string",
    "boolean", "date",    "list"};  // in the order of PropertyKind

inline std::string_view property_kind_word(PropertyKind kind) {
  return kPropertyKindWords[static_cast<std::size_t>(kind)];
}

inline std::optional<PropertyKind> parse_property_kind(std::string_view word) {
  for (std::size_t i = 0; i < kPropertyKindWords.size(); ++i) {
    if (kPropertyKindWords[i] == word) return static_cast<PropertyKind>(i);
  }
  return std::nullopt;
}

}  // namespace sarye
