// Whether a sentence says that a tie between firms came to its end or came to nothing: "ended its
// venture with", "merger talks between A and B collapsed".
#pragma once

#include "ingest/names/cues.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// English; other languages: false. The words are the class `ended` of corpus/frames.
bool says_tie_ended(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                    const CueHit& hit);

}  // namespace sarye
