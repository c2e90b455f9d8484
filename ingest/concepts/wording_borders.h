// Whether a wording of the thesaurus stands as words of its own in a text.
#pragma once

#include <string_view>

#include "ingest/lexicon/frames.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Not inside a longer word of its script: particles, plurals and the verb of a verbal noun may
// follow.
bool has_borders(std::string_view text, ByteRange bytes, Language language, const Frames& frames);

}  // namespace sarye
