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
        wants_ends_(wants_ends) {
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
      edges_.clear();
      ends_.clear();
      for (; row_ < rows_.size() && found_.size() < kBatchRows; ++row_) {
        const NodeId from = rows_.column(plan_.from).node(row_);
        if (from == null_node()) continue;
        if (auto done = add_row(from); !done) return done.error();
      }
      if (found_.size() == 0) continue;
      out = found_.take(rows_, plan_.assertion);
      if (wants_edges_) out.set(plan_.edge, BatchColumn::of_edges(std::move(edges_)));
      if (wants_ends_) out.set(plan_.to, BatchColumn::of_nodes(std::move(ends_)));
      return true;
    }
  }

  void rewind() override {
    rows_ = Batch();
    row_ = 0;
  }

  Result<void> add_row(NodeId from) {
    met_ends_.clear();
    met_edges_.clear();
    auto walked = walk_.is_plain()
                      ? walk_.append(from, {}, profile_, met_ends_, &met_edges_)
                      : walk_.each(from, profile_, [this](const EdgeValue& edge, NodeId end) {
                          met_edges_.push_back(edge);
                          met_ends_.push_back(end);
                        });
    if (!walked) return walked;
    for (std::size_t i = 0; i < met_edges_.size(); ++i) {
      auto added = found_.add(context_.evidence, met_edges_[i].id, filter_,
                              static_cast<std::uint32_t>(row_));
      if (!added) return added;
      if (wants_edges_) edges_.resize(found_.size(), met_edges_[i]);
      if (wants_ends_) ends_.resize(found_.size(), met_ends_[i]);
    }
    return {};
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
  std::vector<NodeId> met_ends_;  // of the row at hand
  std::vector<EdgeValue> met_edges_;
  AssertionRows found_;
  std::vector<EdgeValue> edges_;
  std::vector<NodeId> ends_;
};

}  // namespace

OperatorPtr make_expand_assertions(QueryContext& context, const plan::Expand& plan,
                                   OperatorPtr input, bool wants_edges, bool wants_ends) {
  return std::make_unique<ExpandAssertionsOperator>(context, plan, std::move(input), wants_edges,
                                                    wants_ends);
}

}  // namespace sarye
