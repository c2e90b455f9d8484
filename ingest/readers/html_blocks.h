// The elements of a page as blocks: headings, paragraphs, lists, quotations, tables, captions,
// footnotes.
#pragma once

#include <string>
#include <vector>

#include "engine/model/document.h"
#include "ingest/readers/markup_tree.h"
#include "ingest/readers/outline.h"

namespace sarye {

// What stands below `main`, without what is marked in `drop`, in the notation of outline.h. The
// title comes first: the page's first <h1>, which may stand outside of `main`, else the metadata's.
// A title that the metadata lack is filled in from <h1>.
std::string html_outline(const MarkupTree& page, MarkupTree::Id main, const std::vector<bool>& drop,
                         DocumentMetadata& metadata);

// A <table> with all cells that its spans cover: texts repeat in the header and in a column of
// labels that a span covers; a value does not. Shared with JATS, which has the same elements.
OutlineTable markup_table(const MarkupTree& page, MarkupTree::Id table,
                          const std::vector<bool>& drop);

}  // namespace sarye
