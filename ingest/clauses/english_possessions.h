// What English clauses say that firms have and use: HAS, USES.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds the resources that the verb says a firm has, builds up or uses, and the products it uses.
void add_english_possessions(EnglishSentence& in, std::size_t verb);

}  // namespace sarye
