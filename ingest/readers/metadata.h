// What is known about a document from beside its text: `NAME.csl.json`, `NAME.bib` or `NAME.ris`
// next to `NAME.txt`, or front matter at the text's head. What the text itself says is added by the
// stage DocumentHead.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/model/document.h"

namespace sarye {

// One item of CSL-JSON, or an array: of one item, or with one whose id is `stem`.
// Fields that the model does not know go to `extra`; `custom` is opened.
// Errors: Rejected  not JSON (with line and column), not an item, or a date that is no date
Result<DocumentMetadata> parse_csl_json(std::string_view json, std::string_view file_name,
                                        std::string_view stem);

// The lines `key: value` between two `---` at the head of a text; nullopt: there are none.
// Lists are `[a, b]` or lines `- a` below the key.
// Errors: Rejected  a line that is neither, with its number
Result<std::optional<DocumentMetadata>> parse_front_matter(std::string_view text,
                                                           std::string_view file_name);

// The metadata of the file at `path`, which says `own` of itself (front matter, <meta>, the fields
// of a PDF). A field that several give counts as in CSL-JSON, else BibTeX, else RIS, else in the
// file. `key` is always set: the citation key, else the file's name without its ending.
Result<DocumentMetadata> read_metadata(const std::filesystem::path& path, DocumentMetadata own);

// Fills what `into` lacks from `from`; `extra` field by field.
void fill_metadata(DocumentMetadata& into, DocumentMetadata from);

// Sets the date from what programs write: 2025-03-14T09:00:00+09:00, 20250314, 2025/3, 2025,
// March 14, 2025, 14 Mar 2025, 2025年3月14日. False: it is none of these, and nothing is set.
bool set_published(DocumentMetadata& metadata, std::string_view text);

// "Kim, Minsu" is Minsu Kim, and "김, 민수" is 김민수; other names stay as they are.
std::string author_in_order(std::string_view name);

}  // namespace sarye
