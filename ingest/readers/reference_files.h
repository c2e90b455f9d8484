// Metadata in the files of reference managers: BibTeX and RIS.
#pragma once

#include <string_view>

#include "engine/base/result.h"
#include "engine/model/document.h"

namespace sarye {

// The entry for the document `stem` (its file is `document`): the only one, else the one whose key
// is `stem` or whose `file` names the document. TeX's accents and braces become plain letters.
// Errors: Rejected  an entry that does not end (with its line), none for this document, a date that
// is
//                   no date
Result<DocumentMetadata> parse_bibtex(std::string_view text, std::string_view file_name,
                                      std::string_view stem, std::string_view document);

// The same for RIS: lines `TY  - JOUR` … `ER  -`; the key is `ID`.
Result<DocumentMetadata> parse_ris(std::string_view text, std::string_view file_name,
                                   std::string_view stem, std::string_view document);

}  // namespace sarye
