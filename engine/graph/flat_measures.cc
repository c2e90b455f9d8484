// The measures that are our own: Boost has no weighted PageRank that minds nodes without arcs, and
// no label propagation.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/graph/measures.h"

namespace sarye {
namespace {

constexpr std::uint32_t kMeasureCheckEvery = 1u << 14;

}  // namespace

Result<Scores> degrees(const FlatGraph& graph, Ends ends, Budget& budget) {
  Scores out(graph.nodes, 0.0);
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    if (i % kMeasureCheckEvery == 0) {
      if (auto ok = budget.check(); !ok) return ok.error();
    }
    const FlatEdge& edge = graph.edges[i];
    const bool both = edge.both_ways && edge.from != edge.to;
    if (ends != Ends::In || both) out[edge.from] += edge.weight;
    if (ends != Ends::Out || both) out[edge.to] += edge.weight;
  }
  return out;
}

Result<Scores> pagerank(const FlatGraph& graph, Budget& budget) {
  constexpr double kDamping = 0.85;
  constexpr double kTolerance = 1e-10;
  constexpr int kMostRounds = 200;
  const std::uint32_t n = graph.nodes;
  auto arcs = graph.arcs(ArcsOf::EveryReversed, budget);
  if (!arcs) return arcs.error();
  Scores leaving(n, 0.0);
  for (std::size_t i = 0; i < arcs->ends.size(); ++i) leaving[arcs->ends[i]] += arcs->weights[i];
  Scores rank(n, n > 0 ? 1.0 / n : 0.0);
  Scores next(n);
  for (int round = 0; round < kMostRounds && n > 0; ++round) {
    double lost = 0;
    for (std::uint32_t node = 0; node < n; ++node) {
      if (leaving[node] == 0) lost += rank[node];
    }
    const double base = (1 - kDamping + kDamping * lost) / n;
    double change = 0;
    for (std::uint32_t node = 0; node < n; ++node) {
      if (node % kMeasureCheckEvery == 0) {
        if (auto ok = budget.check(); !ok) return ok.error();
      }
      double arriving = 0;
      for (std::uint64_t i = arcs->begins[node]; i < arcs->begins[node + 1]; ++i) {
        const std::uint32_t from = arcs->ends[i];
        arriving += rank[from] * (arcs->weights[i] / leaving[from]);
      }
      next[node] = base + kDamping * arriving;
      change += std::abs(next[node] - rank[node]);
    }
    rank.swap(next);
    if (change < kTolerance) break;
  }
  return rank;
}

Result<Numbers> communities(const FlatGraph& graph, Budget& budget) {
  constexpr int kMostRounds = 100;
  auto arcs = graph.arcs(ArcsOf::Summed, budget);
  if (!arcs) return arcs.error();
  Numbers label(graph.nodes);
  std::iota(label.begin(), label.end(), 0u);
  Scores votes(graph.nodes, 0.0);  // by label; only entries of `seen` are not 0
  Numbers seen;
  bool moved = true;
  for (int round = 0; round < kMostRounds && moved; ++round) {
    moved = false;
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
      if (node % kMeasureCheckEvery == 0) {
        if (auto ok = budget.check(); !ok) return ok.error();
      }
      seen.clear();
      for (std::uint64_t i = arcs->begins[node]; i < arcs->begins[node + 1]; ++i) {
        const std::uint32_t of = label[arcs->ends[i]];
        if (votes[of] == 0) seen.push_back(of);
        votes[of] += arcs->weights[i];
      }
      std::uint32_t best = label[node];
      for (const std::uint32_t other : seen) {
        const bool more = votes[other] > votes[best];
        if (more || (votes[other] == votes[best] && best != label[node] && other > best)) {
          best = other;
        }
      }
      for (const std::uint32_t other : seen) votes[other] = 0;
      if (best == label[node]) continue;
      label[node] = best;
      moved = true;
    }
  }
  return numbered_groups(label);
}

Numbers numbered_groups(const Numbers& labels) {
  const auto n = static_cast<std::uint32_t>(labels.size());
  Numbers sizes(n, 0);
  Numbers order;  // labels in the order of their smallest members
  for (const std::uint32_t label : labels) {
    if (sizes[label]++ == 0) order.push_back(label);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return sizes[a] > sizes[b]; });
  Numbers number(n, 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i]] = i + 1;
  Numbers out(n);
  for (std::uint32_t i = 0; i < n; ++i) out[i] = number[labels[i]];
  return out;
}

}  // namespace sarye
