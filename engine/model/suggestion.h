// "Did you mean": the known name that is nearest to one that is not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// Edits (insert, delete, replace, swap neighbours) of code points between two names, without regard
// to the case of ASCII letters.
int edit_distance(std::string_view a, std::string_view b);

// The nearest of `known`, when it is near enough to be a slip of the hand: one edit up to four code
// points, two up to eight, else three. Ties go to the earlier one. Empty: none is near.
std::string_view nearest_name(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace sarye
