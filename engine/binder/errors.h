// How the binder refuses: every error has its openCypher name, its place, what happened and what
// would work.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye::binding {

Error semantic(std::string_view name, TextPlace place, std::string message, std::string hint = {});

// "Did you mean X?", or "" when nothing is near.
std::string did_you_mean(std::string_view written, const std::vector<std::string_view>& known);

// "Firm", "Firm or Product", "Firm, Product or Place".
std::string or_list(std::span<const std::string> words);
// "a Policy", "an Agency".
std::string with_article(std::string_view word);

}  // namespace sarye::binding
