// The noun in which a phrase ends and that bears its type: 전략, 机制, economies of scale.
#pragma once

#include <string_view>

#include "ingest/lexicon/concept_lexicon.h"

namespace sarye {

// The type that the head of a phrase bears; nullptr: none, or the head stands alone and names
// nothing.
const HeadNoun* head_of_phrase(const HeadNouns& heads, std::string_view name, Language language);

std::string_view last_word_of(std::string_view name);

}  // namespace sarye
