// In which language the names of entities are shown (SET names). It never changes what matches.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace sarye {

enum class ShownNames : std::uint8_t {
  Auto,     // what `x.name` is
  Korean,   // a name in that language, where there is one
  Chinese,  // simplified before traditional
  English,
  Source,  // what texts write most
};

inline constexpr std::array<std::pair<std::string_view, ShownNames>, 5> kShownNames = {{
    {"auto", ShownNames::Auto},
    {"ko", ShownNames::Korean},
    {"zh", ShownNames::Chinese},
    {"en", ShownNames::English},
    {"source", ShownNames::Source},
}};

}  // namespace sarye
