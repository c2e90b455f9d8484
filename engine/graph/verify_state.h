// What views remember so that they can go on, checked against what it was made of. For `verify`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/truth_store.h"
#include "engine/store/store.h"

namespace sarye {

using TellProblem = std::function<void(std::string)>;

// The rows of kIdentityView: one entry for each current document of `register`, and sums that are
// those of all entries. Errors: those of reading and of `budget`, which may be nullptr.
Result<void> check_identity_state(const Snapshot& snapshot,
                                  const std::vector<DocumentRecord>& documents,
                                  const Budget* budget, const TellProblem& tell);

// The summaries of chunks add up to the statistics of `manifest`. Errors: those of reading.
Result<void> check_summaries(const Snapshot& snapshot, const Manifest& manifest,
                             const TellProblem& tell);

}  // namespace sarye
