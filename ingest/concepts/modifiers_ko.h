// What stands in front of a Korean noun and belongs to the name of the concept that it ends.
#pragma once

#include <cstdint>
#include <string_view>

#include "ingest/concepts/phrases.h"

namespace sarye {

// Where the name of a new concept begins that ends with the Korean phrase at `index`: with what is
// said of it in front, "AI에 대한 투자", "외국인을 겨냥한 매장".
std::uint32_t begin_with_modifiers(const Reading& reading, std::string_view block,
                                   std::size_t index, bool clauses = true);

}  // namespace sarye
