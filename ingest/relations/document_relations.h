// What the document itself does: the firms and concepts it studies as its title and its abstract
// say, and the terms that its notes define ("* AI 워싱: …").
#pragma once

#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds STUDIES and DEFINES to `about`. Needs Blocks, Sentences, Names and Concepts.
void find_document_relations(AnnotatedText& text, const Frames& frames);

}  // namespace sarye
