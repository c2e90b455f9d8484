// The error for words that are not a sentence. Internal to engine/syntax.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/syntax/expected.h"
#include "engine/syntax/token.h"

namespace sarye {

// `about` is the word at which the parser gave up; the error is at the first word that does not
// fit, which is there or before.
Error syntax_error(const SourceText& source, const std::vector<Token>& tokens, std::size_t about);

// "MATCH, RETURN or a variable"; empty when it would be longer than a reader wants.
std::string in_words(const std::vector<Expectation>& expected);

}  // namespace sarye
