// MATCH clauses that follow one another, planned as one pattern: the second may be where to start.
#pragma once

#include <optional>

#include "engine/binder/bound_query.h"

namespace sarye {

// Both clauses as one, which gives the same rows: its edges remember the clause that they were
// written in, since an edge may stand for both clauses at once. Nothing where that would not hold
// or not help: one is OPTIONAL, no node is in both, they test their edges or sources differently, a
// path is searched for, or a condition might fail on rows that it would not have seen.
std::optional<BoundMatch> taken_together(const BoundMatch& first, const BoundMatch& second);

}  // namespace sarye
