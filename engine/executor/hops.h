// The hops of a quantified edge, a level at a time: from each node of a frontier, the edges that
// may come next, with the pattern's predicates on each hop evaluated for the whole frontier at
// once.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/expression.h"
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
      : plan_(plan), walk_(context, plan.access, turned), evaluator_(context) {}

  // Calls f(hop) for the same hops as `next`, without a list of them where none is needed.
  template <typename F>
  Result<void> each(const Batch& rows, std::size_t row, const std::vector<NodeId>& frontier,
                    const std::vector<EdgeId>& used, OperatorProfile& profile, F&& f) {
    if (!plan_.hop_predicates.empty()) {
      if (auto done = next(rows, row, frontier, used, profile, listed_); !done) return done;
      for (const Hop& hop : listed_) f(hop);
      return {};
    }
    for (std::uint32_t i = 0; i < frontier.size(); ++i) {
      auto done = walk_.each(frontier[i], profile, [&](const EdgeValue& edge, NodeId to) {
        if (used.empty() || !holds(used, edge.id)) f(Hop{i, edge, to});
      });
      if (!done) return done;
    }
    return {};
  }

  // `row` of `rows` is the input row, which hop predicates may read; `used` are edges that no hop
  // may take. `out` is overwritten; order: frontier, then steps, then lists.
  Result<void> next(const Batch& rows, std::size_t row, const std::vector<NodeId>& frontier,
                    const std::vector<EdgeId>& used, OperatorProfile& profile,
                    std::vector<Hop>& out) {
    out.clear();
    for (std::uint32_t i = 0; i < frontier.size(); ++i) {
      auto done = walk_.each(frontier[i], profile, [&](const EdgeValue& edge, NodeId to) {
        if (used.empty() || !holds(used, edge.id)) out.push_back(Hop{i, edge, to});
      });
      if (!done) return done;
    }
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
  const plan::VarExpand& plan_;
  EdgeWalk walk_;
  Evaluator evaluator_;
  std::vector<Hop> listed_;
};

inline bool is_of(const std::vector<TypeId>& types, NodeId node) {
  return types.empty() || std::binary_search(types.begin(), types.end(), node.type());
}

}  // namespace sarye
