// Web pages: the main text without menus, side bars, banners and lists of other articles, and the
// metadata that a page gives for search engines and for reference managers.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/source_reader.h"

namespace sarye {

// Whether bytes (after a byte order mark) begin as a page does, with <!doctype html>, <html> or a
// tag of its head or body.
bool looks_like_html(std::string_view bytes);

// `bytes` in the encoding of their byte order mark, else UTF-8 where they are well-formed, else
// what the page declares, else what a text file's bytes would be taken for. Errors: Rejected  of
// the encoding, of parse_html, or no text is left when menus are taken out
Result<ReadSource> read_html(std::string bytes, std::string_view file_name);

// The element that holds the main text, after `drop[id]` was set for what belongs to no text:
// menus, forms, banners, lists of links. `drop` gets one entry a node.
MarkupTree::Id find_main_text(const MarkupTree& page, std::vector<bool>& drop);

// <meta>, JSON-LD, <title>, <html lang>. `text`: the main text, to doubt the language by.
DocumentMetadata html_metadata(const MarkupTree& page, std::string_view text);

}  // namespace sarye
