// Articles in JATS XML, as journals and archives give them (.xml, .nxml).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "ingest/readers/source_reader.h"

namespace sarye {

// Whether bytes begin as XML whose first elements are an article's: <article> with <front> or
// <body>.
bool looks_like_jats(std::string_view bytes);

// Title, abstracts in every language, sections, lists, tables, captions and footnotes as text;
// names of authors, DOI, date, journal and keywords as metadata. The list of references and calls
// of notes and references by number are left out. Errors: Rejected  of the encoding, of parse_xml,
// or no article in it
Result<ReadSource> read_jats(std::string bytes, std::string_view file_name);

}  // namespace sarye
