#include "engine/executor/number_properties.h"

#include "engine/executor/expression.h"
#include "engine/executor/typed_text.h"

namespace sarye {

Result<const Column*> NumberProperties::column_of(Cursor& cursor, const PropertyRef& property,
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

Result<bool> NumberProperties::integers(const PropertyRef& property, const BatchColumn& nodes,
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

Result<std::optional<BatchColumn>> NumberProperties::column(const PropertyRef& property,
                                                            const BatchColumn& nodes,
                                                            std::size_t rows) {
  const std::optional<BatchColumn> none;
  std::vector<std::int64_t> integers;
  std::vector<double> floats;
  Cursor cursor;
  for (std::size_t i = 0; i < rows; ++i) {
    const NodeId node = nodes.node(i);
    if (node == null_node()) return none;
    bool other_form = false;
    auto found = column_of(cursor, property, node, other_form);
    if (!found) return found.error();
    const std::uint32_t row = node.offset() & (kRangeSize - 1);
    if (other_form || *found == nullptr || !(*found)->has(row)) return none;
    if ((*found)->kind() == ColumnKind::Integer && floats.empty()) {
      if (integers.empty()) integers.reserve(rows);
      integers.push_back((*found)->integers()[row]);
    } else if ((*found)->kind() == ColumnKind::Float && integers.empty()) {
      if (floats.empty()) floats.reserve(rows);
      floats.push_back((*found)->floats()[row]);
    } else {
      return none;
    }
  }
  if (rows == 0) return none;
  return std::optional(floats.empty() ? BatchColumn::of_integers(std::move(integers))
                                      : BatchColumn::of_floats(std::move(floats)));
}

}  // namespace sarye
