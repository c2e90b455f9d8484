// How the constructions of corpus/frames are written, as expressions of RE2.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// {cause} is a group of any words of one clause, {cause=.+升} of such words, other brackets are
// none; a comma or another border stands behind all of it. `pieces`: what the groups are.
std::string told_expression(std::string_view text, std::vector<std::string>& pieces);

}  // namespace sarye
