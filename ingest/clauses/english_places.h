// Where English clauses say that firms are: LOCATED_IN.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds the places that the verb says its firms are based in: "headquartered in Ohio".
void add_english_seats(EnglishSentence& in, std::size_t verb);

// Adds the places of a name ("Delmar in Ohio") or of a firm's works ("its plant in Ohio").
void add_english_sites(EnglishSentence& in, std::size_t noun);

}  // namespace sarye
