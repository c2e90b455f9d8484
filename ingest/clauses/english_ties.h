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

// Adds whom a firm chooses to do something, or is chosen by: "picked Orlin to build", "was hired by
// Orlin".
void add_english_choices(EnglishSentence& in, std::size_t verb);

}  // namespace sarye
