// The ends of edges, and of lists of edges, that are bound already.
#include <algorithm>
#include <set>

#include "engine/executor/expression.h"
#include "engine/executor/hops.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

// The ends (from, to) as a pattern's direction reads an edge; a loop is read once.
std::vector<std::pair<NodeId, NodeId>> ways(const EdgeValue& edge, EdgeDirection direction) {
  std::vector<std::pair<NodeId, NodeId>> out;
  if (direction != EdgeDirection::Left) out.emplace_back(edge.source, edge.target);
  if (direction == EdgeDirection::Left ||
      (direction == EdgeDirection::Either && edge.source != edge.target)) {
    out.emplace_back(edge.target, edge.source);
  }
  return out;
}

class EdgeEndsOperator final : public Operator {
 public:
  EdgeEndsOperator(QueryContext& context, const plan::EdgeEnds& plan, OperatorPtr input)
      : Operator(context), plan_(plan), walk_(context, plan.access) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> froms;
      std::vector<NodeId> tos;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const EdgeValue edge = out.column(plan_.edge).edge(row);
        if (edge.id == null_edge()) continue;
        auto allowed = walk_.allows(edge.id);
        if (!allowed) return allowed;
        if (!*allowed) continue;
        collect_edges(out, row, plan_.access.distinct_from, used_);
        if (holds(used_, edge.id)) continue;
        for (const auto& [from, to] : ways(edge, plan_.direction)) {
          if (plan_.from_bound && out.column(plan_.from).node(row) != from) continue;
          if (plan_.to_bound && out.column(plan_.to).node(row) != to) continue;
          if (!plan_.to_bound && plan_.to == plan_.from && from != to) continue;
          if (!is_of(plan_.from_types, from) || !is_of(plan_.access.to_types, to)) continue;
          parents.push_back(row);
          froms.push_back(from);
          tos.push_back(to);
        }
      }
      if (parents.empty()) continue;
      out = out.gather(std::move(parents));
      if (!plan_.from_bound) out.set(plan_.from, BatchColumn::of_nodes(std::move(froms)));
      if (!plan_.to_bound) out.set(plan_.to, BatchColumn::of_nodes(std::move(tos)));
      return true;
    }
  }
  void rewind() override {}

  const plan::EdgeEnds& plan_;
  EdgeWalk walk_;
  std::vector<EdgeId> used_;
};

class EdgeListEndsOperator final : public Operator {
 public:
  EdgeListEndsOperator(QueryContext& context, const plan::EdgeListEnds& plan, OperatorPtr input)
      : Operator(context), plan_(plan), walk_(context, plan.expand.access), evaluator_(context) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> froms;
      std::vector<NodeId> tos;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto edges = edges_of(out, row);
        if (!edges) return edges.error();
        if (!*edges) continue;
        const NodeId bound =
            plan_.from_bound ? out.column(plan_.expand.from).node(row) : null_node();
        std::vector<NodeId> starts;
        if (plan_.from_bound) {
          if (bound != null_node()) starts.push_back(bound);
        } else if (!(*edges)->empty()) {
          for (const auto& [from, to] : ways((*edges)->front(), plan_.direction))
            starts.push_back(from);
        } else if (plan_.to_bound) {
          starts.push_back(out.column(plan_.expand.to).node(row));
        }
        for (const NodeId start : starts) {
          const NodeId end = walked(**edges, start);
          if (end == null_node() || !is_of(plan_.expand.end_types, end)) continue;
          if (plan_.to_bound && out.column(plan_.expand.to).node(row) != end) continue;
          parents.push_back(row);
          froms.push_back(start);
          tos.push_back(end);
        }
      }
      if (parents.empty()) continue;
      out = out.gather(std::move(parents));
      if (!plan_.from_bound) out.set(plan_.expand.from, BatchColumn::of_nodes(std::move(froms)));
      if (!plan_.to_bound) out.set(plan_.expand.to, BatchColumn::of_nodes(std::move(tos)));
      return true;
    }
  }
  void rewind() override {}

  // The row's list; nullopt when it cannot be this pattern's: null, of another length, an edge
  // twice, an edge that the pattern does not follow.
  Result<std::optional<std::vector<EdgeValue>>> edges_of(const Batch& rows, std::uint32_t row) {
    using Found = std::optional<std::vector<EdgeValue>>;
    const plan::VarExpand& expand = plan_.expand;
    const Value list = rows.column(expand.edges).value(row);
    if (list.type() != ValueType::List) return Found();
    std::vector<EdgeValue> edges;
    collect_edges(rows, row, expand.access.distinct_from, used_);
    for (const Value& item : list.items()) {
      if (item.type() != ValueType::Edge) return Found();
      const EdgeValue& edge = item.edge();
      auto allowed = walk_.allows(edge.id);
      if (!allowed) return allowed.error();
      if (!*allowed || holds(used_, edge.id)) return Found();
      if (expand.trail) used_.push_back(edge.id);
      edges.push_back(edge);
    }
    if (edges.size() < expand.min_hops || edges.size() > expand.max_hops) return Found();
    if (expand.reversed) std::reverse(edges.begin(), edges.end());
    if (!expand.hop_predicates.empty() && !edges.empty()) {
      Batch hops = rows.gather(std::vector<std::uint32_t>(edges.size(), row));
      hops.set(expand.hop_slot, BatchColumn::of_edges(edges));
      auto kept = evaluator_.keep(expand.hop_predicates, hops);
      if (!kept) return kept.error();
      if (kept->size() < edges.size()) return Found();
    }
    return Found(std::move(edges));
  }

  // Where the edges lead from `start`; null_node() when they do not hang together.
  NodeId walked(const std::vector<EdgeValue>& edges, NodeId start) const {
    NodeId at = start;
    for (const EdgeValue& edge : edges) {
      if (plan_.direction == EdgeDirection::Right) {
        if (edge.source != at) return null_node();
        at = edge.target;
      } else if (plan_.direction == EdgeDirection::Left) {
        if (edge.target != at) return null_node();
        at = edge.source;
      } else {
        if (edge.source != at && edge.target != at) return null_node();
        at = other_end(edge, at);
      }
    }
    return at;
  }

  const plan::EdgeListEnds& plan_;
  EdgeWalk walk_;
  Evaluator evaluator_;
  std::vector<EdgeId> used_;
};

}  // namespace

OperatorPtr make_edge_ends(QueryContext& context, const plan::EdgeEnds& plan, OperatorPtr input) {
  return std::make_unique<EdgeEndsOperator>(context, plan, std::move(input));
}
OperatorPtr make_edge_list_ends(QueryContext& context, const plan::EdgeListEnds& plan,
                                OperatorPtr input) {
  return std::make_unique<EdgeListEndsOperator>(context, plan, std::move(input));
}

}  // namespace sarye
