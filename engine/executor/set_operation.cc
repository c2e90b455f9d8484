// UNION, INTERSECT, EXCEPT, with and without ALL, from left to right. First occurrences stand where
// they first came; with ALL, the n-th occurrence on one side is set against the n-th on the other.
#include <algorithm>

#include "engine/executor/group_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SetOperationOperator final : public Operator {
 public:
  SetOperationOperator(QueryContext& context, const plan::SetOperation& plan, Inputs inputs)
      : Operator(context, std::move(inputs)), plan_(plan), seen_(plan.slots.size()) {}

 private:
  Result<bool> produce(Batch& out) override {
    if (plan_.op == SetOperator::UnionAll) return stream(out);
    if (!done_) {
      if (auto made = combine(); !made) return made.error();
      done_ = true;
    }
    if (result_.empty()) return false;
    out = std::move(result_);
    result_ = Batch();
    return true;
  }

  void rewind() override {
    at_ = 0;
    done_ = false;
    seen_ = GroupTable(plan_.slots.size());
    result_ = Batch();
  }

  // A batch of input i under the slots of the result.
  Batch renamed(const Batch& rows, std::size_t i) const {
    Batch out(context_.frame, rows.size());
    for (std::size_t k = 0; k < plan_.slots.size(); ++k) {
      out.set(plan_.slots[k], rows.column(plan_.column_slots[i][k]));
    }
    if (plan_.cite_slot != kNoSlot && i < plan_.cite_slots.size()) {
      out.set(plan_.cite_slot, rows.column(plan_.cite_slots[i]));
    }
    std::vector<std::uint64_t> weights;
    if (rows.weighted()) {
      for (std::size_t row = 0; row < rows.size(); ++row) weights.push_back(rows.weight(row));
    }
    out.set_weights(std::move(weights));
    return out;
  }

  Result<bool> stream(Batch& out) {
    for (; at_ < input_count(); ++at_) {
      Batch rows;
      auto more = input(at_).next(rows);
      if (!more) return more;
      if (!*more) continue;
      out = renamed(rows, at_);
      return true;
    }
    return false;
  }

  // What is known of each combination of values.
  struct Group {
    std::uint64_t count = 0;          // occurrences so far
    std::uint64_t here = 0;           // in the input at hand
    std::vector<std::uint32_t> rows;  // that stand in the result so far
    std::vector<Value> cited;
  };

  Result<void> combine() {
    std::vector<Group> groups;
    RowStore store(context_.frame);
    for (std::size_t i = 0; i < input_count(); ++i) {
      for (Group& group : groups) group.here = 0;
      if (auto done = read(i, groups, store); !done) return done;
      if (i == 0) continue;
      for (Group& group : groups) settle(group);
    }
    Batch all = store.take();
    std::vector<std::pair<std::uint32_t, const Group*>> kept;
    for (const Group& group : groups) {
      for (const std::uint32_t row : group.rows) kept.emplace_back(row, &group);
    }
    std::sort(kept.begin(), kept.end());
    std::vector<std::uint32_t> rows;
    std::vector<Value> cited;
    for (const auto& [row, group] : kept) {
      rows.push_back(row);
      cited.push_back(Value::list(group->cited));
    }
    result_ = all.gather(std::move(rows));
    result_.set_weights({});
    if (plan_.cite_slot != kNoSlot) {
      result_.set(plan_.cite_slot, BatchColumn::of_values(std::move(cited)));
    }
    return {};
  }

  bool keeps_all() const {
    return plan_.op == SetOperator::IntersectAll || plan_.op == SetOperator::ExceptAll;
  }

  // Rows of input i: counted in their groups, and stored where they may stand in the result.
  Result<void> read(std::size_t i, std::vector<Group>& groups, RowStore& store) {
    const bool adds = i == 0 || plan_.op == SetOperator::Union;
    Batch rows;
    for (;;) {
      auto more = input(i).next(rows);
      if (!more) return more.error();
      if (!*more) return {};
      const Batch named = renamed(rows, i);
      std::vector<BatchColumn> columns;
      for (const Slot slot : plan_.slots) columns.push_back(named.column(slot));
      std::vector<std::uint32_t> fresh;
      for (std::uint32_t row = 0; row < named.size(); ++row) {
        const std::uint32_t at = adds ? seen_.find_or_add(columns, row) : seen_.find(columns, row);
        if (at == GroupTable::kNone) continue;
        if (at == groups.size()) groups.emplace_back();
        Group& group = groups[at];
        ++group.here;
        gather_cited(named, row, group);
        if (!adds || (!group.rows.empty() && !keeps_all())) continue;
        group.rows.push_back(static_cast<std::uint32_t>(store.size() + fresh.size()));
        fresh.push_back(row);
      }
      store.append(named.gather(std::move(fresh)));
      auto ok =
          hold(store.bytes() + seen_.bytes() + groups.size() * sizeof(Group), "a set operation");
      if (!ok) return ok;
    }
  }

  void gather_cited(const Batch& rows, std::uint32_t row, Group& group) const {
    if (plan_.cite_slot == kNoSlot) return;
    const Value cited = rows.column(plan_.cite_slot).value(row);
    if (cited.type() != ValueType::List) return;
    group.cited.insert(group.cited.end(), cited.items().begin(), cited.items().end());
  }

  // After an input that is not the first: what of the group is left.
  void settle(Group& group) const {
    const auto matches =
        static_cast<std::size_t>(std::min<std::uint64_t>(group.here, group.rows.size()));
    switch (plan_.op) {
      case SetOperator::Intersect:
        if (group.here == 0) group.rows.clear();
        break;
      case SetOperator::IntersectAll:
        group.rows.resize(matches);
        break;
      case SetOperator::Except:
        if (group.here > 0) group.rows.clear();
        break;
      case SetOperator::ExceptAll:
        group.rows.resize(group.rows.size() - matches);
        break;
      default:
        break;
    }
  }

  const plan::SetOperation& plan_;
  GroupTable seen_;
  std::size_t at_ = 0;
  bool done_ = false;
  Batch result_;
};

}  // namespace

OperatorPtr make_set_operation(QueryContext& context, const plan::SetOperation& plan,
                               Operator::Inputs inputs) {
  return std::make_unique<SetOperationOperator>(context, plan, std::move(inputs));
}

}  // namespace sarye
