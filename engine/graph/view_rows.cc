#include "engine/graph/view_rows.h"

#include <utility>

#include "engine/graph/view_parts.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr std::string_view kUnfinished = "u";

std::string table_key(View view, const EdgeTableKey& table) {
  std::string key = view_prefix(view);
  ByteWriter(key).u16(table.family.value).u16(table.from.value).u16(table.to.value);
  return key;
}

std::string table_range_key(View view, const EdgeTableKey& table, std::uint32_t range) {
  std::string key = table_key(view, table);
  ByteWriter(key).u32(range);
  return key;
}

// The value whose part 0 is `first`.
Result<std::string> read_more_parts(const Snapshot& snapshot, Table table, std::string_view key,
                                    std::string_view first) {
  ByteReader reader(first);
  const std::uint64_t parts = reader.varint();
  if (!reader.ok() || parts == 0 || parts > 0x10000) {
    return Error{
        ErrorCode::Damaged,
        "a view in table " + std::string(table_name(table)) + " does not say how many parts it has",
        "run `sarye rebuild`"};
  }
  std::string bytes(reader.rest());
  if (parts == 1) return bytes;
  std::vector<std::string> keys;
  for (std::size_t part = 1; part < parts; ++part) keys.push_back(part_key(key, part));
  auto more = snapshot.multi_get(table, keys);
  if (!more) return more.error();
  for (const std::optional<std::string>& part : *more) {
    if (!part) {
      return Error{ErrorCode::Damaged,
                   "a part of a view in table " + std::string(table_name(table)) + " is missing",
                   "run `sarye rebuild`"};
    }
    bytes += *part;
  }
  return bytes;
}

}  // namespace

std::string part_key(std::string_view key, std::size_t part) {
  std::string out(key);
  ByteWriter(out).u16(static_cast<std::uint16_t>(part));
  return out;
}

std::size_t part_count(std::size_t bytes) {
  return bytes == 0 ? 1 : (bytes + kPartBytes - 1) / kPartBytes;
}

void mark_unfinished(WriteBatch& batch) {
  batch.put(Table::Graph, kUnfinished, {});
}

Result<void> commit_last(Store& store, WriteBatch& batch, bool is_marked) {
  if (is_marked) batch.erase(Table::Graph, kUnfinished);
  if (batch.empty()) return {};
  auto done = store.commit(batch);
  batch.clear();
  return done;
}

void append(WriteBatch& batch, const WriteBatch& more) {
  for (const WriteBatch::Change& change : more.changes()) {
    switch (change.kind) {
      case WriteBatch::Kind::Put:
        batch.put(change.table, change.key, change.value);
        break;
      case WriteBatch::Kind::Erase:
        batch.erase(change.table, change.key);
        break;
      case WriteBatch::Kind::ErasePrefix:
        batch.erase_prefix(change.table, change.key);
        break;
    }
  }
}

std::string view_prefix(View view) {
  return std::string(1, static_cast<char>(view));
}

std::string adjacency_key(const EdgeTableKey& table, Direction direction, std::uint32_t range) {
  std::string key = table_key(View::Adjacency, table);
  ByteWriter(key).u8(static_cast<std::uint8_t>(direction)).u32(range);
  return key;
}

std::string counts_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::Counts, table, range);
}

std::string document_edges_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::DocumentEdges, table, range);
}

std::string evidence_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::Evidence, table, range);
}

std::string qualifiers_key(const EdgeTableKey& table, std::uint32_t range) {
  return table_range_key(View::Qualifiers, table, range);
}

std::string edge_column_key(const EdgeTableKey& table, std::string_view name, std::uint32_t range) {
  std::string key = table_key(View::EdgeColumn, table);
  ByteWriter(key).ordered_string(name).u32(range);
  return key;
}

std::string node_column_key(TypeId type, std::string_view name, std::uint32_t range) {
  std::string key = view_prefix(View::NodeColumn);
  ByteWriter(key).u16(type.value).ordered_string(name).u32(range);
  return key;
}

std::string string_range_key(std::uint32_t range) {
  std::string key = view_prefix(View::Strings);
  ByteWriter(key).u32(range);
  return key;
}

void add_parts(ViewRows& rows, std::string_view key, std::string_view bytes) {
  const std::size_t parts = part_count(bytes.size());
  for (std::size_t part = 0; part < parts; ++part) {
    const std::string_view of_part = bytes.substr(part * kPartBytes, kPartBytes);
    std::string value;
    value.reserve(of_part.size() + 1);
    if (part == 0) ByteWriter(value).varint(parts);
    value += of_part;
    rows.emplace_back(part_key(key, part), std::move(value));
  }
}

std::vector<std::pair<std::string, std::string>> cut_into_parts(std::string_view key,
                                                                std::string_view bytes) {
  ViewRows rows;
  add_parts(rows, key, bytes);
  return rows;
}

Result<std::optional<std::string>> read_parts(const Snapshot& snapshot, Table table,
                                              std::string_view key) {
  auto first = snapshot.get(table, part_key(key, 0));
  if (!first) return first.error();
  if (!*first) return std::optional<std::string>();
  auto bytes = read_more_parts(snapshot, table, key, **first);
  if (!bytes) return bytes.error();
  return std::optional(std::move(*bytes));
}

Result<std::vector<std::optional<std::string>>> read_all_parts(const Snapshot& snapshot,
                                                               Table table,
                                                               std::span<const std::string> keys) {
  std::vector<std::string> rows;
  rows.reserve(keys.size());
  for (const std::string& key : keys) rows.push_back(part_key(key, 0));
  auto values = snapshot.multi_get(table, rows);
  if (!values) return values.error();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::optional<std::string>& value = (*values)[i];
    if (!value) continue;
    auto whole = read_more_parts(snapshot, table, keys[i], *value);
    if (!whole) return whole.error();
    value = std::move(*whole);
  }
  return values;
}

Result<bool> views_are_unfinished(const Snapshot& snapshot) {
  auto mark = snapshot.get(Table::Graph, kUnfinished);
  if (!mark) return mark.error();
  return mark->has_value();
}

}  // namespace sarye
