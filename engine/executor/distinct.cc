// First occurrences. Where a CITE list is gathered, the whole input is read first, because a later
// row may add to the list of an earlier one.
#include "engine/executor/group_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class DistinctOperator final : public Operator {
 public:
  DistinctOperator(QueryContext& context, const plan::Distinct& plan, OperatorPtr input)
      : Operator(context), plan_(plan), seen_(plan.slots.size()), kept_(context.frame) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (plan_.cite_slot != kNoSlot) return gathered(out);
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      auto fresh = fresh_rows(out);
      if (!fresh) return fresh.error();
      if (fresh->empty()) continue;
      if (fresh->size() < out.size()) out = out.gather(std::move(*fresh));
      out.set_weights({});
      return true;
    }
  }

  void rewind() override {
    seen_ = GroupTable(plan_.slots.size());
    kept_ = RowStore(context_.frame);
    lists_.clear();
    read_ = given_ = false;
  }

  std::vector<BatchColumn> columns_of(const Batch& rows) const {
    std::vector<BatchColumn> columns;
    for (const Slot slot : plan_.slots) columns.push_back(rows.column(slot));
    return columns;
  }

  Result<std::vector<std::uint32_t>> fresh_rows(const Batch& rows) {
    const auto columns = columns_of(rows);
    std::vector<std::uint32_t> fresh;
    std::size_t known = seen_.size();
    seen_.find_or_add_all(columns, rows.size(), groups_);
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      const std::uint32_t group = groups_[row];
      if (group == known) {
        fresh.push_back(row);
        ++known;
      }
      if (plan_.cite_slot == kNoSlot) continue;
      if (lists_.size() < known) lists_.emplace_back();
      const Value cited = rows.column(plan_.cite_slot).value(row);
      if (cited.type() != ValueType::List) continue;
      lists_[group].insert(lists_[group].end(), cited.items().begin(), cited.items().end());
      list_bytes_ += cited.items().size() * sizeof(Value);
    }
    if (auto ok = hold(seen_.bytes() + list_bytes_ + kept_.bytes(), "DISTINCT"); !ok)
      return ok.error();
    return fresh;
  }

  Result<bool> gathered(Batch& out) {
    while (!read_) {
      Batch rows;
      auto more = input().next(rows);
      if (!more) return more;
      if (!*more) {
        read_ = true;
        break;
      }
      auto fresh = fresh_rows(rows);
      if (!fresh) return fresh.error();
      kept_.append(rows.gather(std::move(*fresh)));
    }
    if (given_ || kept_.size() == 0) return false;
    given_ = true;
    out = kept_.take();
    std::vector<Value> cited;
    for (auto& list : lists_) cited.push_back(Value::list(std::move(list)));
    out.set(plan_.cite_slot, BatchColumn::of_values(std::move(cited)));
    out.set_weights({});
    return true;
  }

  const plan::Distinct& plan_;
  GroupTable seen_;
  std::vector<std::uint32_t> groups_;  // of the rows at hand
  RowStore kept_;
  std::vector<std::vector<Value>> lists_;  // cited, by group
  std::uint64_t list_bytes_ = 0;
  bool read_ = false;
  bool given_ = false;
};

}  // namespace

OperatorPtr make_distinct(QueryContext& context, const plan::Distinct& plan, OperatorPtr input) {
  return std::make_unique<DistinctOperator>(context, plan, std::move(input));
}

}  // namespace sarye
