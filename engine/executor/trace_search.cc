#include "engine/executor/trace_search.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace sarye {

TraceSearch::TraceSearch(const TraceGraph& graph, std::uint32_t max_hops, const Budget& budget,
                         const HoldMemory& hold)
    : graph_(graph),
      max_hops_(max_hops),
      budget_(budget),
      hold_(hold),
      by_support_(graph.edges.size()) {
  std::iota(by_support_.begin(), by_support_.end(), 0u);
  const auto stronger = [&](std::uint32_t a, std::uint32_t b) {
    return graph.edges[a].support > graph.edges[b].support;
  };
  if (!std::is_sorted(by_support_.begin(), by_support_.end(), stronger)) {
    std::stable_sort(by_support_.begin(), by_support_.end(), stronger);
  }
}

Result<bool> TraceSearch::next(Chain& out) {
  for (;;) {
    if (heap_.empty()) {
      if (next_edge_ == by_support_.size()) return false;
      if (auto done = begin_support(); !done) return done.error();
      continue;
    }
    if (++steps_ % 256 == 0) {
      if (auto ok = budget_.check(); !ok) return ok.error();
      if (auto ok = hold_(bytes()); !ok) return ok.error();
    }
    std::pop_heap(heap_.begin(), heap_.end(),
                  [this](const Candidate& a, const Candidate& b) { return comes_later(a, b); });
    const Candidate best = heap_.back();
    heap_.pop_back();
    if (best.whole) {
      give(best.beginning, out);
      return true;
    }
    go_on(best.beginning);
  }
}

// Turns to the next smaller support.
Result<void> TraceSearch::begin_support() {
  support_ = graph_.edges[by_support_[next_edge_]].support;
  greatest_ = next_edge_ == 0;
  while (next_edge_ < by_support_.size() &&
         graph_.edges[by_support_[next_edge_]].support == support_) {
    ++next_edge_;
  }
  beginnings_.clear();
  shared_.clear();
  shared_bytes_ = 0;
  if (auto done = find_bounds(next_edge_); !done) return done;
  for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
    if (!graph_.is(node, TraceGraph::kStart)) continue;
    const ChainWeight promised = bound(false, max_hops_, node, kNone);
    if (promised == kNoChain) continue;
    Beginning start;
    start.node = node;
    beginnings_.push_back(start);
    push({promised, static_cast<std::uint32_t>(beginnings_.size() - 1), false});
  }
  return {};
}

// From the ends backwards, a hop a level, over the first edges of by_support_.
Result<void> TraceSearch::find_bounds(std::size_t edge_count) {
  levels_.clear();
  // Of the greatest support every edge has just that, so any way on meets it.
  const auto none = [this] {
    const std::size_t nodes = graph_.nodes.size();
    return Level{std::vector<Bound>(nodes), std::vector<Bound>(greatest_ ? 0 : nodes)};
  };
  levels_.push_back(none());
  while (levels_.size() <= max_hops_) {
    if (auto ok = budget_.check(); !ok) return ok;
    if (auto ok = hold_(bytes()); !ok) return ok;
    Level level = none();
    const Level& shorter = levels_.back();
    for (std::size_t i = 0; i < edge_count; ++i) {
      const TraceEdge& edge = graph_.edges[by_support_[i]];
      const bool passes = graph_.is(edge.to, TraceGraph::kBetween);
      ChainWeight met = passes ? way_on(shorter.met, edge.to, edge.from) : kNoChain;
      if (graph_.is(edge.to, TraceGraph::kEnd)) met = ChainWeight{};
      offer(level.met[edge.from], edge.to, edge.weight + met);
      if (greatest_) continue;
      ChainWeight unmet = passes ? way_on(shorter.unmet, edge.to, edge.from) : kNoChain;
      if (edge.support == support_) unmet = met;
      offer(level.unmet[edge.from], edge.to, edge.weight + unmet);
    }
    const bool settled = level == shorter;
    if (settled) break;
    levels_.push_back(std::move(level));
  }
  return {};
}

ChainWeight TraceSearch::way_on(const std::vector<Bound>& bounds, std::uint32_t node,
                                std::uint32_t but) {
  const Bound& bound = bounds[node];
  return bound.via == but ? bound.other : bound.best;
}

void TraceSearch::offer(Bound& bound, std::uint32_t via, ChainWeight weight) {
  if (via == bound.via) {
    bound.best = std::min(bound.best, weight);
  } else if (weight < bound.best) {
    bound.other = bound.best;
    bound.best = weight;
    bound.via = via;
  } else {
    bound.other = std::min(bound.other, weight);
  }
}

ChainWeight TraceSearch::bound(bool met, std::uint32_t hops, std::uint32_t node,
                               std::uint32_t but) const {
  const Level& level = levels_[std::min<std::size_t>(hops, levels_.size() - 1)];
  return way_on(met || greatest_ ? level.met : level.unmet, node, but);
}

void TraceSearch::push(const Candidate& candidate) {
  heap_.push_back(candidate);
  std::push_heap(heap_.begin(), heap_.end(),
                 [this](const Candidate& a, const Candidate& b) { return comes_later(a, b); });
}

void TraceSearch::go_on(std::uint32_t from) {
  const Beginning here = beginnings_[from];
  for (std::uint32_t i = graph_.first[here.node]; i < graph_.first[here.node + 1]; ++i) {
    const TraceEdge& edge = graph_.edges[i];
    if (edge.support < support_) continue;
    Beginning next;
    next.before = from;
    next.edge = i;
    next.node = edge.to;
    next.weight = here.weight + edge.weight;
    next.met = here.met || edge.support == support_;
    const bool whole = next.met && graph_.is(edge.to, TraceGraph::kEnd);
    ChainWeight onward = kNoChain;
    if (next.weight.hops() < max_hops_ && graph_.is(edge.to, TraceGraph::kBetween)) {
      onward = bound(next.met, max_hops_ - next.weight.hops(), edge.to, here.node);
    }
    if (!whole && onward == kNoChain) continue;
    if (visits(from, edge.to) || !share_sources(here.sources, i, next.sources)) continue;
    beginnings_.push_back(next);
    const auto at = static_cast<std::uint32_t>(beginnings_.size() - 1);
    if (whole) push({next.weight, at, true});
    if (onward != kNoChain) push({next.weight + onward, at, false});
  }
}

bool TraceSearch::visits(std::uint32_t beginning, std::uint32_t node) const {
  for (; beginning != kNone; beginning = beginnings_[beginning].before) {
    if (beginnings_[beginning].node == node) return true;
  }
  return false;
}

// What the hops so far and one more share, in `out`; false: nothing.
bool TraceSearch::share_sources(std::uint32_t before, std::uint32_t edge, std::uint32_t& out) {
  if (graph_.sources.empty()) return true;
  const std::vector<std::uint32_t>& own = graph_.sources[edge];
  std::vector<std::uint32_t> both;
  if (before == kNone) {
    both = own;
  } else {
    std::set_intersection(shared_[before].begin(), shared_[before].end(), own.begin(), own.end(),
                          std::back_inserter(both));
  }
  if (both.empty()) return false;
  shared_bytes_ += sizeof(both) + both.capacity() * sizeof(std::uint32_t);
  out = static_cast<std::uint32_t>(shared_.size());
  shared_.push_back(std::move(both));
  return true;
}

bool TraceSearch::comes_later(const Candidate& a, const Candidate& b) const {
  if (a.promised != b.promised) return b.promised < a.promised;
  return compare_keys(b.beginning, a.beginning) < 0;
}

// By the keys of starts, then hop by hop. Nodes and edges of the graph are in the order of keys.
int TraceSearch::compare_keys(std::uint32_t a, std::uint32_t b) const {
  const std::uint32_t hops_a = beginnings_[a].weight.hops();
  const std::uint32_t hops_b = beginnings_[b].weight.hops();
  for (std::uint32_t n = hops_a; n > hops_b; --n) a = beginnings_[a].before;
  for (std::uint32_t n = hops_b; n > hops_a; --n) b = beginnings_[b].before;
  if (a == b) return hops_a < hops_b ? -1 : hops_a > hops_b ? 1 : 0;
  while (beginnings_[a].before != beginnings_[b].before) {
    a = beginnings_[a].before;
    b = beginnings_[b].before;
  }
  const Beginning& x = beginnings_[a];
  const Beginning& y = beginnings_[b];
  if (x.before == kNone) return x.node < y.node ? -1 : 1;
  return x.edge < y.edge ? -1 : 1;
}

void TraceSearch::give(std::uint32_t beginning, Chain& out) const {
  out.support = support_;
  out.edges.clear();
  out.sources.clear();
  const std::uint32_t shared = beginnings_[beginning].sources;
  if (shared != kNone) out.sources = shared_[shared];
  for (; beginnings_[beginning].before != kNone; beginning = beginnings_[beginning].before) {
    out.edges.push_back(beginnings_[beginning].edge);
  }
  std::reverse(out.edges.begin(), out.edges.end());
}

std::uint64_t TraceSearch::bytes() const {
  return graph_.edges.capacity() * (sizeof(TraceEdge) + 4) + shared_bytes_ +
         levels_.size() * graph_.nodes.size() * 2 * sizeof(Bound) +
         beginnings_.capacity() * sizeof(Beginning) + heap_.capacity() * sizeof(Candidate);
}

}  // namespace sarye
