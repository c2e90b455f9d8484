// What a restriction restricts, told by its own name: "반도체 수출 제한" constrains 반도체.
#pragma once

#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds CONSTRAINS from each policy or environment factor whose wording ends in a word of the class
// `restriction` to the resource or product named directly in front of that word, within the same
// wording; where none is known the words themselves become a Resource. Needs the layer Concepts.
void find_restrictions(AnnotatedText& text, const Frames& frames);

}  // namespace sarye
