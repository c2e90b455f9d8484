// What the measures of a graph cost, so that one which cannot end within the limits is refused
// before it starts. A step is one edge looked at once, about; both estimates and refusals count so.
#pragma once

#include <string>

#include "engine/binder/bound_query.h"
#include "engine/model/catalog.h"

namespace sarye {

struct GraphSize {
  double nodes = 0;
  double edges = 0;
  double arcs = 0;  // an edge that goes both ways is two
};

// From the catalog: `rows` is how many rows the parts of the graph are expected to give. Of the
// whole graph without FROM it is an upper bound, and exact where every edge is visible.
GraphSize estimated_size(const BoundGraph& graph, const BoundQuery& query, const Catalog& catalog,
                         double rows);

// Steps of a measure over the whole graph: betweenness and closeness search from every node,
// PageRank and community go round until nothing moves; distance and cheapestPath: of one search.
double measure_steps(FunctionId measure, const GraphSize& size, bool weighted);
// Bytes that it holds while it runs, besides the graph.
double measure_bytes(const GraphSize& size);
// Bytes of the graph itself.
double graph_bytes(const GraphSize& size);

// How many steps a millisecond of the time limit allows. A release build did twice as many on one
// core of 2026, in betweenness without weights, the slowest of them.
inline constexpr double kStepsPerMillisecond = 50'000;

// "9,600", "9.6 M", "12 G"
std::string steps_text(double steps);
// "1,200"
std::string count_text(double count);

}  // namespace sarye
