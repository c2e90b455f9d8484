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
    if (keys.empty()) {
      of_row_.assign(rows.size(), 0);
    } else {
      groups_.find_or_add_all(keys, rows.size(), of_row_);
      if (groups_.size() * n > states_.size()) {
        if (groups_.size() * n > states_.capacity()) states_.reserve(2 * groups_.size() * n);
        states_.resize(groups_.size() * n);
      }
    }
    for (std::size_t k = 0; k < n; ++k) {
      const BoundAggregate& what = plan_.aggregates[k];
      auto done = what.function == FunctionId::CountStar
                      ? add_rows(rows, k)
                      : (what.function == FunctionId::Count && firsts[k].holds_nodes()
                             ? add_nodes(rows, k, firsts[k])
                             : add_values(rows, k, firsts[k], seconds[k]));
      if (!done) return done;
    }
    return {};
  }

  AggregateState& state(std::size_t row, std::size_t k) {
    return states_[of_row_[row] * plan_.aggregates.size() + k];
  }

  Result<void> add_values(const Batch& rows, std::size_t k, const BatchColumn& first,
                          const BatchColumn& second) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      auto held = state(row, k).add(plan_.aggregates[k], first.value(row), second.value(row),
                                    rows.weight(row));
      if (!held) return held.error();
      held_ += *held;
    }
    return {};
  }

  Result<void> add_rows(const Batch& rows, std::size_t k) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (!state(row, k).add_rows(rows.weight(row))) return too_many(plan_.aggregates[k]);
    }
    return {};
  }

  // count(x) and count(DISTINCT x) of nodes.
  Result<void> add_nodes(const Batch& rows, std::size_t k, const BatchColumn& nodes) {
    const BoundAggregate& what = plan_.aggregates[k];
    TypeId type;
    std::uint32_t limit = 0;
    bool known = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const NodeId node = nodes.node(row);
      if (node == null_node()) continue;
      if (!what.distinct) {
        if (!state(row, k).add_rows(rows.weight(row))) return too_many(what);
        continue;
      }
      if (!known || node.type() != type) {
        type = node.type();
        limit = context_.graph.node_limit(type);
        known = true;
      }
      held_ += state(row, k).add_node(node, limit);
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
  std::vector<std::uint32_t> of_row_;   // groups of the rows at hand
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
