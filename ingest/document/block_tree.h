// Which block stands below which: levels of headings and bullets as one document uses them.
#pragma once

#include <vector>

#include "ingest/stage/annotated_text.h"

namespace sarye {

// One entry a block: the columns in front of it, which nest the bullets of Markdown; 0 where
// indents mean nothing.
using Indents = std::vector<int>;

// Makes short bullets above deeper ones headings; fills `level`, `headings` and `parent`.
// `outlined`: bullets with an indent are items of a list, as a reader said, and never headings.
void build_block_tree(std::vector<Block>& blocks, const Indents& indents, bool outlined);

}  // namespace sarye
