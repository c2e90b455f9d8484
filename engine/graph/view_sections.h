// The two halves of `write_views`: what becomes of nodes, and what of edges. Not for other rooms.
#pragma once

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_index_writer.h"
#include "engine/graph/view_rows.h"

namespace sarye {

// Columns, names, stable keys and text index of `input.nodes`, which are sorted by id. Fills the
// manifest's types. Collects the texts of passages for the text index, which borrows them.
Result<void> write_node_views(const BuildInput& input, Manifest& manifest, ViewWriter& writer,
                              TextIndexWriter& texts);

// Adjacency, assertions, qualifiers and edge columns. Fills the manifest's tables.
Result<void> write_edge_views(const BuildInput& input, Manifest& manifest, ViewWriter& writer,
                              ViewChanges& changes);

}  // namespace sarye
