// What is known about a document from beside its text: `NAME.csl.json` next to `NAME.txt`, or front
// matter at the text's head. What the text itself says is added by the stage DocumentHead.
#pragma once

#include <filesystem>
#include <optional>
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

// The metadata of the file at `path` whose text is `text`. A field that both give counts as in
// CSL-JSON. `key` is always set: the citation key, else the file's name without its ending.
Result<DocumentMetadata> read_metadata(const std::filesystem::path& path, std::string_view text);

}  // namespace sarye
