// What English clauses give as a cause and its effect: LEADS_TO, HINDERS. Both sides may become
// concepts in the sentence's own words; whoever acts is neither.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"
#include "ingest/clauses/english_theme.h"

namespace sarye {

// Adds what the verb says to cause, change or hold back something; `theme`: what the sentence
// before was about.
void add_english_causes(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb);

// Adds the causes behind a preposition or a conjunction: "lower sales due to weak demand", "The
// loss was due to", "sales fell as demand weakened".
void add_english_grounds(EnglishSentence& in, const EnglishTheme& theme, std::size_t preposition);

}  // namespace sarye
