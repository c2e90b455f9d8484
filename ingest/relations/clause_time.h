// When what a wording states is so.
#pragma once

#include <optional>

#include "ingest/concepts/phrases.h"

namespace sarye {

// The time in the clause of the wording, the nearest; else the one that opens the sentence.
std::optional<DateSpan> clause_time(const AnnotatedText& text, const Reading& reading,
                                    ByteRange cue);

}  // namespace sarye
