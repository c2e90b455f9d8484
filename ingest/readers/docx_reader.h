// Word processor documents: DOCX (Office Open XML) and ODT (OpenDocument).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "ingest/readers/source_reader.h"
#include "ingest/readers/zip_archive.h"

namespace sarye {

// Headings by style or outline level, and short paragraphs in bold type; lists with their levels;
// tables with spans; foot- and endnotes behind the paragraph that calls them; the properties title,
// creator and keywords where a person has set them. Deleted text, hidden text, tables of contents,
// page headers and footers are left out.
// Errors: Rejected  of ZipArchive and parse_xml, or no text in it
Result<ReadSource> read_docx(const ZipArchive& archive, std::string_view file_name);
Result<ReadSource> read_odt(const ZipArchive& archive, std::string_view file_name);

}  // namespace sarye
