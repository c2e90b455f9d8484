// Operators without an input.
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SingleRowOperator final : public Operator {
 public:
  using Operator::Operator;

 private:
  Result<bool> produce(Batch& out) override {
    if (given_) return false;
    given_ = true;
    out = Batch(context_.frame, 1);
    return true;
  }
  void rewind() override { given_ = false; }
  bool given_ = false;
};

class NoRowsOperator final : public Operator {
 public:
  using Operator::Operator;

 private:
  Result<bool> produce(Batch&) override { return false; }
  void rewind() override {}
};

class OuterRowOperator final : public Operator {
 public:
  OuterRowOperator(QueryContext& context, const OuterRows& outer)
      : Operator(context), outer_(outer) {}

 private:
  Result<bool> produce(Batch& out) override {
    if (given_ || outer_.begin == outer_.end) return false;
    given_ = true;
    if (outer_.begin == 0 && outer_.end == outer_.batch->size()) {
      out = *outer_.batch;
    } else {
      std::vector<std::uint32_t> rows;
      for (std::size_t row = outer_.begin; row < outer_.end; ++row) {
        rows.push_back(static_cast<std::uint32_t>(row));
      }
      out = outer_.batch->gather(std::move(rows));
    }
    // The outer row's weight is its own: the inner side counts from one.
    out.set_weights({});
    return true;
  }
  void rewind() override { given_ = false; }

  const OuterRows& outer_;
  bool given_ = false;
};

class EdgeCountOperator final : public Operator {
 public:
  EdgeCountOperator(QueryContext& context, const plan::EdgeCount& plan)
      : Operator(context), plan_(plan) {}

 private:
  Result<bool> produce(Batch& out) override {
    if (given_) return false;
    given_ = true;
    out = Batch(context_.frame, 1);
    out.set(plan_.slot, BatchColumn::constant(Value(static_cast<std::int64_t>(plan_.count))));
    return true;
  }
  void rewind() override { given_ = false; }

  const plan::EdgeCount& plan_;
  bool given_ = false;
};

}  // namespace

OperatorPtr make_single_row(QueryContext& context) {
  return std::make_unique<SingleRowOperator>(context);
}
OperatorPtr make_no_rows(QueryContext& context) {
  return std::make_unique<NoRowsOperator>(context);
}
OperatorPtr make_outer_row(QueryContext& context, const OuterRows& outer) {
  return std::make_unique<OuterRowOperator>(context, outer);
}
OperatorPtr make_edge_count(QueryContext& context, const plan::EdgeCount& plan) {
  return std::make_unique<EdgeCountOperator>(context, plan);
}

}  // namespace sarye
