// HELP: a page of the language in a paragraph and an example each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// Empty when there is no such topic. Without a topic: the list of them.
std::string help_text(std::string_view topic);
std::vector<std::string_view> help_topics();  // sorted

}  // namespace sarye
