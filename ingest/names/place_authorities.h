// Which authority a label with a country's name stands for: under a heading on competition policy
// "(프랑스) …" tells what the French competition authority does.
#pragma once

#include "ingest/lexicon/frames.h"
#include "ingest/lexicon/gazetteer.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds a mention with the rule kPlaceAuthorityRule and `inherited` to each block whose label is
// nothing but a place, when the block or one that it stands under speaks of authorities (the class
// `authority_topic`) and the gazetteer knows one as the place and a word of the class `authority`.
// Needs the layers Blocks and Names.
void find_place_authorities(AnnotatedText& text, const Gazetteer& gazetteer,
                            const Ontology& ontology, const Frames& frames);

}  // namespace sarye
