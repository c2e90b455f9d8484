// What somebody does, as the name of a concept in the sentence's own words: a verb with its object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "ingest/arguments/arguments.h"
#include "ingest/clauses/english_sentence.h"

namespace sarye {

constexpr std::uint32_t kLongestAction = 72;  // bytes of its name

// "close two plants in Ohio", from the verb at `verb`: a new Strategy. Nothing where the verb has
// no object, or where all that belongs to it is too long for a name.
std::optional<Argument> english_action(const EnglishSentence& in, std::size_t verb);

}  // namespace sarye
