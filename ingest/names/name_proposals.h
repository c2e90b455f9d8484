// Names of one text that may be one: they sound alike in two scripts, but not so much, or not so
// plainly, that they are linked unasked. Listed for a person, never in the graph.
#pragma once

#include "engine/model/ontology.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds review items for pairs of one type, of which neither is in a list: a Hangul and a Latin name
// of a likeness of 700 and more, a Chinese name of the characters that write sounds (阿里巴巴) and
// a Latin one of 750.
void propose_names(AnnotatedText& text, const Ontology& ontology);

}  // namespace sarye
