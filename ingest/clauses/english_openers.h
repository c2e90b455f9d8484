// What the phrase in front of an English clause says of the firm that the clause is about: "Unlike
// Orlin, Delmar", "Owned by Orlin, Delmar", "With its own mines, Delmar".
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds the relations of the subject of the finite verb that stands behind such a phrase and its
// comma.
void add_english_opening(EnglishSentence& in, std::size_t verb);

}  // namespace sarye
