#include "engine/executor/trace_graph.h"

#include <algorithm>
#include <numeric>

#include "engine/executor/canonical_order.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/hops.h"
#include "engine/executor/node_marks.h"

namespace sarye {

namespace {

constexpr std::uint32_t kFar = 0xFFFFFFFFu;
constexpr std::size_t kSlice = 256;

class Explorer {
 public:
  Explorer(QueryContext& context, const plan::Trace& plan, std::uint32_t max_hops,
           OperatorProfile& profile, const HoldMemory& hold)
      : context_(context),
        plan_(plan),
        max_hops_(max_hops),
        profile_(profile),
        hold_(hold),
        ahead_(context, plan.access),
        behind_(context, plan.access, true),
        index_(context.graph) {}

  Result<TraceGraph> explore(const std::vector<NodeId>& starts, const std::vector<NodeId>& ends) {
    // A chain passes neither the only node where it can begin nor the only one where it can end.
    if (starts.size() == 1) only_.push_back(starts[0]);
    if (ends.size() == 1) only_.push_back(ends[0]);
    std::vector<std::uint32_t> from;
    std::vector<std::uint32_t> to;
    for (const NodeId node : starts) from.push_back(add(node, TraceGraph::kStart));
    for (const NodeId node : ends) to.push_back(add(node, TraceGraph::kEnd));
    if (auto done = find_edges(from, to); !done) return done.error();
    drop_far_edges(from, to);
    return finish();
  }

 private:
  struct Found {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool ahead = false;  // met from its start
    EdgeValue edge;
  };

  std::uint32_t add(NodeId node, std::uint8_t role) {
    if (!index_.has(node)) {
      index_.set(node, static_cast<std::uint32_t>(nodes_.size()));
      nodes_.push_back(node);
      const bool passes =
          is_let_through(plan_, node) && std::find(only_.begin(), only_.end(), node) == only_.end();
      roles_.push_back(passes ? TraceGraph::kBetween : 0);
    }
    const std::uint32_t at = index_.get(node);
    roles_[at] |= role;
    return at;
  }

  // Every edge of a chain is met: its start lies near enough to where chains begin, or its end near
  // enough to where they end.
  Result<void> find_edges(const std::vector<std::uint32_t>& starts,
                          const std::vector<std::uint32_t>& ends) {
    std::vector<std::uint32_t> front = starts;
    std::vector<std::uint32_t> back = ends;
    std::vector<std::uint8_t> seen_ahead;
    std::vector<std::uint8_t> seen_behind;
    mark(front, seen_ahead);
    mark(back, seen_behind);
    for (std::uint32_t hops = 0; hops < max_hops_ && !front.empty() && !back.empty(); ++hops) {
      const bool forward = front.size() <= back.size();
      auto done =
          forward ? grow(ahead_, true, front, seen_ahead) : grow(behind_, false, back, seen_behind);
      if (!done) return done;
    }
    // What both sides have met stands once: an edge is among those ahead of its start already.
    std::erase_if(found_, [this](const Found& edge) {
      return !edge.ahead && edge.from < grown_ahead_.size() && grown_ahead_[edge.from] != 0;
    });
    return {};
  }

  void mark(const std::vector<std::uint32_t>& nodes, std::vector<std::uint8_t>& seen) const {
    seen.resize(nodes_.size(), 0);
    for (const std::uint32_t node : nodes) seen[node] = 1;
  }

  // One level further from `frontier`, which becomes that level.
  Result<void> grow(const EdgeWalk& walk, bool forward, std::vector<std::uint32_t>& frontier,
                    std::vector<std::uint8_t>& seen) {
    std::vector<std::uint32_t> next;
    std::size_t at = 0;
    for (const std::uint32_t here : frontier) {
      if (at++ % kSlice == 0) {
        if (auto ok = context_.budget.check(); !ok) return ok;
        if (auto ok = hold_(bytes()); !ok) return ok;
      }
      const NodeId node = nodes_[here];
      if (forward) {
        grown_ahead_.resize(nodes_.size(), 0);
        grown_ahead_[here] = 1;
      }
      auto done = walk.each(node, profile_, [&](const EdgeValue& edge, NodeId other) {
        if (other == node) return;
        const std::uint32_t there = add(other, 0);
        if (there >= seen.size()) seen.resize(nodes_.size(), 0);
        found_.push_back(forward ? Found{here, there, true, edge}
                                 : Found{there, here, false, edge});
        if (seen[there] != 0) return;
        seen[there] = 1;
        if ((roles_[there] & TraceGraph::kBetween) != 0) next.push_back(there);
      });
      if (!done) return done;
    }
    frontier = std::move(next);
    return {};
  }

  std::uint64_t bytes() const {
    return index_.bytes() + nodes_.capacity() * (sizeof(NodeId) + 4) +
           found_.capacity() * sizeof(Found);
  }

  // Hops from the nearest of `sources` over nodes that may be passed; kFar: none leads there.
  std::vector<std::uint32_t> distances(const std::vector<std::uint32_t>& sources,
                                       bool forward) const {
    std::vector<std::uint32_t> first(nodes_.size() + 1, 0);
    for (const Found& edge : found_) ++first[(forward ? edge.from : edge.to) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::uint32_t> others(found_.size());
    std::vector<std::uint32_t> next = first;
    for (const Found& edge : found_) {
      others[next[forward ? edge.from : edge.to]++] = forward ? edge.to : edge.from;
    }
    std::vector<std::uint32_t> out(nodes_.size(), kFar);
    std::vector<std::uint32_t> queue = sources;
    for (const std::uint32_t source : sources) out[source] = 0;
    for (std::size_t head = 0; head < queue.size(); ++head) {
      const std::uint32_t here = queue[head];
      if (out[here] > 0 && (roles_[here] & TraceGraph::kBetween) == 0) continue;
      for (std::uint32_t i = first[here]; i < first[here + 1]; ++i) {
        if (out[others[i]] != kFar) continue;
        out[others[i]] = out[here] + 1;
        queue.push_back(others[i]);
      }
    }
    return out;
  }

  // Keeps the edges that a walk of at most max_hops_ can use.
  void drop_far_edges(const std::vector<std::uint32_t>& starts,
                      const std::vector<std::uint32_t>& ends) {
    const std::vector<std::uint32_t> ahead = distances(starts, true);
    const std::vector<std::uint32_t> behind = distances(ends, false);
    const auto passes = [&](std::uint32_t node, std::uint32_t distance) {
      return distance == 0 || (roles_[node] & TraceGraph::kBetween) != 0;
    };
    std::erase_if(found_, [&](const Found& edge) {
      const std::uint32_t before = ahead[edge.from];
      const std::uint32_t after = behind[edge.to];
      return before == kFar || after == kFar || before + after >= max_hops_ ||
             !passes(edge.from, before) || !passes(edge.to, after);
    });
  }

  // Numbers what is left in the order of stable keys, and reads the evidence of its edges.
  Result<TraceGraph> finish() {
    CanonicalOrder order(context_);
    std::vector<std::uint8_t> is_used(nodes_.size(), 0);
    for (const Found& edge : found_) is_used[edge.from] = is_used[edge.to] = 1;
    std::vector<std::uint32_t> used;
    for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
      if (is_used[node] != 0) used.push_back(node);
    }
    for (const std::uint32_t node : used) {
      if (auto done = order.prepare(Value(nodes_[node])); !done) return done.error();
    }
    std::sort(used.begin(), used.end(), [&](std::uint32_t a, std::uint32_t b) {
      return order.rank(nodes_[a]) < order.rank(nodes_[b]);
    });
    TraceGraph out;
    std::vector<std::uint32_t> number(nodes_.size(), 0);
    for (const std::uint32_t node : used) {
      number[node] = static_cast<std::uint32_t>(out.nodes.size());
      out.nodes.push_back(nodes_[node]);
      out.roles.push_back(roles_[node]);
    }
    out.first.assign(out.nodes.size() + 1, 0);
    for (Found& edge : found_) {
      edge.from = number[edge.from];
      edge.to = number[edge.to];
      ++out.first[edge.from + 1];
    }
    std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
    std::vector<std::uint32_t> sorted(found_.size());
    std::vector<std::uint32_t> next = out.first;
    for (std::uint32_t i = 0; i < found_.size(); ++i) sorted[next[found_[i].from]++] = i;
    const auto comes_first = [&](std::uint32_t a, std::uint32_t b) {
      const Found& x = found_[a];
      const Found& y = found_[b];
      return x.to != y.to ? x.to < y.to : order.compare(Value(x.edge), Value(y.edge)) < 0;
    };
    for (std::size_t node = 0; node < out.nodes.size(); ++node) {
      std::sort(sorted.begin() + out.first[node], sorted.begin() + out.first[node + 1],
                comes_first);
    }
    out.edges.reserve(found_.size());
    for (const std::uint32_t at : sorted) {
      if (out.edges.size() % kSlice == 0) {
        if (auto ok = context_.budget.check(); !ok) return ok.error();
        if (auto ok = hold_(bytes() + out.edges.capacity() * sizeof(TraceEdge)); !ok) {
          return ok.error();
        }
      }
      if (auto done = add_edge(found_[at], out); !done) return done.error();
    }
    return out;
  }

  Result<void> add_edge(const Found& found, TraceGraph& out) {
    auto evidence = context_.evidence.summary(found.edge.id, found.edge.filter);
    if (!evidence) return evidence.error();
    TraceEdge edge;
    edge.from = found.from;
    edge.to = found.to;
    edge.edge = found.edge;
    edge.support = static_cast<std::uint32_t>(std::max<std::int64_t>(1, evidence->works));
    edge.confidence = evidence->confidence;
    edge.weight = hop_weight(evidence->confidence);
    out.edges.push_back(edge);
    if (!plan_.shared) return {};
    auto sources = plan_.shared->passage
                       ? context_.evidence.passages(found.edge.id, found.edge.filter)
                       : context_.evidence.documents(found.edge.id, found.edge.filter);
    if (!sources) return sources.error();
    out.sources.push_back(std::move(*sources));
    return {};
  }

  QueryContext& context_;
  const plan::Trace& plan_;
  std::uint32_t max_hops_;
  OperatorProfile& profile_;
  const HoldMemory& hold_;
  EdgeWalk ahead_;
  EdgeWalk behind_;
  NodeMarks index_;  // of a node in `nodes_`
  std::vector<NodeId> only_;
  std::vector<NodeId> nodes_;
  std::vector<std::uint8_t> roles_;
  std::vector<std::uint8_t> grown_ahead_;  // all edges that leave the node are found
  std::vector<Found> found_;
};

}  // namespace

bool is_let_through(const plan::Trace& plan, NodeId node) {
  return !plan.through ||
         std::binary_search(plan.through->begin(), plan.through->end(), node.type());
}

Result<TraceGraph> trace_graph(QueryContext& context, const plan::Trace& plan,
                               std::uint32_t max_hops, const std::vector<NodeId>& starts,
                               const std::vector<NodeId>& ends, OperatorProfile& profile,
                               const HoldMemory& hold) {
  return Explorer(context, plan, max_hops, profile, hold).explore(starts, ends);
}

}  // namespace sarye
