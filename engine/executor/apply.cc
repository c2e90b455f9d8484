// An inner plan for each outer row: OPTIONAL MATCH, EXISTS, COUNT, lists that ask subqueries. Where
// every inner operator works row by row, the inner plan runs on a whole batch of outer rows at
// once, and its rows carry the number of the outer row that they come from; else it runs once for
// each. Where only the number of inner rows matters and it depends on a node or two, it is
// worked out once for each of them, however many outer rows have it.
#include <optional>

#include "engine/executor/group_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class ApplyOperator final : public Operator {
 public:
  ApplyOperator(QueryContext& context, const plan::Apply& plan, Slot ordinal,
                std::vector<Slot> from_inner, std::optional<std::vector<Slot>> depends_on,
                std::unique_ptr<OuterRows> outer, OperatorPtr left, OperatorPtr inner)
      : Operator(context),
        plan_(plan),
        ordinal_(ordinal),
        from_inner_(std::move(from_inner)),
        depends_on_(std::move(depends_on)),
        outer_(std::move(outer)),
        known_(depends_on_ ? depends_on_->size() : 0) {
    adopt(std::move(left));
    adopt(std::move(inner));
  }

 private:
  Result<bool> produce(Batch& out) override {
    const bool pairs =
        plan_.kind == plan::Apply::Kind::Inner || plan_.kind == plan::Apply::Kind::Optional;
    for (;;) {
      auto more = input(0).next(left_);
      if (!more || !*more) return more;
      RowStore inner(context_.frame);
      std::vector<std::uint32_t> owners;
      auto done =
          depends_on_ ? run_for_fresh_nodes() : run(left_, pairs ? &inner : nullptr, owners);
      if (!done) return done.error();
      if (pairs) {
        pair(out, inner.take(), owners);
      } else {
        decide(out);
      }
      if (ordinal_ != kNoSlot) out.drop(ordinal_);
      if (!out.empty()) return true;
    }
  }
  void rewind() override { left_ = Batch(); }

  // The row's number stands where a node's id would: a column of nodes is the cheapest.
  void number_rows(Batch& outer) const {
    std::vector<NodeId> numbers(outer.size());
    for (std::size_t row = 0; row < numbers.size(); ++row) numbers[row].value = row;
    outer.set(ordinal_, BatchColumn::of_nodes(std::move(numbers)));
  }

  // As `run`, for the first row of each combination of nodes that was not met before.
  Result<void> run_for_fresh_nodes() {
    if (known_.size() > kMostKnown) {
      known_ = GroupTable(depends_on_->size());
      answers_.clear();
    }
    std::vector<BatchColumn> nodes;
    for (const Slot slot : *depends_on_) nodes.push_back(left_.column(slot));
    std::vector<std::uint32_t> groups;
    known_.find_or_add_all(nodes, left_.size(), groups);
    std::vector<std::uint32_t> fresh;
    for (std::uint32_t row = 0; row < left_.size(); ++row) {
      if (groups[row] == answers_.size() + fresh.size()) fresh.push_back(row);
    }
    if (!fresh.empty()) {
      Batch first_rows = left_.gather(std::move(fresh));
      std::vector<std::uint32_t> owners;
      if (auto done = run(first_rows, nullptr, owners); !done) return done;
      answers_.insert(answers_.end(), counts_.begin(), counts_.end());
    }
    counts_.resize(left_.size());
    for (std::size_t row = 0; row < left_.size(); ++row) counts_[row] = answers_[groups[row]];
    return hold(known_.bytes() + answers_.capacity() * sizeof(std::uint64_t),
                "answers of a subquery");
  }

  // Runs the inner plan for all rows of `outer`; counts its rows for each, and keeps them when
  // asked.
  Result<void> run(Batch& outer, RowStore* kept, std::vector<std::uint32_t>& owners) {
    if (ordinal_ != kNoSlot) number_rows(outer);
    outer_->batch = &outer;
    counts_.assign(outer.size(), 0);
    if (plan_.kind == plan::Apply::Kind::Collect) lists_.assign(outer.size(), {});
    const std::size_t step = ordinal_ != kNoSlot ? outer.size() : 1;
    const bool one_is_enough = plan_.kind == plan::Apply::Kind::Semi ||
                               plan_.kind == plan::Apply::Kind::Anti ||
                               plan_.kind == plan::Apply::Kind::Exists;
    Batch rows;
    std::uint64_t held = 0;
    for (std::size_t first = 0; first < outer.size(); first += step) {
      outer_->begin = first;
      outer_->end = std::min(outer.size(), first + step);
      input(1).restart();
      for (;;) {
        auto more = input(1).next(rows);
        if (!more) return more.error();
        if (!*more) break;
        for (std::size_t row = 0; row < rows.size(); ++row) {
          const std::size_t owner =
              ordinal_ != kNoSlot ? rows.column(ordinal_).node(row).value : first;
          if (__builtin_add_overflow(counts_[owner], rows.weight(row), &counts_[owner])) {
            counts_[owner] = std::numeric_limits<std::uint64_t>::max();
          }
          if (kept != nullptr) owners.push_back(static_cast<std::uint32_t>(owner));
          if (plan_.kind == plan::Apply::Kind::Collect) {
            lists_[owner].push_back(rows.column(plan_.value).value(row));
            held += sizeof(Value) + extra_bytes(lists_[owner].back());
          }
        }
        if (held > 0) {
          if (auto ok = hold(held, "a list of subqueries' answers"); !ok) return ok;
        }
        if (kept != nullptr) {
          kept->append(rows);
          if (auto ok = hold(kept->bytes(), "an optional or correlated pattern"); !ok) return ok;
        }
        if (one_is_enough && ordinal_ == kNoSlot) break;
      }
    }
    return {};
  }

  // Every outer row beside its inner rows, in the order of the outer ones.
  void pair(Batch& out, Batch inner, const std::vector<std::uint32_t>& owners) {
    std::vector<std::vector<std::uint32_t>> by_owner(left_.size());
    for (std::uint32_t row = 0; row < owners.size(); ++row) by_owner[owners[row]].push_back(row);
    std::vector<std::uint32_t> lefts;
    std::vector<std::uint32_t> rights;
    const bool optional = plan_.kind == plan::Apply::Kind::Optional;
    // A row of nulls behind the inner rows, for outer rows without a match.
    const auto nothing = static_cast<std::uint32_t>(inner.size());
    for (std::uint32_t row = 0; row < left_.size(); ++row) {
      for (const std::uint32_t match : by_owner[row]) {
        lefts.push_back(row);
        rights.push_back(match);
      }
      if (optional && by_owner[row].empty()) {
        lefts.push_back(row);
        rights.push_back(nothing);
      }
    }
    RowStore padded(context_.frame);
    padded.append(inner);
    padded.append(Batch(context_.frame, 1));
    inner = padded.take();
    std::vector<std::uint64_t> weights;
    if (left_.weighted() || inner.weighted()) {
      for (std::size_t i = 0; i < lefts.size(); ++i) {
        weights.push_back(multiply_weights(left_.weight(lefts[i]), inner.weight(rights[i])));
      }
    }
    out = left_.gather(std::move(lefts));
    out.adopt(inner.gather(std::move(rights)), from_inner_);
    out.set_weights(std::move(weights));
  }

  // The outer rows that stay, or all with their count or answer.
  void decide(Batch& out) {
    if (plan_.kind == plan::Apply::Kind::Semi || plan_.kind == plan::Apply::Kind::Anti) {
      std::vector<std::uint32_t> kept;
      for (std::uint32_t row = 0; row < left_.size(); ++row) {
        if ((counts_[row] > 0) == (plan_.kind == plan::Apply::Kind::Semi)) kept.push_back(row);
      }
      out = left_.gather(std::move(kept));
      return;
    }
    std::vector<Value> answers;
    for (std::vector<Value>& list : lists_) answers.push_back(Value::list(std::move(list)));
    lists_.clear();
    for (const std::uint64_t count : counts_) {
      if (plan_.kind == plan::Apply::Kind::Collect) break;
      answers.push_back(plan_.kind == plan::Apply::Kind::Exists
                            ? Value(count > 0)
                            : Value(static_cast<std::int64_t>(count)));
    }
    out = left_;
    out.set(plan_.slot, BatchColumn::of_values(std::move(answers)));
  }

  static constexpr std::size_t kMostKnown = std::size_t{1} << 20;

  const plan::Apply& plan_;
  Slot ordinal_;
  std::vector<Slot> from_inner_;
  // The nodes that the number of inner rows depends on; nullopt: on more.
  std::optional<std::vector<Slot>> depends_on_;
  std::unique_ptr<OuterRows> outer_;
  GroupTable known_;                    // combinations of those nodes
  std::vector<std::uint64_t> answers_;  // of each: its inner rows
  Batch left_;
  std::vector<std::uint64_t> counts_;      // inner rows of each outer row
  std::vector<std::vector<Value>> lists_;  // Collect: their values
};

}  // namespace

OperatorPtr make_apply(QueryContext& context, const plan::Apply& plan, Slot ordinal,
                       std::vector<Slot> from_inner, std::optional<std::vector<Slot>> depends_on,
                       std::unique_ptr<OuterRows> outer, OperatorPtr left, OperatorPtr inner) {
  return std::make_unique<ApplyOperator>(context, plan, ordinal, std::move(from_inner),
                                         std::move(depends_on), std::move(outer), std::move(left),
                                         std::move(inner));
}

}  // namespace sarye
