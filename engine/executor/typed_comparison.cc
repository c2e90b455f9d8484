#include "engine/executor/typed_comparison.h"

namespace sarye {

namespace {

template <typename T>
bool compares(ComparisonKind comparison, T a, T b) {
  switch (comparison) {
    case ComparisonKind::Equal:
      return a == b;
    case ComparisonKind::NotEqual:
      return a != b;
    case ComparisonKind::Less:
      return a < b;
    case ComparisonKind::LessOrEqual:
      return a <= b;
    case ComparisonKind::Greater:
      return a > b;
    default:
      return a >= b;
  }
}

bool is_node_variable(const BoundExpression& e, const Batch& batch) {
  return e.kind == ExprKind::Variable && batch.column(e.slot).holds_nodes();
}

}  // namespace

Result<bool> TypedComparison::keep(const BoundExpression& predicate, const Batch& batch,
                                   std::vector<std::uint32_t>& rows,
                                   std::vector<std::uint32_t>* null_rows) {
  if (predicate.kind != ExprKind::Compare) return false;
  const BoundExpression& a = predicate.operands[0];
  const BoundExpression& b = predicate.operands[1];
  const bool of_nodes = (predicate.comparison == ComparisonKind::Equal ||
                         predicate.comparison == ComparisonKind::NotEqual) &&
                        is_node_variable(a, batch) && is_node_variable(b, batch);
  if (of_nodes) {
    nodes(a, batch, rows, left_);
    nodes(b, batch, rows, right_);
  } else {
    // A constant alone says nothing about the kind of values to expect.
    if (a.kind != ExprKind::Property && b.kind != ExprKind::Property) return false;
    auto left = numbers(a, batch, rows, left_);
    if (!left) return left;
    if (!*left) return keep_texts(predicate, batch, rows, null_rows);
    auto right = numbers(b, batch, rows, right_);
    if (!right || !*right) return right;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool missing = (!left_.missing.empty() && left_.missing[i] != 0) ||
                         (!right_.missing.empty() && right_.missing[i] != 0);
    if (missing) {
      if (null_rows != nullptr) null_rows->push_back(rows[i]);
    } else if (compares(predicate.comparison, left_.values[i], right_.values[i])) {
      rows[kept++] = rows[i];
    }
  }
  rows.resize(kept);
  return true;
}

Result<bool> TypedComparison::keep_texts(const BoundExpression& predicate, const Batch& batch,
                                         std::vector<std::uint32_t>& rows,
                                         std::vector<std::uint32_t>* null_rows) {
  const BoundExpression& a = predicate.operands[0];
  const BoundExpression& b = predicate.operands[1];
  for (const BoundExpression* side : {&a, &b}) {
    if (side->kind != ExprKind::Property || !is_node_variable(side->operands[0], batch))
      return false;
    auto typed = properties_.texts(side->property, batch.column(side->operands[0].slot), rows,
                                   side == &a ? left_texts_ : right_texts_);
    if (!typed || !*typed) return typed;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (left_texts_[i].data() == nullptr || right_texts_[i].data() == nullptr) {
      if (null_rows != nullptr) null_rows->push_back(rows[i]);
    } else if (compares(predicate.comparison, left_texts_[i], right_texts_[i])) {
      rows[kept++] = rows[i];
    }
  }
  rows.resize(kept);
  return true;
}

void TypedComparison::nodes(const BoundExpression& side, const Batch& batch,
                            const std::vector<std::uint32_t>& rows, Side& out) {
  out.values.resize(rows.size());
  out.missing.clear();
  const BatchColumn& column = batch.column(side.slot);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NodeId node = column.node(rows[i]);
    if (node == null_node()) out.set_missing(i);
    out.values[i] = static_cast<std::int64_t>(node.value);
  }
}

Result<bool> TypedComparison::numbers(const BoundExpression& side, const Batch& batch,
                                      const std::vector<std::uint32_t>& rows, Side& out) {
  out.missing.clear();
  if (side.kind == ExprKind::Property) {
    const BoundExpression& subject = side.operands[0];
    if (!is_node_variable(subject, batch)) return false;
    return properties_.integers(side.property, batch.column(subject.slot), rows, out);
  }
  const Value* value = side.kind == ExprKind::Literal     ? &side.value
                       : side.kind == ExprKind::Parameter ? &context_.parameters[side.index]
                                                          : nullptr;
  if (value == nullptr || value->type() != ValueType::Integer) return false;
  out.values.assign(rows.size(), value->integer());
  return true;
}

}  // namespace sarye
