// Numbered proposals and principles: "(권고 3) …", "Recommendation 3", or a numbered list behind a
// sentence that announces one. Each item is a Policy of its own.
#pragma once

#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds a Policy entity an item, RECOMMENDS from the agency that the announcement or the heading
// names, and HAS_ITEM from the Policy that the announcement names. Needs Blocks, Sentences, Names
// and Concepts.
void find_policy_items(AnnotatedText& text, const Frames& frames);

}  // namespace sarye
