// A graph of numbered nodes in flat arrays: what measures run on. Its maker numbers the nodes in an
// order that does not depend on how they came (stable keys), because sums of fractions and choices
// among equals follow the numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"

namespace sarye {

struct FlatEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  double weight = 1;       // positive, finite
  bool both_ways = false;  // leads from `to` to `from` as well
};

// Arcs of each node, in one row of memory: those of node i are [begins[i], begins[i + 1]), by end.
struct Arcs {
  std::vector<std::uint64_t> begins;  // one more than nodes
  std::vector<std::uint32_t> ends;
  std::vector<double> weights;  // of each arc

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(begins.size() - 1); }
};

enum class ArcsOf : std::uint8_t {
  Every,             // as they lead; parallel ones and loops too, a loop once
  EveryReversed,     // the same from their ends
  Lightest,          // no loops; of parallel ones the lightest
  LightestReversed,  // the same from their ends
  Joined,            // both ways whatever they lead; no loops; between two nodes one each way
  Summed,            // the same, with the sum of the weights
};

struct FlatGraph {
  std::uint32_t nodes = 0;
  std::vector<FlatEdge> edges;  // by from, to, weight
  bool weighted = false;        // some weight is not 1

  // Errors: those of the budget.
  Result<Arcs> arcs(ArcsOf which, Budget& budget) const;
};

}  // namespace sarye
