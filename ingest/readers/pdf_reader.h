// PDF, by `pdftotext` and `pdfinfo` of poppler-utils as child processes under limits; Korean and
// Chinese need poppler-data beside them.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "ingest/readers/source_reader.h"

namespace sarye {

// Errors: Rejected  pdftotext is not installed; encrypted; damaged or cut off; no text layer
// (scanned
//                   pages); fonts that do not say which characters they draw; over the limits of
//                   time, memory or size. Each says what to do.
Result<ReadSource> read_pdf(std::string_view bytes, std::string_view file_name);

}  // namespace sarye
