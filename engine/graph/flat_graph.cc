#include "engine/graph/flat_graph.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace sarye {
namespace {

constexpr std::size_t kCheckEvery = 1u << 16;

bool is_simple(ArcsOf which) {
  return which != ArcsOf::Every && which != ArcsOf::EveryReversed;
}

// Calls f(from, to, weight) for each arc of the edge.
template <typename F>
void each_arc(const FlatEdge& edge, ArcsOf which, F&& f) {
  const bool loop = edge.from == edge.to;
  if (loop && is_simple(which)) return;
  const bool joined = which == ArcsOf::Joined || which == ArcsOf::Summed;
  const bool turned = which == ArcsOf::EveryReversed || which == ArcsOf::LightestReversed;
  const bool both = (joined || edge.both_ways) && !loop;
  if (both || !turned) f(edge.from, edge.to, edge.weight);
  if (both || turned) f(edge.to, edge.from, edge.weight);
}

// Of several arcs between the same two nodes one is left.
void merge_parallel(Arcs& arcs, bool sum) {
  std::uint64_t kept = 0;
  std::uint64_t begin = 0;
  for (std::size_t node = 0; node + 1 < arcs.begins.size(); ++node) {
    const std::uint64_t end = arcs.begins[node + 1];
    const std::uint64_t first = kept;
    for (std::uint64_t i = begin; i < end; ++i) {
      if (kept > first && arcs.ends[kept - 1] == arcs.ends[i]) {
        if (sum) arcs.weights[kept - 1] += arcs.weights[i];
        continue;
      }
      arcs.ends[kept] = arcs.ends[i];
      arcs.weights[kept++] = arcs.weights[i];
    }
    begin = end;
    arcs.begins[node + 1] = kept;
  }
  arcs.ends.resize(kept);
  arcs.weights.resize(kept);
}

}  // namespace

Result<Arcs> FlatGraph::arcs(ArcsOf which, Budget& budget) const {
  Arcs out;
  out.begins.assign(std::size_t{nodes} + 1, 0);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (i % kCheckEvery == 0) {
      if (auto ok = budget.check(); !ok) return ok.error();
    }
    each_arc(edges[i], which, [&](std::uint32_t from, std::uint32_t, double) {
      ++out.begins[std::size_t{from} + 1];
    });
  }
  std::partial_sum(out.begins.begin(), out.begins.end(), out.begins.begin());
  out.ends.resize(out.begins.back());
  out.weights.resize(out.begins.back());
  std::vector<std::uint64_t> next(out.begins.begin(), out.begins.end() - 1);
  for (std::size_t i = 0; i < edges.size(); ++i) {
    if (i % kCheckEvery == 0) {
      if (auto ok = budget.check(); !ok) return ok.error();
    }
    each_arc(edges[i], which, [&](std::uint32_t from, std::uint32_t to, double weight) {
      out.ends[next[from]] = to;
      out.weights[next[from]++] = weight;
    });
  }
  std::vector<std::pair<std::uint32_t, double>> row;
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (node % kCheckEvery == 0) {
      if (auto ok = budget.check(); !ok) return ok.error();
    }
    const std::uint64_t begin = out.begins[node];
    const std::uint64_t end = out.begins[node + 1];
    row.clear();
    for (std::uint64_t i = begin; i < end; ++i) row.emplace_back(out.ends[i], out.weights[i]);
    std::sort(row.begin(), row.end());
    for (std::uint64_t i = begin; i < end; ++i) {
      std::tie(out.ends[i], out.weights[i]) = row[i - begin];
    }
  }
  if (is_simple(which)) merge_parallel(out, which == ArcsOf::Summed);
  return out;
}

}  // namespace sarye
