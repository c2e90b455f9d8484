#include "engine/executor/property_columns.h"

#include "engine/executor/expression.h"
#include "engine/executor/typed_text.h"

namespace sarye {
namespace {

bool is_text(ColumnKind kind) {
  return kind == ColumnKind::String || kind == ColumnKind::Dictionary;
}

}  // namespace

Result<const Column*> PropertyColumns::column_of(Cursor& cursor, const PropertyRef& property,
                                                 NodeId node, bool& other_form) {
  other_form = false;
  if (cursor.columns == nullptr || node.type() != cursor.type) {
    cursor.type = node.type();
    cursor.name = property_name(property, cursor.type);
    other_form = has_other_form(cursor.name, context_.graph.is_literature());
    if (other_form) return nullptr;
    cursor.columns = &columns_[{cursor.type, cursor.name}];
  }
  Columns& columns = *cursor.columns;
  const std::uint32_t range = node.offset() >> kRangeBits;
  if (range >= columns.known.size()) {
    columns.known.resize(range + std::size_t{1}, 0);
    columns.by_range.resize(range + std::size_t{1}, nullptr);
  }
  if (columns.known[range] == 0) {
    auto found = context_.graph.property_column(cursor.type, cursor.name, range);
    if (!found) return found;
    columns.by_range[range] = *found;
    columns.known[range] = 1;
  }
  return columns.by_range[range];
}

Result<bool> PropertyColumns::integers(const PropertyRef& property, const BatchColumn& nodes,
                                       std::span<const std::uint32_t> rows, IntegerCells& out) {
  out.values.resize(rows.size());
  out.missing.clear();
  Cursor cursor;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NodeId node = nodes.node(rows[i]);
    if (node == null_node()) {
      out.set_missing(i);
      continue;
    }
    bool other_form = false;
    auto found = column_of(cursor, property, node, other_form);
    if (!found) return found.error();
    if (other_form) return false;
    const std::uint32_t row = node.offset() & (kRangeSize - 1);
    if (*found == nullptr || !(*found)->has(row)) {
      out.set_missing(i);
      continue;
    }
    if ((*found)->kind() != ColumnKind::Integer) return false;
    out.values[i] = (*found)->integers()[row];
  }
  return true;
}

Result<bool> PropertyColumns::texts(const PropertyRef& property, const BatchColumn& nodes,
                                    std::span<const std::uint32_t> rows,
                                    std::vector<std::string_view>& out) {
  out.assign(rows.size(), std::string_view());
  Cursor cursor;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const NodeId node = nodes.node(rows[i]);
    if (node == null_node()) continue;
    bool other_form = false;
    auto found = column_of(cursor, property, node, other_form);
    if (!found) return found.error();
    if (other_form) return false;
    const std::uint32_t row = node.offset() & (kRangeSize - 1);
    if (*found == nullptr || !(*found)->has(row)) continue;
    if (!is_text((*found)->kind())) return false;
    out[i] = (*found)->text(row);
  }
  return true;
}

Result<std::optional<BatchColumn>> PropertyColumns::column(const PropertyRef& property,
                                                           const BatchColumn& nodes,
                                                           std::size_t rows) {
  const std::optional<BatchColumn> none;
  std::vector<std::int64_t> integers;
  std::vector<double> floats;
  std::vector<std::string_view> texts;
  Cursor cursor;
  for (std::size_t i = 0; i < rows; ++i) {
    const NodeId node = nodes.node(i);
    bool other_form = false;
    const Column* column = nullptr;
    if (node != null_node()) {
      auto found = column_of(cursor, property, node, other_form);
      if (!found) return found.error();
      column = *found;
    }
    if (other_form) return none;
    const std::uint32_t row = node.offset() & (kRangeSize - 1);
    const bool missing = column == nullptr || !column->has(row);
    if (missing || is_text(column->kind())) {
      if (!integers.empty() || !floats.empty()) return none;
      if (texts.empty()) texts.reserve(rows);
      texts.push_back(missing ? std::string_view() : column->text(row));
    } else if (column->kind() == ColumnKind::Integer && floats.empty() && texts.empty()) {
      if (integers.empty()) integers.reserve(rows);
      integers.push_back(column->integers()[row]);
    } else if (column->kind() == ColumnKind::Float && integers.empty() && texts.empty()) {
      if (floats.empty()) floats.reserve(rows);
      floats.push_back(column->floats()[row]);
    } else {
      return none;
    }
  }
  if (rows == 0) return none;
  if (!texts.empty()) return std::optional(BatchColumn::of_texts(std::move(texts)));
  return std::optional(floats.empty() ? BatchColumn::of_integers(std::move(integers))
                                      : BatchColumn::of_floats(std::move(floats)));
}

}  // namespace sarye
