// What the first line of an edges_RELATION.csv says, and what is known where it says nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sarye {

struct Ends {
  std::string from;  // types
  std::string to;
};

// Of the relations of the layout that bulk data usually comes in.
std::optional<Ends> known_ends(std::string_view relation);

// The columns of edges that are not properties.
struct EdgeColumns {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t source = kNone, target = kNone, document = kNone, passage = kNone, year = kNone,
              language = kNone, confidence = kNone;
};

// Their places; the names of `header` lose the types of ends that they tell, which go to `ends`.
EdgeColumns edge_columns(std::vector<std::string>& header, std::optional<Ends>& ends);

// All others, ascending, of `count`.
std::vector<std::size_t> property_columns(const EdgeColumns& columns, std::size_t count);

}  // namespace sarye
