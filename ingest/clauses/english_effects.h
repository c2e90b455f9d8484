// What an English noun phrase or clause tells as a cause, or as what comes about.
#pragma once

#include <cstddef>
#include <optional>

#include "ingest/clauses/english_sentence.h"
#include "ingest/clauses/english_theme.h"

namespace sarye {

// The noun phrase as a cause: known, new, or what "this" takes up. Nothing: somebody who acts.
std::optional<Argument> english_cause(const EnglishSentence& in, const EnglishTheme& theme,
                                      std::size_t noun);

// The noun phrase as what comes about.
std::optional<Argument> english_effect(const EnglishSentence& in, std::size_t noun);

// Adds what the clause of the finite verb owes to what is done, or to what stands in front of it:
// "cut waste by pooling orders", "Thanks to long contracts, sales rose".
void add_english_outcomes(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb);

// Effects of which no cause is told: "freight costs rose", "faces weaker demand". To be called
// behind all other rules.
void add_english_lone_effects(EnglishSentence& in);
// Further ones, by how something is and what is hard, as in english_plights.cc.
void add_english_plights(EnglishSentence& in);

}  // namespace sarye
