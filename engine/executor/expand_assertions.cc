// One hop along edges, a row for each assertion of an edge that survives.
#include <algorithm>

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
      clear();
      for (; row_ < rows_.size() && size_ < kBatchRows; ++row_) {
        const NodeId from = rows_.column(plan_.from).node(row_);
        if (from == null_node()) continue;
        if (auto done = add_row(from); !done) return done.error();
      }
      if (size_ == 0) continue;
      fit_to(size_);
      out = rows_.gather(std::move(parents_));
      out.set(plan_.assertion,
              BatchColumn::of_assertions(std::move(assertions_), std::move(places_)));
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
      const EdgeValue& edge = met_edges_[i];
      auto rows = context_.evidence.rows(edge.id);
      if (!rows) return rows.error();
      if (rows->empty()) continue;
      // Room for all of them, of which some may fall out.
      const std::size_t most = size_ + rows->end - rows->begin;
      if (most > parents_.size()) fit_to(std::max(most, 2 * parents_.size()));
      for (std::uint32_t row = rows->begin; row < rows->end; ++row) {
        if (!filter_.passes(*rows->chunk, row)) continue;
        parents_[size_] = static_cast<std::uint32_t>(row_);
        assertions_[size_] = AssertionValue{edge.id, row - rows->begin};
        places_[size_] = {rows->chunk, row};
        if (wants_edges_) edges_[size_] = edge;
        if (wants_ends_) ends_[size_] = met_ends_[i];
        ++size_;
      }
    }
    return {};
  }

  void clear() {
    size_ = 0;
    parents_.clear();
    assertions_.clear();
    places_.clear();
    edges_.clear();
    ends_.clear();
    if (rows_.size() - row_ > kManyRows) fit_to(kBatchRows + kBatchRows / 4);
  }
  void fit_to(std::size_t rows) {
    parents_.resize(rows);
    assertions_.resize(rows);
    places_.resize(rows);
    if (wants_edges_) edges_.resize(rows);
    if (wants_ends_) ends_.resize(rows);
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
  std::size_t size_ = 0;  // rows of the batch that is made, of which the vectors have room for more
  std::vector<std::uint32_t> parents_;
  std::vector<AssertionValue> assertions_;
  std::vector<AssertionPlace> places_;
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
