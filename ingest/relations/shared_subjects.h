// What the subjects of one wording have to do with each other: tied to each other (A and B
// compete), or each with an object of its own.
#pragma once

#include "ingest/arguments/arguments.h"
#include "ingest/names/cues.h"

namespace sarye {

// "A and B signed a pact" ties A to B; "A and B criticised the pact" does not.
bool joins_subjects(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                    const CueHit& hit);

// "가람과 누리는 각각 두리, 다솜과 계약을 맺었다": the first with the first.
bool each_with_its_own(const AnnotatedText& text, const Reading& reading, const CueHit& hit,
                       const ArgumentFinder::Arguments& found);

}  // namespace sarye
