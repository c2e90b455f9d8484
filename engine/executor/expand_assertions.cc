// One hop along edges, a row for each assertion of an edge that survives.
#include "engine/executor/assertion_rows.h"
#include "engine/executor/edge_walk.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class ExpandAssertionsOperator final : public Operator {
 public:
  ExpandAssertionsOperator(QueryContext& context, const plan::Expand& plan, OperatorPtr input,
                           bool wants_edges, bool wants_ends)
      : Operator(context),
        plan_(plan),
        walk_(context, plan.access),
        filter_(context.evidence.filter(plan.access.filter)),
        wants_edges_(wants_edges),
        wants_ends_(wants_ends),
        found_({wants_edges, wants_ends}) {
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
      found_.clear(rows_.size() - row_ > kManyRows ? kBatchRows + kBatchRows / 4 : 0);
      for (; row_ < rows_.size() && found_.size() < kBatchRows; ++row_) {
        const NodeId from = rows_.column(plan_.from).node(row_);
        if (from == null_node()) continue;
        if (auto done = add_row(from); !done) return done.error();
      }
      if (found_.size() == 0) continue;
      out = found_.take(rows_, plan_.assertion);
      if (wants_edges_) out.set(plan_.edge, BatchColumn::of_edges(found_.take_edges()));
      if (wants_ends_) out.set(plan_.to, BatchColumn::of_nodes(found_.take_ends()));
      return true;
    }
  }

  void rewind() override {
    rows_ = Batch();
    row_ = 0;
  }

  Result<void> add_row(NodeId from) {
    const auto row = static_cast<std::uint32_t>(row_);
    if (walk_.is_plain() && walk_.goes_out() && !wants_edges_) {
      return walk_.each_list(from, profile_, [&](const AdjacencyList& list, TypeId other) {
        return found_.add_outgoing(context_.evidence, list, other, filter_, row);
      });
    }
    if (walk_.is_plain()) {
      const FilterId filter = plan_.access.filter;
      return walk_.each_plain(from, profile_, [&](EdgeId edge, NodeId end, bool out) {
        return found_.add(context_.evidence,
                          EdgeValue{edge, out ? from : end, out ? end : from, filter}, end, filter_,
                          row);
      });
    }
    Result<void> added;
    auto walked = walk_.each(from, profile_, [&](const EdgeValue& edge, NodeId end) {
      if (added) added = found_.add(context_.evidence, edge, end, filter_, row);
    });
    return walked ? added : walked;
  }

  // Of so many rows a batch will be filled.
  static constexpr std::size_t kManyRows = 64;

  const plan::Expand& plan_;
  EdgeWalk walk_;
  const CompiledFilter& filter_;
  bool wants_edges_;
  bool wants_ends_;
  Batch rows_;
  std::size_t row_ = 0;
  AssertionRows found_;
};

}  // namespace

OperatorPtr make_expand_assertions(QueryContext& context, const plan::Expand& plan,
                                   OperatorPtr input, bool wants_edges, bool wants_ends) {
  return std::make_unique<ExpandAssertionsOperator>(context, plan, std::move(input), wants_edges,
                                                    wants_ends);
}

}  // namespace sarye
