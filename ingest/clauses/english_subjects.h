// Who or what the verbs of an English sentence are said of.
#pragma once

#include <cstddef>
#include <vector>

#include "ingest/clauses/english_chunks.h"

namespace sarye {

// The places of the noun phrases that the verb at `verb` is said of, in order; of a passive verb
// those that are done to. Infinitives and participles have the subject of the verb or the noun that
// they belong to. Empty: the sentence does not name them.
std::vector<std::size_t> english_subjects(const EnglishChunks& chunks, std::size_t verb);

}  // namespace sarye
