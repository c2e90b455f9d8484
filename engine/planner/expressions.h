// Small questions about bound expressions that planning asks.
#pragma once

#include <set>
#include <vector>

#include "engine/binder/bound_query.h"

namespace sarye {

bool has_subquery(const BoundExpression& e);
bool reads_only(const BoundExpression& e, const std::set<Slot>& bound);
// The indices of the subqueries whose results the expression reads.
void collect_subqueries(const BoundExpression& e, std::vector<std::uint16_t>& out);
// Whether a clause of the parts of the query asks what stands behind the edge in the slot: its
// assertions, or numbers of them.
bool asks_evidence(const BoundQuery& query, Slot edge);

}  // namespace sarye
