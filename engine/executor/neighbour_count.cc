// How many different neighbours each node has: a mark at a neighbour tells whether the node has met
// it, or, where the graph keeps sorted lists, the one before it.
#include <algorithm>
#include <limits>
#include <span>

#include "engine/executor/neighbour_lists.h"
#include "engine/executor/node_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class NeighbourCountOperator final : public Operator {
 public:
  NeighbourCountOperator(QueryContext& context, const plan::NeighbourCount& plan, OperatorPtr input)
      : Operator(context), plan_(plan), listed_(context, plan.access), marks_(context.graph, 0) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> kept;
      std::vector<std::int64_t> counts;
      const BatchColumn& nodes = out.column(plan_.from);
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const NodeId node = nodes.node(row);
        if (node == null_node()) continue;
        auto count = neighbours_of(node);
        if (!count) return count.error();
        if (*count == 0) continue;
        kept.push_back(row);
        counts.push_back(*count);
      }
      if (kept.empty()) continue;
      if (kept.size() < out.size()) out = out.gather(std::move(kept));
      out.set(plan_.count, BatchColumn::of_integers(std::move(counts)));
      if (auto ok = hold(marks_.bytes(), "counting neighbours"); !ok) return ok.error();
      return true;
    }
  }
  void rewind() override {}

  Result<std::int64_t> neighbours_of(NodeId node) {
    if (++now_ == std::numeric_limits<std::uint32_t>::max()) {
      marks_.clear();
      now_ = 1;
    }
    if (listed_.is_listed()) {
      const std::span<const std::uint32_t> list = listed_.list(node, {});
      std::int64_t same = 0;
      for (std::size_t i = 1; i < list.size(); ++i) same += list[i] == list[i - 1] ? 1 : 0;
      return static_cast<std::int64_t>(list.size()) - same;
    }
    std::int64_t count = 0;
    const auto meet = [&](NodeId end) {
      std::uint32_t& mark = marks_.of(end);
      count += mark != now_ ? 1 : 0;
      mark = now_;
    };
    Result<void> walked = listed_.each(
        node, {}, profile_, [](NodeId) { return true; }, meet);
    if (!walked) return walked.error();
    return count;
  }

  const plan::NeighbourCount& plan_;
  ListedWalk listed_;
  NodeTable<std::uint32_t> marks_;  // by neighbour: the node that had it last, as `now_` then was
  std::uint32_t now_ = 0;
};

}  // namespace

OperatorPtr make_neighbour_count(QueryContext& context, const plan::NeighbourCount& plan,
                                 OperatorPtr input) {
  return std::make_unique<NeighbourCountOperator>(context, plan, std::move(input));
}

}  // namespace sarye
