// Distinct ends of trails: a search that visits each node once.
//
// A shortest walk from `from` to another node never repeats an edge, so visiting is enough there.
// Back to `from` itself it is not: over an edge and back is a walk, not a trail. Where every edge
// may be walked both ways, a trail back is a cycle, and the shortest one is found where two
// branches of the search meet; where none may, any walk back is a trail; where some may, trails are
// tried.
#include <algorithm>

#include "engine/executor/hops.h"
#include "engine/executor/node_marks.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class ReachOperator final : public Operator {
 public:
  ReachOperator(QueryContext& context, const plan::Reach& plan, OperatorPtr input)
      : Operator(context),
        plan_(plan.expand),
        hops_(context, plan.expand),
        branches_(context.graph) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      if (row_ >= rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = 0;
      }
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> ends;
      for (; row_ < rows_.size() && parents.size() < kBatchRows; ++row_) {
        found_.clear();
        if (auto done = search(); !done) return done.error();
        const NodeId target = plan_.into ? rows_.column(plan_.to).node(row_) : null_node();
        for (const NodeId node : found_) {
          if (!is_of(plan_.end_types, node) || (plan_.into && node != target)) continue;
          ends.push_back(node);
        }
        parents.resize(ends.size(), static_cast<std::uint32_t>(row_));
      }
      if (parents.empty()) continue;
      out = rows_.gather(std::move(parents));
      if (!plan_.into) out.set(plan_.to, BatchColumn::of_nodes(std::move(ends)));
      return true;
    }
  }
  void rewind() override {
    rows_ = Batch();
    row_ = 0;
  }

  // Fills found_ with what the row's node reaches, nearest first.
  Result<void> search() {
    const NodeId from = rows_.column(plan_.from).node(row_);
    if (from == null_node()) return {};
    collect_edges(rows_, row_, plan_.access.distinct_from, used_);
    branches_.clear();
    branches_.set(from, 0);
    bool home = plan_.min_hops == 0;  // whether `from` was given
    if (home) found_.push_back(from);
    const bool branch_meets = plan_.trail && hops_.walk().both_ways();
    const bool any_walk_home = !plan_.trail || hops_.walk().one_way();
    std::uint32_t branch_count = 0;
    std::vector<NodeId> frontier{from};
    std::vector<NodeId> next;
    // A cycle through `from` has this length or less; none is longer than any bound on hops.
    constexpr std::uint64_t kNoCycle = std::uint64_t{kUnboundedHops} + 1;
    std::uint64_t home_depth = kNoCycle;
    for (std::uint32_t depth = 1; depth <= plan_.max_hops && !frontier.empty(); ++depth) {
      if (auto ok = context_.budget.check(); !ok) return ok;
      if (!home && home_depth <= depth - 1) {
        found_.push_back(from);
        home = true;
      }
      next.clear();
      const auto visit = [&](std::uint32_t parent, NodeId to) {
        const NodeId node = frontier[parent];
        if (to == from) {
          if (any_walk_home || node == from)
            home_depth = std::min<std::uint64_t>(home_depth, depth);
          return;
        }
        if (!branches_.has(to)) {
          const std::uint32_t branch = depth == 1 ? ++branch_count : branch_of(node);
          branches_.set(to, branch << 1 | (depth & 1));
          next.push_back(to);
          found_.push_back(to);
          return;
        }
        if (!branch_meets) return;
        if (depth == 1) {
          home_depth =
              std::min<std::uint64_t>(home_depth, 2);  // a second edge to the same neighbour
        } else if (branch_of(to) != branch_of(node)) {
          // The other node is of the level that is being made, or stands on the same one as `node`
          // (or on the one before: then this edge was met from there, and was shorter).
          const bool being_made = (branches_.get(to) & 1) == (depth & 1);
          const std::uint64_t twice = 2 * std::uint64_t{depth};
          home_depth = std::min(home_depth, being_made ? twice : twice - 1);
        }
      };
      if (auto done = each_hop(frontier, visit); !done) return done;
      frontier.swap(next);
    }
    if (!home && home_depth <= plan_.max_hops) {
      found_.push_back(from);
      home = true;
    }
    if (!home && !branch_meets && !any_walk_home) {
      auto back = trail_home(from);
      if (!back) return back.error();
      if (*back) found_.push_back(from);
    }
    auto ok =
        hold(branches_.bytes() + found_.capacity() * sizeof(NodeId), "a search of what is reached");
    return ok;
  }

  // Calls f(index into the frontier, neighbour) for the hops of a level. Which edge led to a node
  // is asked of none: back over it only comes what was met before, by the same branch.
  template <typename F>
  Result<void> each_hop(const std::vector<NodeId>& frontier, F&& f) {
    auto known = hops_.know_neighbours(used_);
    if (!known) return known.error();
    if (!*known) {
      return hops_.each(rows_, row_, frontier, used_, profile_,
                        [&f](const Hop& hop) { f(hop.parent, hop.to); });
    }
    hops_.each_neighbour(frontier, profile_, f);
    return {};
  }

  std::uint32_t branch_of(NodeId node) const { return branches_.get(node) >> 1; }

  // Tries trails, shorter first, until one leads back.
  Result<bool> trail_home(NodeId from) {
    struct Trail {
      std::uint32_t before;
      EdgeId edge;
      NodeId end;
    };
    std::vector<Trail> trails{{0, null_edge(), from}};
    std::size_t begin = 0;
    std::vector<NodeId> frontier;
    for (std::uint32_t depth = 1; depth <= plan_.max_hops; ++depth) {
      if (auto ok = context_.budget.check(); !ok) return ok.error();
      const std::size_t end = trails.size();
      if (begin == end) return false;
      frontier.clear();
      for (std::size_t i = begin; i < end; ++i) frontier.push_back(trails[i].end);
      auto done = hops_.next(rows_, row_, frontier, used_, profile_, hop_list_);
      if (!done) return done.error();
      for (const Hop& hop : hop_list_) {
        const auto before = static_cast<std::uint32_t>(begin + hop.parent);
        bool repeated = false;
        for (std::uint32_t at = before; at != 0 && !repeated; at = trails[at].before) {
          repeated = trails[at].edge == hop.edge.id;
        }
        if (repeated) continue;
        if (hop.to == from) return true;
        trails.push_back({before, hop.edge.id, hop.to});
      }
      auto ok = hold(branches_.bytes() + trails.capacity() * sizeof(Trail),
                     "a search of what is reached");
      if (!ok) return ok.error();
      begin = end;
    }
    return false;
  }

  const plan::VarExpand& plan_;
  Hops hops_;
  NodeMarks branches_;  // of a node met: by which first edge it was, and whether its level is odd
  Batch rows_;
  std::size_t row_ = 0;
  std::vector<NodeId> found_;
  std::vector<Hop> hop_list_;
  std::vector<EdgeId> used_;
};

}  // namespace

OperatorPtr make_reach(QueryContext& context, const plan::Reach& plan, OperatorPtr input) {
  return std::make_unique<ReachOperator>(context, plan, std::move(input));
}

}  // namespace sarye
