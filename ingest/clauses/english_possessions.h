// What English clauses say that firms have and use: HAS, USES.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds the resources that the verb says a firm has, builds up or uses, and the products it uses.
void add_english_possessions(EnglishSentence& in, std::size_t verb);

// Adds what a noun phrase says to be a firm's strength, or what stands among its assets: "Delmar's
// strength lies in", "counts a pilot plant among its assets".
void add_english_strengths(EnglishSentence& in, std::size_t verb);

// The noun phrase as a resource, known or new; nothing: it is a sum, or something else is named.
std::optional<Argument> english_resource(const EnglishSentence& in, std::size_t noun);

}  // namespace sarye
