// Rewrites of a finished tree. Each keeps the rows; one rule a file.
#pragma once

#include <vector>

#include "engine/planner/plan.h"

namespace sarye::rules {

// Sort below a LIMIT keeps only the rows that are asked for.
void top_k(PlanPtr& root);

// A quantified edge of which only the distinct ends matter becomes a visited-set search.
// An expansion whose end is then tied to another bound node, or to several, looks for the nodes that
// all of them reach.
void intersection(PlanPtr& root);
void reach(PlanPtr& root);

// count(*) over all edges of plain tables is known from the statistics.
void edge_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog);

// Tells every operator which slots are read above it, and drops edges, lists and paths that nobody
// reads.
void prune(PlanPtr& root, std::vector<Slot> wanted);

}  // namespace sarye::rules
