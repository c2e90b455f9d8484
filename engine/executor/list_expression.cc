// Lists in expressions: written out, cut, asked for an element; comprehensions and the quantifiers
// all, any, none, single.
#include <algorithm>
#include <utility>

#include "engine/executor/expression.h"
#include "engine/executor/runtime_error.h"
#include "engine/executor/truth_values.h"

namespace sarye {

namespace {

// A position counted from the end when negative; may lie outside of [0, size).
std::int64_t from_start(std::int64_t at, std::size_t size) {
  return at < 0 ? at + static_cast<std::int64_t>(size) : at;
}

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

Result<void> Evaluator::list(const BoundExpression& e, const Batch& batch, Rows rows,
                             std::vector<Value>& out) {
  std::vector<Operand> elements(e.operands.size());
  for (std::size_t k = 0; k < elements.size(); ++k) {
    if (auto done = operand(e.operands[k], batch, rows, elements[k]); !done) return done;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<Value> items;
    items.reserve(elements.size());
    for (const Operand& element : elements) items.push_back(element.at(i));
    out.push_back(Value::list(std::move(items)));
  }
  return {};
}

Result<void> Evaluator::slice(const BoundExpression& e, const Batch& batch, Rows rows,
                              std::vector<Value>& out) {
  Operand subject;
  Operand from;
  Operand to;
  if (auto done = operand(e.operands[0], batch, rows, subject); !done) return done;
  if (e.has_from) {
    if (auto done = operand(e.operands[1], batch, rows, from); !done) return done;
  }
  if (e.has_to) {
    if (auto done = operand(e.operands[e.has_from ? 2 : 1], batch, rows, to); !done) return done;
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Value& whole = subject.at(i);
    if (whole.is_null() || (e.has_from && from.at(i).is_null()) ||
        (e.has_to && to.at(i).is_null())) {
      out.emplace_back();
      continue;
    }
    if (whole.type() != ValueType::List) {
      return with_place(wrong_type("'[ .. ]'", "a list", whole), e);
    }
    for (const Value* bound :
         {e.has_from ? &from.at(i) : nullptr, e.has_to ? &to.at(i) : nullptr}) {
      if (bound != nullptr && bound->type() != ValueType::Integer) {
        return with_place(wrong_type("'[ .. ]'", "integers as bounds", *bound), e);
      }
    }
    const std::vector<Value>& items = whole.items();
    const auto limit = static_cast<std::int64_t>(items.size());
    std::int64_t begin = e.has_from ? from_start(from.at(i).integer(), items.size()) : 0;
    std::int64_t end = e.has_to ? from_start(to.at(i).integer(), items.size()) : limit;
    begin = std::clamp<std::int64_t>(begin, 0, limit);
    end = std::clamp<std::int64_t>(end, begin, limit);
    out.push_back(Value::list(std::vector<Value>(items.begin() + begin, items.begin() + end)));
  }
  return {};
}

Result<Value> Evaluator::index(const Value& subject, const Value& at) {
  if (subject.is_null() || at.is_null()) return Value();
  if (subject.type() == ValueType::List) {
    if (at.type() != ValueType::Integer) return wrong_type("a list", "an integer as index", at);
    const auto& items = subject.items();
    const std::int64_t i = from_start(at.integer(), items.size());
    if (i < 0 || i >= static_cast<std::int64_t>(items.size())) return Value();
    return items[static_cast<std::size_t>(i)];
  }
  if (subject.type() == ValueType::Node || subject.type() == ValueType::Edge ||
      subject.type() == ValueType::Assertion) {
    if (at.type() != ValueType::String) {
      return wrong_type("a node or an edge", "a property's name as index", at);
    }
    return property_of(context_.functions, subject, at.string());
  }
  return wrong_type("'[ ]'", "a list, a node or an edge", subject);
}

}  // namespace sarye
