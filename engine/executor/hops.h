// The hops of a quantified edge, a level at a time: from each node of a frontier, the edges that
// may come next, with the pattern's predicates on each hop evaluated for the whole frontier at
// once.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/expression.h"
#include "engine/executor/neighbour_lists.h"
#include "engine/planner/plan.h"

namespace sarye {

struct Hop {
  std::uint32_t parent = 0;  // index into the frontier
  EdgeValue edge;
  NodeId to;
};

class Hops {
 public:
  // `turned`: the other way round. `plan` is borrowed.
  Hops(QueryContext& context, const plan::VarExpand& plan, bool turned = false)
      : plan_(plan),
        walk_(context, plan.access, turned),
        lists_(context.graph, walk_, NeighbourOrder::ByStep),
        evaluator_(context) {}
  Hops(const Hops&) = delete;
  Hops& operator=(const Hops&) = delete;

  // Whether each_neighbour() may be asked for a search that takes no edge of `used`. Errors: of
  // reading the graph.
  Result<bool> know_neighbours(const std::vector<EdgeId>& used) {
    if (!plan_.hop_predicates.empty() || !used.empty()) return false;
    if (!lists_.filled() && looked_at_ >= next_take_) {
      if (auto taken = lists_.take(looked_at_); !taken) return taken.error();
      looked_at_ = 0;
      next_take_ = kTakeEach;
    }
    return lists_.filled();
  }
  // Calls f(index into the frontier, neighbour) for the hops that `next` would give, in its order,
  // where nobody asks by which edge; know_neighbours() was true.
  template <typename F>
  void each_neighbour(const std::vector<NodeId>& frontier, OperatorProfile& profile, F&& f) const {
    std::uint64_t left_out = 0;
    std::uint64_t edges = 0;
    for (std::uint32_t i = 0; i < frontier.size(); ++i) {
      if (frontier[i].type() != lists_.start()) continue;
      const std::span<const std::uint32_t> list = lists_.of(frontier[i].offset());
      left_out += lists_.left_out(frontier[i].offset());
      edges += list.size();
      for (const std::uint32_t end : list) f(i, NodeId(lists_.reached(), end));
    }
    profile.edges_seen += edges + left_out;
    profile.edges_left += edges;
    profile.edges_passed += edges;
  }

  // Calls f(hop) for the same hops as `next`, without a list of them where none is needed.
  template <typename F>
  Result<void> each(const Batch& rows, std::size_t row, const std::vector<NodeId>& frontier,
                    const std::vector<EdgeId>& used, OperatorProfile& profile, F&& f) {
    if (!plan_.hop_predicates.empty()) {
      if (auto done = next(rows, row, frontier, used, profile, listed_); !done) return done;
      for (const Hop& hop : listed_) f(hop);
      return {};
    }
    return walk(frontier, used, profile, f);
  }

  // `row` of `rows` is the input row, which hop predicates may read; `used` are edges that no hop
  // may take. `out` is overwritten; order: frontier, then steps, then lists.
  Result<void> next(const Batch& rows, std::size_t row, const std::vector<NodeId>& frontier,
                    const std::vector<EdgeId>& used, OperatorProfile& profile,
                    std::vector<Hop>& out) {
    out.clear();
    auto walked = walk(frontier, used, profile, [&out](const Hop& hop) { out.push_back(hop); });
    if (!walked) return walked;
    if (plan_.hop_predicates.empty() || out.empty()) return {};
    std::vector<EdgeValue> edges;
    for (const Hop& hop : out) edges.push_back(hop.edge);
    Batch batch =
        rows.gather(std::vector<std::uint32_t>(out.size(), static_cast<std::uint32_t>(row)));
    batch.set(plan_.hop_slot, BatchColumn::of_edges(std::move(edges)));
    auto kept = evaluator_.keep(plan_.hop_predicates, batch);
    if (!kept) return kept.error();
    std::size_t n = 0;
    for (const std::uint32_t i : *kept) out[n++] = out[i];
    out.resize(n);
    return {};
  }

  const EdgeWalk& walk() const { return walk_; }

 private:
  static constexpr std::uint64_t kStepCost = 4;  // of a node that is left, in edges looked at
  static constexpr std::uint64_t kTakeEach = 64;

  template <typename F>
  Result<void> walk(const std::vector<NodeId>& frontier, const std::vector<EdgeId>& used,
                    OperatorProfile& profile, F&& f) {
    const std::uint64_t before = profile.edges_seen;
    for (std::uint32_t i = 0; i < frontier.size(); ++i) {
      auto done = walk_.each(frontier[i], profile, [&](const EdgeValue& edge, NodeId to) {
        if (used.empty() || !holds(used, edge.id)) f(Hop{i, edge, to});
      });
      if (!done) return done;
    }
    looked_at_ += kStepCost * frontier.size() + profile.edges_seen - before;
    return {};
  }

  const plan::VarExpand& plan_;
  EdgeWalk walk_;
  NeighbourLists lists_;
  std::uint64_t looked_at_ = 0;  // since the graph was told
  std::uint64_t next_take_ = 0;
  Evaluator evaluator_;
  std::vector<Hop> listed_;
};

inline bool is_of(const std::vector<TypeId>& types, NodeId node) {
  return types.empty() || std::binary_search(types.begin(), types.end(), node.type());
}

}  // namespace sarye
