// What English clauses say belongs to a firm: PART_OF of firms, and OFFERS of its brands.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds what the verb says a firm owns: "Its brands include", "which owns", "is home to".
void add_english_parts(EnglishSentence& in, std::size_t verb);

// Adds who owns, or bought, what the verb is said of: "Delmar, now owned by Orlin", "is backed by
// Orlin".
void add_english_owners(EnglishSentence& in, std::size_t verb);

// Adds a firm that is told by its owner: "Delmar's Velt", "Velt, whose parent Delmar", "Its parent,
// Delmar".
void add_english_belonging(EnglishSentence& in, std::size_t noun);

// Adds "its battery unit Velt". Whether the noun phrase is such a one, even if nobody knows who
// owns it.
bool add_english_unit(EnglishSentence& in, std::size_t noun);

// Adds the firm whose name a product's begins with as its maker, and whoever orders that product as
// its customer: "Orlin ordered two Harlan 42-500 aircraft".
void add_english_named_goods(EnglishSentence& in, std::size_t noun);
void add_english_models(EnglishSentence& in, std::size_t noun);

}  // namespace sarye
