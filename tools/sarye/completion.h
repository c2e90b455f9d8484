// What Tab offers: the words that the grammar allows at the cursor, and what the store knows by
// name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"
#include "tools/terminal/line_editor.h"

namespace sarye {

// `before` is the text of the statement up to the cursor; `line_begin` is where the line that is
// edited starts in it. Inside quotes the names of entities that begin with what is typed, in any
// language (딥시 gives DeepSeek), of the type that stands in front of the quotes; elsewhere
// keywords, types, relations, properties, variables and functions as they may stand there.
Completion complete_statement(std::string_view before, std::size_t line_begin,
                              const Engine& engine);

}  // namespace sarye
