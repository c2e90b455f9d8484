// Groups and what is gathered of each.
#include "engine/executor/aggregates.h"
#include "engine/executor/expression.h"
#include "engine/executor/group_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class AggregateOperator final : public Operator {
 public:
  AggregateOperator(QueryContext& context, const plan::Aggregate& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context), groups_(plan.keys.size()) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!gathered_) {
      if (auto done = gather(); !done) return done.error();
      if (auto done = finish(); !done) return done.error();
      gathered_ = true;
    }
    if (given_ == result_.size()) return false;
    const std::size_t end = std::min(result_.size(), given_ + kBatchRows);
    if (given_ == 0 && end == result_.size()) {
      out = result_;
    } else {
      std::vector<std::uint32_t> rows;
      for (std::size_t row = given_; row < end; ++row)
        rows.push_back(static_cast<std::uint32_t>(row));
      out = result_.gather(std::move(rows));
    }
    given_ = end;
    return true;
  }

  void rewind() override {
    gathered_ = false;
    given_ = 0;
    groups_ = GroupTable(plan_.keys.size());
    states_.clear();
    result_ = Batch();
    held_ = 0;
  }

  Result<void> gather() {
    const std::size_t n = plan_.aggregates.size();
    if (plan_.keys.empty()) states_.resize(n);
    Batch rows;
    std::vector<BatchColumn> keys(plan_.keys.size());
    std::vector<BatchColumn> firsts(n);
    std::vector<BatchColumn> seconds(n);
    for (;;) {
      auto more = input().next(rows);
      if (!more) return more.error();
      if (!*more) return {};
      for (std::size_t k = 0; k < keys.size(); ++k) {
        auto column = evaluator_.column(plan_.keys[k].expression, rows);
        if (!column) return column.error();
        keys[k] = std::move(*column);
      }
      for (std::size_t k = 0; k < n; ++k) {
        const auto& arguments = plan_.aggregates[k].arguments;
        for (std::size_t a = 0; a < arguments.size() && a < 2; ++a) {
          auto column = evaluator_.column(arguments[a], rows);
          if (!column) return column.error();
          (a == 0 ? firsts : seconds)[k] = std::move(*column);
        }
      }
      if (auto done = add(rows, keys, firsts, seconds); !done) return done;
      auto ok = hold(groups_.bytes() + states_.capacity() * sizeof(AggregateState) + held_,
                     "an aggregation");
      if (!ok) return ok;
    }
  }

  Result<void> add(const Batch& rows, std::span<const BatchColumn> keys,
                   std::span<const BatchColumn> firsts, std::span<const BatchColumn> seconds) {
    const std::size_t n = plan_.aggregates.size();
    for (std::size_t row = 0; row < rows.size(); ++row) {
      std::size_t group = 0;
      if (!keys.empty()) {
        group = groups_.find_or_add(keys, row);
        if ((group + 1) * n > states_.size()) states_.resize((group + 1) * n);
      }
      for (std::size_t k = 0; k < n; ++k) {
        auto held = states_[group * n + k].add(plan_.aggregates[k], firsts[k].value(row),
                                               seconds[k].value(row), rows.weight(row));
        if (!held) return held.error();
        held_ += *held;
      }
    }
    return {};
  }

  Result<void> finish() {
    const std::size_t n = plan_.aggregates.size();
    const std::size_t count = plan_.keys.empty() ? 1 : groups_.size();
    result_ = Batch(context_.frame, count);
    CanonicalOrder order(context_);
    for (std::size_t k = 0; k < n; ++k) {
      std::vector<Value> values;
      values.reserve(count);
      for (std::size_t group = 0; group < count; ++group) {
        auto value =
            states_[group * n + k].finish(plan_.aggregates[k], plan_.canonical ? &order : nullptr);
        if (!value) return value.error();
        values.push_back(std::move(*value));
      }
      result_.set(plan_.aggregates[k].slot, BatchColumn::of_values(std::move(values)));
    }
    for (std::size_t k = 0; k < plan_.keys.size(); ++k) {
      result_.set(plan_.keys[k].slot, groups_.take_column(k));
    }
    states_.clear();
    return {};
  }

  const plan::Aggregate& plan_;
  Evaluator evaluator_;
  GroupTable groups_;
  std::vector<AggregateState> states_;  // group by group, one an aggregate
  std::uint64_t held_ = 0;
  bool gathered_ = false;
  Batch result_;
  std::size_t given_ = 0;
};

}  // namespace

OperatorPtr make_aggregate(QueryContext& context, const plan::Aggregate& plan, OperatorPtr input) {
  return std::make_unique<AggregateOperator>(context, plan, std::move(input));
}

}  // namespace sarye
