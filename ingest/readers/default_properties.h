// Properties of documents that no person has set.
#pragma once

#include <string_view>

namespace sarye {

// A title or a creator that a program set by itself: "Microsoft Word - report.doc", "user".
bool is_default_title(std::string_view title);
bool is_default_creator(std::string_view name);

}  // namespace sarye
