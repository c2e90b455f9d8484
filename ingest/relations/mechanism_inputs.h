// The inputs of a mechanism as SER-M texts name them: "주체인 A, 환경 요인인 B, 자원인 C", "A as
// the subject". The order is the place of the role's letter in the mechanism's acronym (ESR), where
// it has one.
#pragma once

#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds HAS_INPUT. Needs Sentences, Names and Concepts.
void find_mechanism_inputs(AnnotatedText& text, const Frames& frames);

}  // namespace sarye
