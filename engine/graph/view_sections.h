// The two halves of `write_views`: what becomes of nodes, and what of edges. Not for other rooms.
#pragma once

#include <cstdint>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_index_writer.h"
#include "engine/graph/view_rows.h"

namespace sarye {

// What becomes of nodes.
struct NodeViews {
  ViewRows columns;
  ViewRows names;
  ViewRows keys;
};
// Columns, names and stable keys of `input.nodes`, which are sorted by id. Fills the manifest's
// types. Lets go of properties and names. Errors: Internal.
Result<NodeViews> build_node_views(BuildInput& input, Manifest& manifest);
Result<void> write_node_views(NodeViews views, ViewWriter& writer);

// The texts of passages for the text index, which borrows them.
void add_texts(const BuildInput& input, TextIndexWriter& texts);

// Adjacency, assertions, qualifiers and edge columns. Fills the manifest's tables. Lets go of the
// edges.
struct EdgeViews {
  ViewRows rows;
  std::uint64_t edges = 0;
  std::uint64_t assertions = 0;
};
Result<EdgeViews> build_edge_views(BuildInput& input, Manifest& manifest);
Result<void> write_edge_views(EdgeViews views, ViewWriter& writer);

}  // namespace sarye
