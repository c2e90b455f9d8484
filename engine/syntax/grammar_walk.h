// Finds the first word that cannot stand where it does, and what could. Internal to engine/syntax.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/syntax/expected.h"
#include "engine/syntax/token.h"

namespace sarye {

struct WalkEnd {
  std::size_t token = 0;              // index of the first word that does not fit, or the end
  bool exact = true;                  // false: the statement is too long to walk
  std::vector<Expectation> expected;  // what may stand there; sorted, without repetition
};

// Walks the words of the statement that holds word `about`, or of the first wrong one after it,
// including kEndOfText when `with_end`. Semicolons divide statements, so a walk starts behind the
// last one before `about`.
WalkEnd walk_grammar(const std::vector<Token>& tokens, std::size_t about, bool with_end);

}  // namespace sarye
