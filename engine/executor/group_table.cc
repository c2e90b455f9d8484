#include "engine/executor/group_table.h"

#include <memory>

namespace sarye {

namespace {

std::size_t mixed(std::size_t h) {
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

std::size_t hash_cell(const BatchColumn& column, std::size_t row) {
  if (column.holds_nodes()) {
    const NodeId node = column.node(row);
    return node == null_node() ? group_hash(Value()) : group_hash(Value(node));
  }
  if (!column.filled()) return group_hash(Value());
  const ColumnData& data = column.data();
  if (data.kind == ColumnData::Kind::Values) return group_hash(data.values[column.index(row)]);
  return group_hash(column.value(row));
}

}  // namespace

std::uint64_t GroupTable::bytes() const {
  std::uint64_t sum = hashes_.capacity() * sizeof(std::size_t) +
                      slots_.capacity() * sizeof(std::uint32_t) + value_bytes_;
  for (const ColumnData& data : keys_) sum += data.bytes();
  return sum + by_code_.groups.capacity() * sizeof(std::uint32_t);
}

std::size_t GroupTable::hash_row(std::span<const BatchColumn> columns, std::size_t row) {
  std::size_t h = 0;
  for (const BatchColumn& column : columns) h = mixed(h ^ hash_cell(column, row));
  return h;
}

bool GroupTable::same(std::span<const BatchColumn> columns, std::size_t row,
                      std::uint32_t group) const {
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const ColumnData& key = keys_[k];
    if (key.kind == ColumnData::Kind::Nodes && columns[k].holds_nodes()) {
      if (key.nodes[group] != columns[k].node(row)) return false;
      continue;
    }
    if (!same_group(key.value(group), columns[k].value(row))) return false;
  }
  return true;
}

std::uint32_t GroupTable::find(std::span<const BatchColumn> columns, std::size_t row) const {
  const std::size_t hash = hash_row(columns, row);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at] != kNone; at = (at + 1) & mask) {
    const std::uint32_t group = slots_[at];
    if (hashes_[group] == hash && same(columns, row, group)) return group;
  }
  return kNone;
}

std::uint32_t GroupTable::find_or_add(std::span<const BatchColumn> columns, std::size_t row) {
  const std::size_t hash = hash_row(columns, row);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != kNone; at = (at + 1) & mask) {
    const std::uint32_t group = slots_[at];
    if (hashes_[group] == hash && same(columns, row, group)) return group;
  }
  const auto group = static_cast<std::uint32_t>(hashes_.size());
  slots_[at] = group;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (group == 0 && columns[k].holds_nodes()) keys_[k].kind = ColumnData::Kind::Nodes;
    Value value = columns[k].value(row);
    value_bytes_ += extra_bytes(value);
    keys_[k].push(value);
  }
  hashes_.push_back(hash);
  if (hashes_.size() * 2 > slots_.size()) grow();
  return group;
}

void GroupTable::find_or_add_all(std::span<const BatchColumn> columns, std::size_t rows,
                                 std::vector<std::uint32_t>& out) {
  out.resize(rows);
  bool coded = columns.size() <= 2;
  std::vector<const ValueDictionary*> dictionaries;
  for (const BatchColumn& column : columns) {
    coded = coded && column.holds(ColumnData::Kind::Codes) &&
            column.data().dictionary->size() <= std::size_t{1} << kCodeBits;
    if (coded) dictionaries.push_back(column.data().dictionary.get());
  }
  if (!coded) {
    for (std::size_t row = 0; row < rows; ++row) out[row] = find_or_add(columns, row);
    return;
  }
  if (by_code_.dictionaries != dictionaries) {
    by_code_.dictionaries = std::move(dictionaries);
    by_code_.groups.assign(std::size_t{1} << kCodeBits * columns.size(), kNone);
  }
  for (std::size_t row = 0; row < rows; ++row) {
    std::size_t code = 0;
    for (const BatchColumn& column : columns) {
      code = code << kCodeBits | column.data().codes[column.index(row)];
    }
    std::uint32_t& group = by_code_.groups[code];
    if (group == kNone) group = find_or_add(columns, row);
    out[row] = group;
  }
}

void GroupTable::grow() {
  slots_.assign(slots_.size() * 2, kNone);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t group = 0; group < hashes_.size(); ++group) {
    std::size_t at = hashes_[group] & mask;
    while (slots_[at] != kNone) at = (at + 1) & mask;
    slots_[at] = group;
  }
}

BatchColumn GroupTable::take_column(std::size_t column) {
  return BatchColumn::of(std::make_shared<const ColumnData>(std::move(keys_[column])));
}

}  // namespace sarye
