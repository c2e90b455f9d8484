// From truth to views. The store says which documents were stored, replaced or removed since views
// were made last; a publish brings the views to what that changes (`update_literature`), or makes
// them anew from all truth (`literature_input`, `write_views`) where much changed, where there are
// none, where they are of an earlier format, and for imports. Both ways give the same bytes.
#pragma once

#include <cstdint>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/imported_graph.h"
#include "engine/graph/step_clock.h"
#include "engine/store/store.h"

namespace sarye {

struct PublishOptions {
  bool rebuild = false;  // make all views anew even if nothing changed
  // Documents that are taken into the views together.
  std::uint64_t documents_at_once = 1000;
  // How many documents such a step may touch, with those that change along, before all views are
  // made anew: the larger of this, and a share of those that are there.
  std::uint64_t few_documents = 4000;
  std::uint64_t share_of_documents = 8;  // one in so many; 0: none
  // The import that was stored just now, so that its edges need not be counted.
  const StoredImport* stored = nullptr;
};

struct PublishReport {
  bool changed = false;          // false: the views were up to date
  bool made_anew = false;        // all of them, not what changed alone
  std::uint64_t generation = 0;  // of the views; counts the steps that changed something
  std::uint64_t documents = 0;   // current ones: no tombstones, no older versions
  ViewChanges views;
  StepTimes steps;
};

// Brings the views of `store` up to date. A rebuild gives the same bytes as were there, unless they
// were damaged. After a failure, publish again. Errors: Damaged, VersionMismatch; those of the
// store.
Result<PublishReport> publish(Store& store, const PublishOptions& options);
inline Result<PublishReport> publish(Store& store, bool rebuild = false) {
  PublishOptions options;
  options.rebuild = rebuild;
  return publish(store, options);
}

}  // namespace sarye
