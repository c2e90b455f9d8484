// Words that would become a concept but are no name of anything: cut in the middle, or pointing at
// what was told before.
#pragma once

#include <string_view>

#include "engine/base/language.h"
#include "ingest/arguments/argument.h"
#include "ingest/lexicon/frames.h"

namespace sarye {

// Of an argument of a block that is made from its words: 的强需求, 这一优势, "economies of scale lead";
// by the frames' classes `no_name_begins` (Chinese) and `no_name_ends`.
bool is_broken_name(const Frames& frames, std::string_view block, Language language,
                    const Argument& argument);

}  // namespace sarye
