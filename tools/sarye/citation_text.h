// A source as a footnote and as JSON.
#pragma once

#include <string>
#include <string_view>

#include "engine/executor/result.h"

namespace sarye {

// “quote” — key (title, authors, year), p. 3, lines 12–13 · ko · stated · confidence 0.85
// `denied` and who says so stand there where they are not the usual.
std::string citation_text(const Citation& citation);

// A quote in one line: runs of blanks and line breaks are one blank. Over 400 characters it is cut
// and ends in an ellipsis.
std::string one_line_quote(std::string_view quote);

void append_citation_json(std::string& out, const Citation& citation);

}  // namespace sarye
