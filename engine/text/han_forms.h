// Characters that differ between Traditional and Simplified Chinese. For this room alone.
#pragma once

#include <string_view>

namespace sarye {

// In ascending order; the i-th of kSimplifiedOf is the Simplified form of the i-th of kTraditional.
extern const std::u32string_view kTraditional;
extern const std::u32string_view kSimplifiedOf;

// Characters that are written differently in Traditional texts, in ascending order.
extern const std::u32string_view kSimplifiedOnly;

}  // namespace sarye
