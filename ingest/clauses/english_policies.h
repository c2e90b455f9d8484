// What English clauses say of policies: who issues them (ISSUES), whom or what they hold back
// (CONSTRAINS) or help (PROMOTES).
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"
#include "ingest/clauses/english_theme.h"

namespace sarye {

// Adds what the verb says; `theme`: what the sentence before was about.
void add_english_policies(EnglishSentence& in, const EnglishTheme& theme, std::size_t verb);

}  // namespace sarye
