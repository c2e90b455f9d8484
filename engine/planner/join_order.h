// The cheapest order in which the edges of a connected pattern can be followed, found by dynamic
// programming over sets of edges (Selinger et al., Access Path Selection, SIGMOD 1979; left-deep,
// as rows are extended edge by edge). It knows numbers alone; what they are of is the caller's.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sarye {

// Nodes and edges by number, at most 32 nodes and kMost edges.
struct JoinGraph {
  static constexpr std::size_t kMost = 10;  // the table has a state for each set of edges

  // By how much rows grow when the edge is followed: [0] away from its left end, [1] from its
  // right.
  struct Edge {
    std::uint16_t left = 0;
    std::uint16_t right = 0;
    std::array<double, 2> follow{};   // to an end that is not bound
    std::array<double, 2> close{};    // to one that is
    std::array<double, 2> reading{};  // what a row of a follow costs besides itself
  };
  // Once its nodes and edges (sets of bits) are bound, `share` of the rows is left.
  struct Condition {
    std::uint32_t nodes = 0;
    std::uint32_t edges = 0;
    double share = 1;
  };
  std::vector<double> find;  // by node: how many there are to start with
  std::vector<Edge> edges;
  std::vector<Condition> conditions;
};

struct JoinStep {
  std::uint16_t edge = 0;
  bool from_right = false;
  bool closes = false;  // both ends are bound
  double rows = 0;      // after the conditions that it makes possible
};

struct JoinOrder {
  int start = -1;  // the node that is found first; -1: nodes were bound
  std::vector<JoinStep> steps;
};

// `bound` nodes are there and `rows` come in; when none is, the order begins at any node. Every
// edge must be within reach. Of orders that cost the same, the one whose edges were written first.
JoinOrder cheapest_order(const JoinGraph& graph, std::uint32_t bound, double rows);

}  // namespace sarye
