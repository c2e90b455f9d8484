#include "engine/executor/group_table.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string_view>

namespace sarye {

namespace {

// Fewer rows are not worth a table by offset.
constexpr std::size_t kManyRows = 256;
// Offsets that such a table may always have, and more of them for each group.
constexpr std::size_t kOffsets = 65'536;
constexpr std::size_t kOffsetsAGroup = 16;

std::size_t mixed(std::size_t h) {
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

std::size_t hash_node(NodeId node) {
  return node == null_node() ? group_hash(Value()) : node.value * 0x9E3779B97F4A7C15u;
}

std::size_t hash_text(std::string_view text) {
  return text.data() == nullptr ? group_hash(Value()) : std::hash<std::string_view>()(text);
}

// Nodes and texts have one hash, whatever kind of column they stand in.
std::size_t hash_value(const Value& value) {
  if (value.type() == ValueType::Node) return hash_node(value.node());
  if (value.type() == ValueType::String) return hash_text(value.string());
  return group_hash(value);
}

std::size_t hash_cell(const BatchColumn& column, std::size_t row) {
  if (column.holds_nodes()) return hash_node(column.node(row));
  if (!column.filled()) return group_hash(Value());
  const ColumnData& data = column.data();
  const std::size_t at = column.index(row);
  if (data.kind == ColumnData::Kind::Integers) return group_hash(Value(data.integers[at]));
  if (data.kind == ColumnData::Kind::Texts) return hash_text(data.texts[at]);
  if (data.kind == ColumnData::Kind::Values) return hash_value(data.values[at]);
  return hash_value(column.value(row));
}

}  // namespace

std::uint64_t GroupTable::bytes() const {
  std::uint64_t sum = places_.capacity() * sizeof(Place) + value_bytes_;
  for (const ColumnData& data : keys_) sum += data.bytes();
  return sum + (by_code_.groups.capacity() + by_node_.capacity()) * sizeof(std::uint32_t);
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
    if (key.kind == ColumnData::Kind::Integers && columns[k].holds(ColumnData::Kind::Integers)) {
      if (key.integers[group] != columns[k].data().integers[columns[k].index(row)]) return false;
      continue;
    }
    if (key.kind == ColumnData::Kind::Texts && columns[k].holds(ColumnData::Kind::Texts)) {
      const std::string_view a = key.texts[group];
      const std::string_view b = columns[k].data().texts[columns[k].index(row)];
      if (a != b || (a.data() == nullptr) != (b.data() == nullptr)) return false;
      continue;
    }
    if (!same_group(key.value(group), columns[k].value(row))) return false;
  }
  return true;
}

std::uint32_t GroupTable::find(std::span<const BatchColumn> columns, std::size_t row) const {
  const std::uint32_t tag = tag_of(hash_row(columns, row));
  for (std::size_t at = place_of(tag); places_[at].group != kNone; at = behind(at)) {
    const Place& place = places_[at];
    if (place.tag == tag && same(columns, row, place.group)) return place.group;
  }
  return kNone;
}

std::uint32_t GroupTable::find_or_add(std::span<const BatchColumn> columns, std::size_t row) {
  return find_or_add_tagged(columns, row, tag_of(hash_row(columns, row)));
}

std::uint32_t GroupTable::find_or_add_tagged(std::span<const BatchColumn> columns, std::size_t row,
                                             std::uint32_t tag) {
  std::size_t at = place_of(tag);
  for (; places_[at].group != kNone; at = behind(at)) {
    const Place& place = places_[at];
    if (place.tag == tag && same(columns, row, place.group)) return place.group;
  }
  const auto group = static_cast<std::uint32_t>(size_);
  places_[at] = {group, tag};
  for (std::size_t k = 0; k < columns.size(); ++k) add_key(k, columns[k], row);
  if (++size_ * 2 > places_.size()) grow();
  return group;
}

void GroupTable::add_key(std::size_t k, const BatchColumn& column, std::size_t row) {
  ColumnData& key = keys_[k];
  const bool is_typed = column.holds_nodes() || column.holds(ColumnData::Kind::Integers) ||
                        column.holds(ColumnData::Kind::Texts);
  if (size_ == 0 && is_typed) key.kind = column.data().kind;
  if (key.kind == ColumnData::Kind::Nodes && column.holds_nodes()) {
    key.nodes.push_back(column.node(row));
    return;
  }
  if (key.kind == ColumnData::Kind::Integers && column.holds(ColumnData::Kind::Integers)) {
    key.integers.push_back(column.data().integers[column.index(row)]);
    return;
  }
  if (key.kind == ColumnData::Kind::Texts && column.holds(ColumnData::Kind::Texts)) {
    key.texts.push_back(column.data().texts[column.index(row)]);
    return;
  }
  const Value value = column.value(row);
  value_bytes_ += extra_bytes(value);
  key.push(value);
}

void GroupTable::find_or_add_all(std::span<const BatchColumn> columns, std::size_t rows,
                                 std::vector<std::uint32_t>& out) {
  out.resize(rows);
  bool coded = !columns.empty() && columns.size() <= 2;
  std::vector<const ValueDictionary*> dictionaries;
  for (const BatchColumn& column : columns) {
    coded = coded && column.holds(ColumnData::Kind::Codes) &&
            column.data().dictionary->size() <= std::size_t{1} << kCodeBits;
    if (coded) dictionaries.push_back(column.data().dictionary.get());
  }
  const bool are_nodes = columns.size() == 1 && columns[0].holds_nodes() && rows >= kManyRows;
  if (!coded) {
    return are_nodes ? find_or_add_nodes(columns, rows, out) : find_or_add_each(columns, rows, out);
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

void GroupTable::find_or_add_nodes(std::span<const BatchColumn> columns, std::size_t rows,
                                   std::vector<std::uint32_t>& out) {
  const BatchColumn& nodes = columns[0];
  const std::size_t most = std::max(kOffsets, kOffsetsAGroup * size_);
  for (std::size_t row = 0; row < rows; ++row) {
    const NodeId node = nodes.node(row);
    if (!node_type_ && node != null_node()) node_type_ = node.type();
    if (node == null_node() || node.type() != *node_type_ || node.offset() >= most) {
      out[row] = find_or_add(columns, row);
      continue;
    }
    if (node.offset() >= by_node_.size()) {
      by_node_.resize(std::max<std::size_t>(kManyRows, 2 * std::size_t{node.offset()}), kNone);
    }
    std::uint32_t& group = by_node_[node.offset()];
    if (group == kNone) group = find_or_add(columns, row);
    out[row] = group;
  }
}

// The places of the next rows are on their way from memory while one row is looked up.
void GroupTable::find_or_add_each(std::span<const BatchColumn> columns, std::size_t rows,
                                  std::vector<std::uint32_t>& out) {
  constexpr std::size_t kAhead = 12;
  row_tags_.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) row_tags_[row] = tag_of(hash_row(columns, row));
  for (std::size_t row = 0; row < rows; ++row) {
    if (row + kAhead < rows) __builtin_prefetch(&places_[place_of(row_tags_[row + kAhead])]);
    out[row] = find_or_add_tagged(columns, row, row_tags_[row]);
  }
}

void GroupTable::grow() {
  ++bits_;
  std::vector<Place> before(std::size_t{1} << bits_);
  before.swap(places_);
  for (const Place& place : before) {
    if (place.group == kNone) continue;
    std::size_t at = place_of(place.tag);
    while (places_[at].group != kNone) at = behind(at);
    places_[at] = place;
  }
}

BatchColumn GroupTable::take_column(std::size_t column) {
  return BatchColumn::of(std::make_shared<const ColumnData>(std::move(keys_[column])));
}

}  // namespace sarye
