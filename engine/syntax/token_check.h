// What is looked at over the words of a text before the parser runs. Internal to engine/syntax.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/syntax/token.h"

namespace sarye {

// Refuses brackets, CASE and rows of NOT, !, + and - that are nested deeper than ast::kMaxNesting,
// since the parser recurses over them. Error: LimitReached, NestingTooDeep, at the first too deep.
Result<void> check_nesting(const SourceText& source, const std::vector<Token>& tokens);

// In [x IN xs WHERE x:A|B | x.name] both bars are alike. The last one directly inside such brackets
// separates the result: its type becomes RESULT_BAR.
void mark_result_bars(std::vector<Token>& tokens);

}  // namespace sarye
