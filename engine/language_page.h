// The page of the language, grammar/README.md, as it was when this was built.
#pragma once

#include <string_view>

namespace sarye {

std::string_view language_page();

}  // namespace sarye
