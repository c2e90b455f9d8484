#include "engine/executor/typed_comparison.h"

#include "engine/executor/expression.h"
#include "engine/executor/typed_text.h"

namespace sarye {

namespace {

bool compares(ComparisonKind comparison, std::int64_t a, std::int64_t b) {
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

void set_missing(std::vector<std::uint8_t>& missing, std::size_t row, std::size_t rows) {
  if (missing.empty()) missing.resize(rows, 0);
  missing[row] = 1;
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
    if (!left || !*left) return left;
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

void TypedComparison::nodes(const BoundExpression& side, const Batch& batch,
                            const std::vector<std::uint32_t>& rows, Side& out) {
  out.values.resize(rows.size());
  out.missing.clear();
  const BatchColumn& column = batch.column(side.slot);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NodeId node = column.node(rows[i]);
    if (node == null_node()) set_missing(out.missing, i, rows.size());
    out.values[i] = static_cast<std::int64_t>(node.value);
  }
}

Result<bool> TypedComparison::numbers(const BoundExpression& side, const Batch& batch,
                                      const std::vector<std::uint32_t>& rows, Side& out) {
  out.missing.clear();
  if (side.kind == ExprKind::Property) {
    const BoundExpression& subject = side.operands[0];
    if (!is_node_variable(subject, batch)) return false;
    return properties(side, batch.column(subject.slot), rows, out);
  }
  const Value* value = side.kind == ExprKind::Literal     ? &side.value
                       : side.kind == ExprKind::Parameter ? &context_.parameters[side.index]
                                                          : nullptr;
  if (value == nullptr || value->type() != ValueType::Integer) return false;
  out.values.assign(rows.size(), value->integer());
  return true;
}

Result<bool> TypedComparison::properties(const BoundExpression& side, const BatchColumn& nodes,
                                         const std::vector<std::uint32_t>& rows, Side& out) {
  out.values.resize(rows.size());
  Columns* columns = nullptr;
  TypeId of;
  std::string name;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NodeId node = nodes.node(rows[i]);
    if (node == null_node()) {
      set_missing(out.missing, i, rows.size());
      continue;
    }
    if (columns == nullptr || node.type() != of) {
      of = node.type();
      name = property_name(side.property, of);
      if (has_other_form(name, context_.graph.is_literature())) return false;
      columns = &columns_[{of, name}];
    }
    auto found = column(*columns, of, name, node.offset() >> kRangeBits);
    if (!found) return found.error();
    const std::uint32_t row = node.offset() & (kRangeSize - 1);
    if (*found == nullptr || !(*found)->has(row)) {
      set_missing(out.missing, i, rows.size());
      continue;
    }
    if ((*found)->kind() != ColumnKind::Integer) return false;
    out.values[i] = (*found)->integers()[row];
  }
  return true;
}

Result<const Column*> TypedComparison::column(Columns& columns, TypeId type,
                                              const std::string& name, std::uint32_t range) {
  if (range >= columns.known.size()) {
    columns.known.resize(range + std::size_t{1}, 0);
    columns.by_range.resize(range + std::size_t{1}, nullptr);
  }
  if (columns.known[range] == 0) {
    auto found = context_.graph.property_column(type, name, range);
    if (!found) return found;
    columns.by_range[range] = *found;
    columns.known[range] = 1;
  }
  return columns.by_range[range];
}

}  // namespace sarye
