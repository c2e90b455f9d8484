// What English clauses say of firms among themselves and of what they sell: PARTNERS_WITH,
// COMPETES_WITH, INVESTS_IN, OFFERS.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds the products that the verb says a firm offers, and the firms that it buys, competes or works
// together with.
void add_english_dealings(EnglishSentence& in, std::size_t verb);

// Adds what a noun ties its owner, or the firm of its clause, to: "a supply contract with Orlin",
// "its stake in Orlin".
void add_english_ties(EnglishSentence& in, std::size_t noun);

// Adds the firms that a noun phrase names as rivals: "Its main rivals are Orlin and Velt", "rivals
// Orlin and Velt".
void add_english_rivals(EnglishSentence& in, std::size_t noun);

}  // namespace sarye
