// The truth of all current documents as input of the views: global entities, documents and passages
// as nodes; assertions, mentions and contradictions as edges; and what the views remember of each
// document.
#pragma once

#include <vector>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/id_table.h"
#include "engine/graph/truth_store.h"

namespace sarye {

struct StoredDocument {
  DocumentRecord record;
  DocumentTruth truth;
};

// Nothing in the result depends on the order of `documents`, but for offsets of nodes that are new
// in `ids`; and those are given in the order of keys. Errors: VersionMismatch when a document uses
// a type or relation that the ontology has not; those of `ids`.
Result<BuildInput> literature_input(Ontology ontology, std::vector<StoredDocument> documents,
                                    IdTable& ids);

}  // namespace sarye
