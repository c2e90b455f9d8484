#include "engine/graph/name_index.h"

#include "engine/store/byte_codec.h"

namespace sarye {

std::string encode_names(const std::vector<EntityName>& names) {
  std::string bytes;
  ByteWriter out(bytes);
  out.varint(names.size());
  for (const EntityName& name : names) {
    out.u8(static_cast<std::uint8_t>(name.tag));
    out.u8(static_cast<std::uint8_t>(name.kind));
    out.string(name.text);
  }
  return bytes;
}

Result<std::vector<EntityName>> decode_names(std::string_view bytes) {
  ByteReader in(bytes);
  std::vector<EntityName> names;
  const std::size_t count = in.count(3);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    EntityName name;
    const std::uint8_t tag = in.u8();
    const std::uint8_t kind = in.u8();
    if (tag > static_cast<std::uint8_t>(NameTag::Ja) ||
        kind > static_cast<std::uint8_t>(NameKind::Surface)) {
      in.fail();
    }
    name.tag = static_cast<NameTag>(tag);
    name.kind = static_cast<NameKind>(kind);
    name.text = in.string();
    names.push_back(std::move(name));
  }
  if (auto whole = in.finish("the names of a node"); !whole) return whole.error();
  return names;
}

std::string name_row_key(std::string_view name_key, NodeId node) {
  std::string key = view_prefix(View::Names);
  ByteWriter(key).ordered_string(name_key).u16(node.type().value).u32(node.offset());
  return key;
}

std::string stable_key_row_key(std::string_view stable_key) {
  return view_prefix(View::StableKeys) + std::string(stable_key);
}

std::optional<NameRow> parse_name_row(std::string_view row_key) {
  ByteReader in(row_key);
  if (in.u8() != static_cast<std::uint8_t>(View::Names)) return std::nullopt;
  NameRow row;
  row.key = in.ordered_string();
  const TypeId type(in.u16());
  row.node = NodeId(type, in.u32());
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return row;
}

namespace {

Result<std::vector<NameRow>> scan_names(const Snapshot& snapshot, const std::string& prefix,
                                        std::size_t limit) {
  ScanOptions options;
  options.limit = limit;
  auto cursor = snapshot.scan(Table::Graph, std::string_view(prefix), options);
  if (!cursor) return cursor.error();
  std::vector<NameRow> rows;
  while (true) {
    auto more = (*cursor)->next();
    if (!more) return more.error();
    if (!*more) return rows;
    auto row = parse_name_row((*cursor)->key());
    if (!row) {
      return Error{ErrorCode::Damaged, "a row of the name index cannot be read",
                   "run `sarye rebuild`"};
    }
    rows.push_back(std::move(*row));
  }
}

}  // namespace

Result<std::vector<NodeId>> nodes_named(const Snapshot& snapshot, std::string_view name_key) {
  std::string prefix = view_prefix(View::Names);
  ByteWriter(prefix).ordered_string(name_key);
  auto rows = scan_names(snapshot, prefix, 0);
  if (!rows) return rows.error();
  std::vector<NodeId> nodes;
  nodes.reserve(rows->size());
  for (const NameRow& row : *rows) nodes.push_back(row.node);
  return nodes;
}

Result<std::vector<NameRow>> names_starting_with(const Snapshot& snapshot, std::string_view prefix,
                                                 std::size_t limit) {
  std::string begin = view_prefix(View::Names);
  ByteWriter(begin).ordered_string(prefix);
  begin.resize(begin.size() - 2);  // without the mark that ends the string
  return scan_names(snapshot, begin, limit);
}

Result<std::optional<NodeId>> node_of_key(const Snapshot& snapshot, std::string_view stable_key) {
  auto value = snapshot.get(Table::Graph, stable_key_row_key(stable_key));
  if (!value) return value.error();
  if (!*value) return std::optional<NodeId>();
  ByteReader in(**value);
  const TypeId type(in.u16());
  const NodeId node(type, in.u32());
  if (auto whole = in.finish("a stable key"); !whole) return whole.error();
  return std::optional(node);
}

}  // namespace sarye
