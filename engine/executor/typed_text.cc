#include "engine/executor/typed_text.h"

#include <cstring>

#include "engine/executor/expression.h"

namespace sarye {

namespace {

bool is_text_test(const BoundExpression& e) {
  return e.kind == ExprKind::Contains || e.kind == ExprKind::StartsWith ||
         e.kind == ExprKind::EndsWith ||
         (e.kind == ExprKind::Compare && e.comparison == ComparisonKind::Equal);
}

bool reads_nodes(const BoundExpression& e, const Batch& batch) {
  return e.kind == ExprKind::Property && e.operands[0].kind == ExprKind::Variable &&
         batch.column(e.operands[0].slot).holds_nodes();
}

}  // namespace

bool fits_text(ExprKind kind, std::string_view text, std::string_view wanted) {
  switch (kind) {
    case ExprKind::Contains:
      return wanted.size() <= text.size() &&
             (wanted.empty() ||
              memmem(text.data(), text.size(), wanted.data(), wanted.size()) != nullptr);
    case ExprKind::StartsWith:
      return text.starts_with(wanted);
    case ExprKind::EndsWith:
      return text.ends_with(wanted);
    default:
      return text == wanted;
  }
}

bool has_other_form(std::string_view property, bool literature) {
  return property == "document" ||
         (literature && (property == "name" || property == "key" || property == "id"));
}

Result<bool> TypedText::keep(const BoundExpression& predicate, const Batch& batch,
                             std::vector<std::uint32_t>& rows,
                             std::vector<std::uint32_t>* null_rows) {
  auto typed = test(predicate, batch, rows, truths_);
  if (!typed || !*typed) return typed;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (truths_[i] == Truth::True) {
      rows[kept++] = rows[i];
    } else if (truths_[i] == Truth::Null && null_rows != nullptr) {
      null_rows->push_back(rows[i]);
    }
  }
  rows.resize(kept);
  return true;
}

Result<bool> TypedText::test(const BoundExpression& e, const Batch& batch,
                             const std::vector<std::uint32_t>& rows, std::vector<Truth>& out) {
  if (e.kind == ExprKind::Or) {
    out.assign(rows.size(), Truth::False);
    std::vector<Truth> one;
    for (const BoundExpression& operand : e.operands) {
      auto typed = test(operand, batch, rows, one);
      if (!typed || !*typed) return typed;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (one[i] == Truth::True || out[i] == Truth::False) out[i] = one[i];
      }
    }
    return true;
  }
  if (!is_text_test(e)) return false;
  const bool left = reads_nodes(e.operands[0], batch);
  if (!left && e.kind != ExprKind::Compare) return false;
  const BoundExpression& property = e.operands[left ? 0 : 1];
  const std::string* wanted = constant(e.operands[left ? 1 : 0]);
  if (wanted == nullptr || !reads_nodes(property, batch)) return false;
  return test_column(e, batch.column(property.operands[0].slot), property, *wanted, rows, out);
}

Result<bool> TypedText::test_column(const BoundExpression& e, const BatchColumn& nodes,
                                    const BoundExpression& property, std::string_view wanted,
                                    const std::vector<std::uint32_t>& rows,
                                    std::vector<Truth>& out) {
  Columns& columns = columns_[&property];
  out.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NodeId node = nodes.node(rows[i]);
    if (node == null_node()) {
      out[i] = Truth::Null;
      continue;
    }
    if (!columns.any || columns.type != node.type()) {
      columns = Columns{};
      columns.type = node.type();
      columns.any = true;
      columns.name = property_name(property.property, node.type());
      columns.other_form = has_other_form(columns.name, context_.graph.is_literature());
    }
    if (columns.other_form) return false;
    const std::uint32_t range = node.offset() >> kRangeBits;
    if (range >= columns.known.size()) {
      columns.known.resize(range + std::size_t{1}, 0);
      columns.by_range.resize(range + std::size_t{1}, nullptr);
      columns.containing.resize(range + std::size_t{1});
    }
    if (columns.known[range] == 0) {
      auto found = context_.graph.property_column(node.type(), columns.name, range);
      if (!found) return found.error();
      columns.by_range[range] = *found;
      columns.known[range] = 1;
    }
    const Column* column = columns.by_range[range];
    const std::uint32_t row = node.offset() & (kRangeSize - 1);
    if (column == nullptr || !column->has(row)) {
      out[i] = Truth::Null;
      continue;
    }
    if (column->kind() != ColumnKind::String && column->kind() != ColumnKind::Dictionary) {
      return false;
    }
    if (e.kind == ExprKind::Contains) {
      auto fits = contains(columns, node, *column, wanted);
      if (!fits) return fits;
      out[i] = *fits ? Truth::True : Truth::False;
    } else {
      out[i] = fits_text(e.kind, column->text(row), wanted) ? Truth::True : Truth::False;
    }
  }
  return true;
}

// To search all texts of a range at once costs about an eighth of searching each.
Result<bool> TypedText::contains(Columns& columns, NodeId node, const Column& column,
                                 std::string_view wanted) {
  constexpr std::uint32_t kShare = 8;
  const std::uint32_t range = node.offset() >> kRangeBits;
  const std::uint32_t row = node.offset() & (kRangeSize - 1);
  Columns::Containing& all = columns.containing[range];
  if (all.bits.empty()) {
    if (column.kind() != ColumnKind::String || ++all.asked < column.size() / kShare) {
      return fits_text(ExprKind::Contains, column.text(row), wanted);
    }
    std::vector<std::uint32_t> found;
    auto done = context_.graph.rows_containing(node.type(), columns.name, range, wanted, found);
    if (!done) return done.error();
    all.bits.assign(column.size() / 64 + 1, 0);
    for (const std::uint32_t each : found) all.bits[each / 64] |= std::uint64_t{1} << (each % 64);
  }
  return (all.bits[row / 64] >> (row % 64) & 1) != 0;
}

const std::string* TypedText::constant(const BoundExpression& e) const {
  const Value* value = e.kind == ExprKind::Literal     ? &e.value
                       : e.kind == ExprKind::Parameter ? &context_.parameters[e.index]
                                                       : nullptr;
  return value != nullptr && value->type() == ValueType::String ? &value->string() : nullptr;
}

}  // namespace sarye
