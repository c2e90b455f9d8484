// What English clauses say that firms plan and do on purpose: PURSUES, with what is done in the
// clause's own words.
#pragma once

#include <cstddef>

#include "ingest/clauses/english_sentence.h"

namespace sarye {

// Adds what is planned by the verb: "plans to close", "is considering selling", "a plan to close",
// "its approach was to close".
void add_english_plans(EnglishSentence& in, std::size_t verb);

// Adds the plan, strategy or programme that a firm is said to own: "its growth strategy",
// "Delmar's Roadmap 2040 plan".
void add_english_named_plans(EnglishSentence& in, std::size_t noun);

// Adds what is said to be a firm's aim: "Delmar's goal is carbon neutrality", "Diversification is a
// priority for Delmar".
void add_english_aims(EnglishSentence& in, std::size_t verb);

// Adds what the verb says that a firm does: a strategy that is adopted or used, a deed that is
// announced, a course that is taken. What was done once is an event and none of them.
void add_english_deeds(EnglishSentence& in, std::size_t verb);

// Adds the purpose that the verb tells ("bought Orlin to widen its range", "in order to defend its
// share") or the means ("cut costs by closing two kilns").
void add_english_purposes(EnglishSentence& in, std::size_t verb);

}  // namespace sarye
