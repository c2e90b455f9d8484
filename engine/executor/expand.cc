// One hop along edges.
#include "engine/executor/edge_walk.h"
#include "engine/executor/expression.h"
#include "engine/executor/node_mask.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class ExpandOperator final : public Operator {
 public:
  ExpandOperator(QueryContext& context, const plan::Expand& plan, OperatorPtr input, bool counting)
      : Operator(context),
        plan_(plan),
        walk_(context, plan.access),
        evaluator_(context),
        mask_(context, plan.predicates, plan.to),
        counting_(counting) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override { return counting_ ? count(out) : list(out); }
  void rewind() override {
    rows_ = Batch();
    row_ = 0;
  }

  // Calls f(edge, neighbour, visible) for the row's edges that differ from those of its other
  // slots; only for neighbours that `wanted` accepts, unless the end is bound.
  template <typename W, typename F>
  Result<void> edges_of(const Batch& rows, std::size_t row, W&& wanted, F&& f) {
    const NodeId from = rows.column(plan_.from).node(row);
    if (from == null_node()) return {};
    const bool differs = !plan_.access.distinct_from.empty();
    if (differs) collect_edges(rows, row, plan_.access.distinct_from, used_);
    const auto fresh = [&](const EdgeValue& edge, NodeId neighbour, std::uint32_t visible) {
      if (!differs || !holds(used_, edge.id)) f(edge, neighbour, visible);
    };
    if (!plan_.into) return walk_.each_of(from, profile_, wanted, fresh);
    const NodeId to = rows.column(plan_.to).node(row);
    if (to == null_node()) return {};
    return walk_.between(from, to, profile_, fresh);
  }

  std::uint64_t weight_of(const EdgeValue& edge, std::uint32_t visible,
                          Result<void>& failed) const {
    if (!plan_.by_support) return 1;
    auto support = walk_.support(edge, visible);
    if (support) return *support;
    failed = support.error();
    return 0;
  }

  Result<bool> count(Batch& out) {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> kept;
      std::vector<std::uint64_t> weights;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        std::uint64_t n = 0;
        Result<void> failed;
        const auto add = [&](const EdgeValue& edge, NodeId, std::uint32_t visible) {
          n = add_weights(n, weight_of(edge, visible, failed));
        };
        auto done = edges_of(
            out, row, [](NodeId) { return true; }, add);
        if (!done) return done.error();
        if (!failed) return failed.error();
        if (n == 0) continue;
        kept.push_back(row);
        weights.push_back(multiply_weights(out.weight(row), n));
      }
      if (kept.empty()) continue;
      out = out.gather(std::move(kept));
      out.set_weights(std::move(weights));
      return true;
    }
  }

  Result<bool> list(Batch& out) {
    for (;;) {
      if (row_ >= rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = 0;
      }
      std::vector<std::uint32_t> parents;
      std::vector<EdgeValue> edges;
      std::vector<NodeId> ends;
      std::vector<std::uint64_t> weights;
      Result<void> failed;
      const bool wants_edges = plan_.edge != kNoSlot;
      const bool masked = mask_.any() && !plan_.into;
      bool undecided = !masked || !mask_.decides();
      const auto passes_mask = [&](NodeId neighbour) {
        const NodeMask::Verdict verdict = mask_.verdict(neighbour);
        undecided = undecided || verdict == NodeMask::Verdict::Unknown;
        return verdict != NodeMask::Verdict::Fails;
      };
      // Asked before the edge is, unless it may be told what no row has passed: then edges count.
      const bool mask_first = masked && profile_.rows > 0;
      const auto may_pass = [&](NodeId neighbour) { return !mask_first || passes_mask(neighbour); };
      for (; row_ < rows_.size() && parents.size() < kBatchRows; ++row_) {
        const auto parent = static_cast<std::uint32_t>(row_);
        const auto add = [&](const EdgeValue& edge, NodeId neighbour, std::uint32_t visible) {
          if (masked && !mask_first && !passes_mask(neighbour)) return;
          parents.push_back(parent);
          if (wants_edges) edges.push_back(edge);
          ends.push_back(neighbour);
          if (plan_.by_support) {
            const std::uint64_t support = weight_of(edge, visible, failed);
            weights.push_back(multiply_weights(rows_.weight(parent), support));
          }
        };
        auto done = edges_of(rows_, row_, may_pass, add);
        if (!done) return done.error();
        if (!failed) return failed.error();
      }
      if (parents.empty()) continue;
      out = rows_.gather(std::move(parents));
      if (plan_.by_support) out.set_weights(std::move(weights));
      if (wants_edges) out.set(plan_.edge, BatchColumn::of_edges(std::move(edges)));
      if (!plan_.into) out.set(plan_.to, BatchColumn::of_nodes(std::move(ends)));
      if (!plan_.predicates.empty() && undecided) {
        auto kept = evaluator_.keep(plan_.predicates, out, &profile_.null_drops);
        if (!kept) return kept.error();
        if (kept->empty()) continue;
        if (kept->size() < out.size()) out = out.gather(std::move(*kept));
      }
      return true;
    }
  }

  const plan::Expand& plan_;
  EdgeWalk walk_;
  Evaluator evaluator_;
  NodeMask mask_;
  bool counting_;
  Batch rows_;
  std::size_t row_ = 0;
  std::vector<EdgeId> used_;
};

}  // namespace

OperatorPtr make_expand(QueryContext& context, const plan::Expand& plan, OperatorPtr input,
                        bool counting) {
  return std::make_unique<ExpandOperator>(context, plan, std::move(input), counting);
}

}  // namespace sarye
