// An error with its place as a person reads it: where, the line itself with a caret, what would
// work.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace sarye {

// Lines without a line break at the end:
//   query:1:21: PURSUES cannot start at a Policy
//     MATCH (정책:Policy)-[:PURSUES]->(전략:Strategy) RETURN 전략.name
//                           ^^^^^^^
//     PURSUES joins Firm to Strategy.
// `text` is what the error's place refers to, `origin` its name ("query", a file). An error without
// a place shows message and hint alone. Carets stand under the place by display width and end with
// the line; of a long line, a window around the place is shown.
std::string format_diagnostic(const Error& error, std::string_view text,
                              std::string_view origin = "query");

}  // namespace sarye
