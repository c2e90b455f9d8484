// ORDER BY, with and without LIMIT. Both are stable.
#include <algorithm>
#include <limits>

#include "engine/executor/operators.h"
#include "engine/executor/runtime_error.h"
#include "engine/executor/sort_keys.h"

namespace sarye {

namespace {

bool has_null(const std::vector<std::string_view>& texts) {
  return std::any_of(texts.begin(), texts.end(),
                     [](std::string_view text) { return text.data() == nullptr; });
}

}  // namespace

Result<void> SortKeys::add(const BatchColumn& column, std::size_t rows, bool descending) {
  if (auto done = order_.prepare(column, rows); !done) return done;
  Key key;
  key.descending = descending;
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  const bool holds_integers = column.holds(ColumnData::Kind::Integers);
  if (holds_integers || column.holds_nodes()) key.ranks.reserve(rows);
  const bool holds_texts = column.holds(ColumnData::Kind::Texts) && !has_null(column.data().texts);
  if (holds_texts) key.texts.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    if (holds_texts) {
      key.texts.push_back(column.data().texts[column.index(row)]);
    } else if (holds_integers) {
      key.ranks.push_back(static_cast<std::uint64_t>(column.data().integers[column.index(row)]) ^
                          kSign);
    } else if (column.holds_nodes()) {
      const NodeId node = column.node(row);
      key.ranks.push_back(node == null_node() ? std::numeric_limits<std::uint64_t>::max()
                                              : order_.rank(node));
    } else {
      key.values.push_back(column.value(row));
    }
  }
  keys_.push_back(std::move(key));
  return {};
}

Result<void> SortKeys::read(const plan::Sort& plan, Evaluator& evaluator, const Batch& batch) {
  keys_.clear();
  for (const BoundSortItem& item : plan.items) {
    auto column = evaluator.column(item.expression, batch);
    if (!column) return column.error();
    if (auto done = add(*column, batch.size(), item.descending); !done) return done;
  }
  for (const Slot slot : plan.canonical) {
    if (auto done = add(batch.column(slot), batch.size(), false); !done) return done;
  }
  return {};
}

bool SortKeys::before(std::uint32_t a, std::uint32_t b) const {
  for (const Key& key : keys_) {
    const std::strong_ordering c = !key.ranks.empty() ? key.ranks[a] <=> key.ranks[b]
                                   : !key.texts.empty()
                                       ? key.texts[a].compare(key.texts[b]) <=> 0
                                       : order_.compare(key.values[a], key.values[b]);
    if (c != 0) return key.descending ? c > 0 : c < 0;
  }
  return false;
}

Result<std::uint64_t> row_count(Evaluator& evaluator, const BoundExpression& expression,
                                const char* word) {
  auto value = evaluator.constant(expression);
  if (!value) return value.error();
  if (value->type() != ValueType::Integer) return wrong_type(word, "an integer", *value);
  if (value->integer() < 0) {
    return runtime_error(
        "NegativeIntegerArgument",
        std::string(word) + " takes no negative number, here " + std::to_string(value->integer()));
  }
  return static_cast<std::uint64_t>(value->integer());
}

namespace {

class SortOperator final : public Operator {
 public:
  SortOperator(QueryContext& context, const plan::Sort& plan, const plan::TopK* limits,
               OperatorPtr input)
      : Operator(context),
        plan_(plan),
        limits_(limits),
        evaluator_(context),
        keys_(context),
        store_(context.frame) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!sorted_) {
      if (auto done = gather(); !done) return done.error();
      sorted_ = true;
    }
    if (given_ >= order_.size()) return false;
    const std::size_t end = std::min(order_.size(), given_ + kBatchRows);
    out = rows_.gather(
        std::vector<std::uint32_t>(order_.begin() + static_cast<std::ptrdiff_t>(given_),
                                   order_.begin() + static_cast<std::ptrdiff_t>(end)));
    given_ = end;
    return true;
  }

  void rewind() override {
    sorted_ = false;
    given_ = 0;
    order_.clear();
    rows_ = Batch();
    store_ = RowStore(context_.frame);
  }

  Result<void> gather() {
    std::uint64_t skip = 0;
    std::uint64_t end = std::numeric_limits<std::uint64_t>::max();
    if (limits_ != nullptr) {
      if (limits_->skip) {
        auto n = row_count(evaluator_, *limits_->skip, "SKIP");
        if (!n) return n.error();
        skip = *n;
      }
      auto limit = row_count(evaluator_, limits_->limit, "LIMIT");
      if (!limit) return limit.error();
      if (__builtin_add_overflow(skip, *limit, &end))
        end = std::numeric_limits<std::uint64_t>::max();
      if (*limit == 0) return {};
    }
    Batch rows;
    for (;;) {
      auto more = input().next(rows);
      if (!more) return more.error();
      if (!*more) break;
      store_.append(rows);
      // A top list drops what cannot be in it, so that it stays small on a long input.
      if (end < kMaxTop && store_.size() >= 2 * end + kBatchRows) {
        if (auto done = order_rows(end); !done) return done;
        store_.append(rows_.gather(std::move(order_)));
      }
      if (auto ok = hold(store_.bytes(), "ORDER BY"); !ok) return ok;
    }
    if (auto done = order_rows(end); !done) return done;
    order_.erase(
        order_.begin(),
        order_.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(skip, order_.size())));
    return hold(store_.bytes() + rows_.size() * 64, "ORDER BY");
  }

  // Takes the stored rows and puts the first `end` in order.
  Result<void> order_rows(std::uint64_t end) {
    rows_ = store_.take();
    store_ = RowStore(context_.frame);
    if (auto done = keys_.read(plan_, evaluator_, rows_); !done) return done;
    order_ = first_rows(rows_.size());
    const auto before = [this](std::uint32_t a, std::uint32_t b) {
      if (keys_.before(a, b)) return true;
      return !keys_.before(b, a) && a < b;  // equal rows keep their order
    };
    if (end < order_.size()) {
      const auto middle = order_.begin() + static_cast<std::ptrdiff_t>(end);
      std::nth_element(order_.begin(), middle, order_.end(), before);
      order_.erase(middle, order_.end());
    }
    std::sort(order_.begin(), order_.end(), before);
    return {};
  }

  static constexpr std::uint64_t kMaxTop = 1u << 20;

  const plan::Sort& plan_;
  const plan::TopK* limits_;
  Evaluator evaluator_;
  SortKeys keys_;
  RowStore store_;
  Batch rows_;
  std::vector<std::uint32_t> order_;
  std::size_t given_ = 0;
  bool sorted_ = false;
};

}  // namespace

OperatorPtr make_sort(QueryContext& context, const plan::Sort& plan, OperatorPtr input) {
  return std::make_unique<SortOperator>(context, plan, nullptr, std::move(input));
}
OperatorPtr make_top_k(QueryContext& context, const plan::TopK& plan, OperatorPtr input) {
  return std::make_unique<SortOperator>(context, plan.sort, &plan, std::move(input));
}

}  // namespace sarye
