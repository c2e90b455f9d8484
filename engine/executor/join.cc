// Hash join on slots that both sides fill; without keys the product. The right side is kept, the
// left one streams.
#include "engine/executor/group_table.h"
#include "engine/executor/operators.h"
#include "engine/executor/product_limit.h"

namespace sarye {

namespace {

class JoinOperator final : public Operator {
 public:
  JoinOperator(QueryContext& context, const plan::Join& plan, std::vector<Slot> from_right,
               OperatorPtr left, OperatorPtr right)
      : Operator(context),
        plan_(plan),
        from_right_(std::move(from_right)),
        table_(plan.keys.size()),
        pairs_(context.budget.limits()) {
    adopt(std::move(left));
    adopt(std::move(right));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!built_) {
      if (auto done = build(); !done) return done.error();
      built_ = true;
    }
    if (right_.empty()) return false;
    for (;;) {
      if (row_ >= left_.size()) {
        auto more = input(0).next(left_);
        if (!more || !*more) return more;
        row_ = match_ = 0;
        keys_.clear();
        for (const Slot slot : plan_.keys) keys_.push_back(left_.column(slot));
      }
      std::vector<std::uint32_t> lefts;
      std::vector<std::uint32_t> rights;
      while (row_ < left_.size() && lefts.size() < kBatchRows) {
        const std::vector<std::uint32_t>* matches = &all_;
        if (!plan_.keys.empty()) {
          const std::uint32_t group = has_null(row_) ? GroupTable::kNone : table_.find(keys_, row_);
          matches = group == GroupTable::kNone ? nullptr : &groups_[group];
        }
        while (matches != nullptr && match_ < matches->size() && lefts.size() < kBatchRows) {
          lefts.push_back(static_cast<std::uint32_t>(row_));
          rights.push_back((*matches)[match_++]);
        }
        if (matches == nullptr || match_ == matches->size()) {
          ++row_;
          match_ = 0;
        }
      }
      if (lefts.empty()) continue;
      if (plan_.keys.empty()) {
        if (auto ok = pairs_.add(lefts.size()); !ok) return ok.error();
      }
      join(out, std::move(lefts), std::move(rights));
      return true;
    }
  }

  void rewind() override {
    built_ = false;
    left_ = right_ = Batch();
    row_ = match_ = 0;
    table_ = GroupTable(plan_.keys.size());
    groups_.clear();
    all_.clear();
    pairs_.reset();
  }

  bool has_null(std::size_t row) const {
    for (const BatchColumn& key : keys_) {
      if (key.value(row).is_null()) return true;
    }
    return false;
  }

  void join(Batch& out, std::vector<std::uint32_t> lefts, std::vector<std::uint32_t> rights) {
    std::vector<std::uint64_t> weights;
    if (left_.weighted() || right_.weighted()) {
      for (std::size_t i = 0; i < lefts.size(); ++i) {
        weights.push_back(multiply_weights(left_.weight(lefts[i]), right_.weight(rights[i])));
      }
    }
    out = left_.gather(std::move(lefts));
    out.adopt(right_.gather(std::move(rights)), from_right_);
    out.set_weights(std::move(weights));
  }

  Result<void> build() {
    RowStore store(context_.frame);
    Batch rows;
    for (;;) {
      auto more = input(1).next(rows);
      if (!more) return more.error();
      if (!*more) break;
      store.append(rows);
      if (auto ok = hold(store.bytes(), "a join"); !ok) return ok;
    }
    const std::uint64_t bytes = store.bytes();
    right_ = store.take();
    if (plan_.keys.empty()) {
      all_ = first_rows(right_.size());
      return hold(bytes + all_.size() * sizeof(std::uint32_t), "a product");
    }
    std::vector<BatchColumn> keys;
    for (const Slot slot : plan_.keys) keys.push_back(right_.column(slot));
    for (std::uint32_t row = 0; row < right_.size(); ++row) {
      const std::uint32_t group = table_.find_or_add(keys, row);
      if (group == groups_.size()) groups_.emplace_back();
      groups_[group].push_back(row);
    }
    return hold(bytes + table_.bytes() + right_.size() * sizeof(std::uint32_t), "a join");
  }

  const plan::Join& plan_;
  std::vector<Slot> from_right_;
  bool built_ = false;
  Batch left_;
  Batch right_;
  GroupTable table_;
  std::vector<std::vector<std::uint32_t>> groups_;  // rows of the right side, by combination
  std::vector<std::uint32_t> all_;
  std::vector<BatchColumn> keys_;
  std::size_t row_ = 0;
  std::size_t match_ = 0;
  ProductLimit pairs_;
};

}  // namespace

OperatorPtr make_join(QueryContext& context, const plan::Join& plan, std::vector<Slot> from_right,
                      OperatorPtr left, OperatorPtr right) {
  return std::make_unique<JoinOperator>(context, plan, std::move(from_right), std::move(left),
                                        std::move(right));
}

}  // namespace sarye
