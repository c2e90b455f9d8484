// Reads the tokens of an English sentence from left to right into its row of chunks.
#pragma once

#include <vector>

#include "ingest/clauses/english_chunk.h"
#include "ingest/concepts/phrases.h"
#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// The chunks of the sentence of `reading`, in order of place. Adverbs, times and what stands in
// brackets are in none.
std::vector<EnglishChunk> read_english_chunks(const AnnotatedText& text, const Frames& frames,
                                              const Reading& reading);

}  // namespace sarye
