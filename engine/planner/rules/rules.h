// Rewrites of a finished tree. Each keeps the rows; one rule a file.
#pragma once

#include <vector>

#include "engine/planner/plan.h"

namespace sarye::rules {

// Sort below a LIMIT keeps only the rows that are asked for.
void top_k(PlanPtr& root);

// An expansion whose end is then tied to another bound node, or to several, looks for the nodes
// that all of them reach.
void intersection(PlanPtr& root);

// EXISTS and NOT EXISTS of one edge between the node just reached and another bound one are tested
// where the node is reached.
void edge_test(PlanPtr& root);

// A quantified edge of which only the distinct ends matter becomes a visited-set search.
void reach(PlanPtr& root);

// A pattern without a bound node whose edges share a document that is asked for is found document
// by document, where walking it would visit more.
void same_document(PlanPtr& root, const Catalog& catalog);

// A sum of products of `support` is a count in which edges weigh as many as they have assertions;
// and what an aggregation only counts (branches of a pattern, OPTIONAL MATCH, EXISTS) is not
// listed.
void tree_count(PlanPtr& root, const BoundQuery& query);

// A ring of three or four that is only counted is counted as two ways that meet; where the ways are
// alike and a condition tells their middles apart, as pairs of middles.
void ring_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog);

// UNWIND of the assertions of the edge just met: the expansion gives a row for each of them.
void assertion_rows(PlanPtr& root);

// count(*) over all edges of plain tables is known from the statistics.
void edge_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog);

// An aggregation over rows in order of a scanned node counts distinct ones by looking at the last,
// and distinct ones of each such node by marks. Where a pattern starts at one node, its neighbours
// are put in order for that.
void ascending(PlanPtr& root, const Catalog& catalog);

// An aggregation that only counts the different neighbours of each scanned node asks for them
// instead of listing edges. After `ascending`.
void neighbour_count(PlanPtr& root, const BoundQuery& query, const Catalog& catalog);

// Tells every operator which slots are read above it, and drops edges, lists and paths that nobody
// reads.
void prune(PlanPtr& root, std::vector<Slot> wanted);

}  // namespace sarye::rules
