// What English clauses say of firms that compete: COMPETES_WITH.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds the firms that vie with each other, those whose customers the subject wins, and those whose
// prices it undercuts.
void add_english_rivalry(EnglishSentence& in, std::size_t verb);

// Adds the firms that a noun phrase names as rivals: "Its main rivals are Orlin and Velt", "rivals
// Orlin and Velt".
void add_english_rivals(EnglishSentence& in, std::size_t noun);

}  // namespace sarye
