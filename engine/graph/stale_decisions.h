// Decisions that meet nothing in a store: the entity, the words or the document are gone.
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/decisions.h"
#include "engine/store/store.h"

namespace sarye {

struct StaleDecision {
  int line = 0;      // of the file
  std::string text;  // the decision
  std::string why;
};

// Reads every current document, when there are decisions at all. In order of line. An accepted
// entity is never stale: it stands by itself. Errors: Damaged; those of the store.
Result<std::vector<StaleDecision>> find_stale(const Snapshot& snapshot, const Decisions& decisions,
                                              const Ontology& ontology);

}  // namespace sarye
