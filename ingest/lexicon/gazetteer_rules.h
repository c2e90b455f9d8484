// What a gazetteer line may hold: marks of names, and which writing a name of a language may be in.
// For the gazetteer's reader alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/gazetteer.h"

namespace sarye {

// "did you mean ...? allowed: a, b, c"
std::string near_hint(std::string_view word, const std::vector<std::string>& known);

// IBM, AT&T, R1: names of up to five capitals, digits and `&`, which are read in their case only.
bool is_capitals(std::string_view name);

// What is wrong with the writing of a name; empty: nothing.
std::string script_fault(NameTag tag, std::string_view text);

// Sets the mark `word` on `name`; false: no such mark.
bool set_mark(GazetteerName& name, std::string_view word);

}  // namespace sarye
