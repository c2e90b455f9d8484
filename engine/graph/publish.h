// From truth to views. A publish compares what the views were made of (a digest of the register of
// documents and imports, in the manifest) with what is in the store; when they differ it makes the
// input of the views anew and writes those chunks whose bytes changed.
//
// Today the input is computed whole, in memory: truth → identity → nodes and edges → chunks. Each
// step is a function of its own (`resolve_identity`, `literature_input`, `write_views`) whose
// result does not depend on the order of documents. To compute only what a load made dirty, give
// `literature_input` the components of identity that touch the new documents, and `write_views` the
// ranges of their nodes; keys, chunks and the id table stay as they are.
#pragma once

#include <cstdint>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/store/store.h"

namespace sarye {

struct PublishReport {
  bool changed = false;          // false: the views were up to date
  std::uint64_t generation = 0;  // of the views; counts publishes that changed something
  std::uint64_t documents = 0;   // current ones: no tombstones, no older versions
  ViewChanges views;
};

// Brings the views of `store` up to date. With `rebuild`, makes them all anew even if nothing
// changed (the same bytes, unless they were damaged). After a failure, publish again. Errors:
// Damaged, VersionMismatch; those of the store.
Result<PublishReport> publish(Store& store, bool rebuild = false);

}  // namespace sarye
