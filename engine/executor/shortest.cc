// Shortest trails between two given nodes: breadth first from both ends, the smaller frontier next.
// Among the shortest, the first in the order of edge ids (or all, in that order). They visit no
// node twice, so no edge either; only from a node to itself, or where two hops or more are asked
// for, trails are tried one by one.
#include <algorithm>

#include "engine/executor/hops.h"
#include "engine/executor/node_marks.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class ShortestOperator final : public Operator {
 public:
  ShortestOperator(QueryContext& context, const plan::Shortest& plan, OperatorPtr input)
      : Operator(context),
        plan_(plan.expand),
        all_(plan.all),
        forward_(context, plan.expand),
        backward_(context, plan.expand, true),
        from_start_(context.graph),
        from_end_(context.graph) {
    adopt(std::move(input));
  }

 private:
  using Edges = std::vector<EdgeValue>;

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(rows_);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> parents;
      std::vector<Value> lists;
      for (std::size_t row = 0; row < rows_.size(); ++row) {
        row_ = row;
        paths_.clear();
        if (auto done = search(); !done) return done.error();
        for (Edges& edges : paths_) {
          parents.push_back(static_cast<std::uint32_t>(row));
          if (plan_.edges == kNoSlot) continue;
          if (plan_.reversed) std::reverse(edges.begin(), edges.end());
          std::vector<Value> items;
          for (const EdgeValue& edge : edges) items.emplace_back(edge);
          lists.push_back(Value::list(std::move(items)));
        }
      }
      if (parents.empty()) continue;
      out = rows_.gather(std::move(parents));
      if (plan_.edges != kNoSlot) out.set(plan_.edges, BatchColumn::of_values(std::move(lists)));
      return true;
    }
  }
  void rewind() override { rows_ = Batch(); }

  Result<void> search() {
    const NodeId start = rows_.column(plan_.from).node(row_);
    const NodeId end = rows_.column(plan_.to).node(row_);
    if (start == null_node() || end == null_node() || !is_of(plan_.end_types, end)) return {};
    collect_edges(rows_, row_, plan_.access.distinct_from, used_);
    if (start == end && plan_.min_hops == 0) {
      paths_.emplace_back();
      return {};
    }
    return start == end || plan_.min_hops > 1 ? by_trails(start, end) : between(start, end);
  }

  Result<void> between(NodeId start, NodeId end) {
    from_start_.clear();
    from_end_.clear();
    from_start_.set(start, 0);
    from_end_.set(end, 0);
    // Levels of nodes by their distance from the start, and from the end.
    std::vector<std::vector<NodeId>> ahead{{start}};
    std::vector<std::vector<NodeId>> behind{{end}};
    bool met = false;
    while (!met && ahead.size() + behind.size() - 2 < plan_.max_hops) {
      if (auto ok = context_.budget.check(); !ok) return ok;
      const bool go_ahead = ahead.back().size() <= behind.back().size();
      auto& levels = go_ahead ? ahead : behind;
      NodeMarks& mine = go_ahead ? from_start_ : from_end_;
      const NodeMarks& others = go_ahead ? from_end_ : from_start_;
      std::vector<NodeId> level;
      const auto distance = static_cast<std::uint32_t>(levels.size());
      auto done = each_end(go_ahead ? forward_ : backward_, levels.back(), [&](NodeId to) {
        if (mine.has(to)) return;
        mine.set(to, distance);
        level.push_back(to);
        met = met || others.has(to);
      });
      if (!done) return done;
      if (level.empty()) return {};
      levels.push_back(std::move(level));
      auto ok = hold(from_start_.bytes() + from_end_.bytes(), "a search of the shortest path");
      if (!ok) return ok;
    }
    if (!met) return {};
    return trace(start, end, static_cast<std::uint32_t>(ahead.size() - 1),
                 static_cast<std::uint32_t>(behind.size() - 1), ahead);
  }

  // Calls f(node) for the end of each hop from the nodes of a level.
  template <typename F>
  Result<void> each_end(Hops& hops, const std::vector<NodeId>& level, F&& f) {
    auto known = hops.know_neighbours(used_);
    if (!known) return known.error();
    if (!*known) {
      return hops.each(rows_, row_, level, used_, profile_, [&f](const Hop& hop) { f(hop.to); });
    }
    hops.each_neighbour(level, profile_, [&f](std::uint32_t, NodeId to) { f(to); });
    return {};
  }

  // The nodes ahead that lie on a shortest path get their distance from the end too; then paths are
  // read off from the start, always one nearer to the end.
  Result<void> trace(NodeId start, NodeId end, std::uint32_t ahead_levels,
                     std::uint32_t behind_levels, const std::vector<std::vector<NodeId>>& ahead) {
    std::vector<NodeId> level;
    for (const NodeId node : ahead[ahead_levels]) {
      if (from_end_.has(node) && from_end_.get(node) == behind_levels) level.push_back(node);
    }
    for (std::uint32_t d = ahead_levels; d > 0; --d) {
      std::vector<NodeId> nearer;
      auto done = each_end(backward_, level, [&](NodeId to) {
        if (!from_start_.has(to) || from_start_.get(to) != d - 1 || from_end_.has(to)) return;
        from_end_.set(to, behind_levels + ahead_levels - d + 1);
        nearer.push_back(to);
      });
      if (!done) return done;
      level.swap(nearer);
    }
    Edges path;
    return follow(start, end, ahead_levels + behind_levels, path);
  }

  Result<void> follow(NodeId node, NodeId end, std::uint32_t left, Edges& path) {
    if (left == 0) {
      if (node == end) paths_.push_back(path);
      return hold_paths();
    }
    std::vector<Hop> onward;
    if (auto done = forward_.next(rows_, row_, {node}, used_, profile_, onward); !done) return done;
    std::erase_if(onward, [&](const Hop& hop) {
      return !from_end_.has(hop.to) || from_end_.get(hop.to) != left - 1;
    });
    std::sort(onward.begin(), onward.end(),
              [](const Hop& a, const Hop& b) { return a.edge.id < b.edge.id; });
    for (const Hop& hop : onward) {
      path.push_back(hop.edge);
      auto done = follow(hop.to, end, left - 1, path);
      path.pop_back();
      if (!done) return done;
      if (!all_ && !paths_.empty()) return {};
    }
    return {};
  }

  Result<void> hold_paths() {
    if (paths_.size() % 256 != 0) return {};
    if (auto ok = context_.budget.check(); !ok) return ok;
    const std::uint64_t length = paths_.empty() ? 0 : paths_.back().size();
    return hold(
        from_start_.bytes() + from_end_.bytes() + paths_.size() * length * sizeof(EdgeValue),
        "a search of all shortest paths");
  }

  // Shortest trails of the least number of hops or more, tried level by level.
  Result<void> by_trails(NodeId start, NodeId end) {
    std::vector<std::pair<NodeId, Edges>> level{{start, {}}};
    std::vector<NodeId> frontier;
    for (std::uint32_t depth = 1; depth <= plan_.max_hops && !level.empty(); ++depth) {
      if (auto ok = context_.budget.check(); !ok) return ok;
      frontier.clear();
      for (const auto& [reached, edges] : level) frontier.push_back(reached);
      auto done = forward_.next(rows_, row_, frontier, used_, profile_, hops_);
      if (!done) return done;
      std::vector<std::pair<NodeId, Edges>> next;
      for (const Hop& hop : hops_) {
        const Edges& before = level[hop.parent].second;
        if (std::find(before.begin(), before.end(), hop.edge) != before.end()) continue;
        Edges edges = before;
        edges.push_back(hop.edge);
        if (hop.to == end && depth >= plan_.min_hops) {
          paths_.push_back(std::move(edges));
        } else {
          next.emplace_back(hop.to, std::move(edges));
        }
      }
      if (!paths_.empty()) break;
      level = std::move(next);
      auto ok = hold(level.size() * (sizeof(level[0]) + depth * sizeof(EdgeValue)),
                     "a search of the shortest path");
      if (!ok) return ok;
    }
    const auto before = [](const Edges& a, const Edges& b) {
      return std::lexicographical_compare(
          a.begin(), a.end(), b.begin(), b.end(),
          [](const EdgeValue& x, const EdgeValue& y) { return x.id < y.id; });
    };
    std::sort(paths_.begin(), paths_.end(), before);
    if (!all_ && paths_.size() > 1) paths_.resize(1);
    return {};
  }

  const plan::VarExpand& plan_;
  bool all_;
  Hops forward_;
  Hops backward_;
  NodeMarks from_start_;
  NodeMarks from_end_;
  Batch rows_;
  std::size_t row_ = 0;
  std::vector<Hop> hops_;
  std::vector<EdgeId> used_;
  std::vector<Edges> paths_;
};

}  // namespace

OperatorPtr make_shortest(QueryContext& context, const plan::Shortest& plan, OperatorPtr input) {
  return std::make_unique<ShortestOperator>(context, plan, std::move(input));
}

}  // namespace sarye
