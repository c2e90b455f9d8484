// The truth of a document as bytes: one stream a kind of record, each with its version in front.
// Reading is bounds-checked; indexes into passages and entities are checked too, so that what comes
// back can be used without further thought.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/truth_rows.h"
#include "engine/model/document.h"

namespace sarye {

// The kinds of which a document consists, without Source, which is stored as it is.
inline constexpr TruthKind kRecordKinds[] = {
    TruthKind::Head,       TruthKind::Passages, TruthKind::Entities, TruthKind::Mentions,
    TruthKind::Assertions, TruthKind::About,    TruthKind::Aliases,  TruthKind::Review};

std::string encode_truth(const DocumentTruth& truth, TruthKind kind);
// Reads one kind into `truth`. Errors: Damaged; VersionMismatch for records of a newer release.
Result<void> decode_truth(std::string_view bytes, TruthKind kind, DocumentTruth& truth);
// Whether all indexes and ranges fit; `truth.source` must be there. Errors: Damaged.
Result<void> check_truth(const DocumentTruth& truth);

}  // namespace sarye
