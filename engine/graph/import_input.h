// Imported graphs as input of the views.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/id_table.h"
#include "engine/graph/imported_graph.h"

namespace sarye {

// Nodes of one type and key in several graphs are one node; later graphs fill in properties that it
// lacks. Edges without a document stay as given, parallel ones too; rows with one become assertions
// of the fact (source, relation, target). New nodes get offsets in the order of their keys.
// Graphs are those of `snapshot`, which is read as long as the input is used; `known` is of one of
// them, or null. Errors: Damaged, VersionMismatch; those of the store.
Result<BuildInput> import_input(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
                                IdTable& ids, const StoredImport* known = nullptr);

}  // namespace sarye
