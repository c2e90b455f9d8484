// Nodes that are new, changed or gone, in the views of nodes that are there: columns of their
// ranges, names, stable keys and statistics of their types.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/view_patch.h"

namespace sarye {

// `input.nodes` are sorted by id, each once; `gone` are others, sorted too. `manifest` is that of
// the views so far, and its types are brought up to date. Errors: Damaged; those of the store.
Result<void> patch_nodes(const BuildInput& input, const std::vector<NodeId>& gone,
                         Manifest& manifest, ViewPatch& patch);

}  // namespace sarye
