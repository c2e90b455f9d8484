// Words that would become a concept but are no name of anything: cut in the middle, or pointing at
// what was told before.
#pragma once

#include <optional>
#include <string_view>

#include "engine/base/language.h"
#include "ingest/arguments/argument.h"
#include "ingest/lexicon/frames.h"

namespace sarye {

// An argument of a block that is made from its words, without a 的 that opens it; nullopt where it
// is the name of nothing: 这一优势, "economies of scale lead" (the frames' classes
// `no_name_begins`, `no_name_ends`, `pointing`). Others as they are.
std::optional<Argument> with_whole_name(const Frames& frames, std::string_view block,
                                        Language language, const Argument& argument);

}  // namespace sarye
