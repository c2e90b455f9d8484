// Views that are there, brought to what a few documents more, less or changed make of them: the
// same bytes that making them anew would give (but for the segments of the text index). What is
// read is those documents, the entities that they touch with all that may be joined with them, and
// the chunks that hold these.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/apply_decisions.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/step_clock.h"
#include "engine/graph/truth_digest.h"
#include "engine/store/store.h"

namespace sarye {

struct UpdateRequest {
  const Snapshot& before;
  const Manifest& manifest;         // of the views in `before`
  TruthDigest digest;               // the same, as it is in the manifest
  std::vector<DocumentId> pending;  // documents that were stored, replaced or removed
  // More documents than this are not worth it: other documents change with the pending ones where
  // an entity that they state something of gets another key.
  std::uint64_t most_documents = 0;
  const DecisionSet* decisions = nullptr;  // those that the views in `before` show; may be null
};

struct UpdateOutcome {
  Manifest manifest;
  ViewChanges changes;  // numbers of rows alone
};

// Commits to `store`, which is in the state `before`. nullopt: it was too much, and nothing was
// done. Errors: Damaged, VersionMismatch; those of the store.
Result<std::optional<UpdateOutcome>> update_literature(UpdateRequest request, Store& store,
                                                       StepClock& clock);

}  // namespace sarye
