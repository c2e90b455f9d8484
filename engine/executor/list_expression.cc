// List comprehensions and the quantifiers all, any, none, single.
#include <utility>

#include "engine/executor/expression.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

// What a quantifier says of a list whose elements gave these truths.
Truth quantified(ExprKind kind, std::span<const Truth> truths) {
  std::size_t trues = 0;
  std::size_t nulls = 0;
  for (const Truth truth : truths) {
    trues += truth == Truth::True ? 1 : 0;
    nulls += truth == Truth::Null ? 1 : 0;
  }
  const bool any_false = trues + nulls < truths.size();
  const auto unless_null = [nulls](bool answer) {
    if (nulls > 0) return Truth::Null;
    return answer ? Truth::True : Truth::False;
  };
  switch (kind) {
    case ExprKind::All:
      return any_false ? Truth::False : unless_null(true);
    case ExprKind::Any:
      return trues > 0 ? Truth::True : unless_null(false);
    case ExprKind::None:
      return trues > 0 ? Truth::False : unless_null(true);
    default:
      return trues > 1 ? Truth::False : unless_null(trues == 1);
  }
}

}  // namespace

// Comprehensions and quantifiers: the elements of all rows become one batch, in which the row's own
// slots stand beside the element's.
Result<void> Evaluator::over_elements(const BoundExpression& e, const Batch& batch, Rows rows,
                                      std::vector<Value>& out) {
  std::vector<Value> lists;
  if (auto done = evaluate(e.operands[0], batch, rows, lists); !done) return done;
  std::vector<std::uint32_t> parents;
  std::vector<Value> elements;
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!lists[i].is_null()) {
      if (lists[i].type() != ValueType::List) {
        return with_place(wrong_type("'IN' of a list expression", "a list", lists[i]), e);
      }
      for (const Value& item : lists[i].items()) {
        parents.push_back(rows[i]);
        elements.push_back(item);
      }
    }
    ends.push_back(elements.size());
  }
  const std::size_t n = elements.size();
  Batch inner = batch.gather(std::move(parents));
  std::vector<Value> originals = elements;
  inner.set(e.slot, BatchColumn::of_values(std::move(elements)));
  const std::vector<std::uint32_t> all = first_rows(n);

  std::vector<Truth> truths(n, Truth::True);
  const bool quantifier = e.kind != ExprKind::ListComprehension;
  if (e.has_filter || quantifier) {
    std::vector<Value> tested;
    if (e.has_filter) {
      if (auto done = evaluate(e.operands[1], inner, all, tested); !done) return done;
    } else {
      tested = originals;
    }
    for (std::size_t i = 0; i < n; ++i) {
      auto truth = truth_of(tested[i], "the condition on a list's elements");
      if (!truth) return with_place(truth.error(), e);
      truths[i] = *truth;
    }
  }
  std::vector<Value> results;
  if (e.has_result) {
    std::vector<std::uint32_t> kept;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (truths[i] == Truth::True) kept.push_back(i);
    }
    std::vector<Value> some;
    if (auto done = evaluate(e.operands[e.has_filter ? 2 : 1], inner, kept, some); !done)
      return done;
    results.resize(n);
    for (std::size_t i = 0; i < kept.size(); ++i) results[kept[i]] = std::move(some[i]);
  } else {
    results = std::move(originals);
  }

  std::size_t begin = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t end = ends[i];
    if (lists[i].is_null()) {
      out.emplace_back();
    } else if (quantifier) {
      out.push_back(value_of(quantified(e.kind, std::span(truths).subspan(begin, end - begin))));
    } else {
      std::vector<Value> items;
      for (std::size_t k = begin; k < end; ++k) {
        if (truths[k] == Truth::True) items.push_back(std::move(results[k]));
      }
      out.push_back(Value::list(std::move(items)));
    }
    begin = end;
  }
  return {};
}

}  // namespace sarye
