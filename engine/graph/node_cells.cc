#include "engine/graph/node_cells.h"

#include "engine/graph/name_index.h"
#include "engine/graph/value_codec.h"
#include "engine/store/byte_codec.h"
#include "engine/text/name_key.h"

namespace sarye {

std::vector<std::pair<std::string, Value>> cells_of(const BuildNode& node) {
  std::vector<std::pair<std::string, Value>> out;
  const auto add = [&](std::string_view name, Value value) {
    out.emplace_back(std::string(name), std::move(value));
  };
  add(internal_column::kKey, Value(node.key));
  if (node.display != node.key && !node.display.empty()) {
    add(internal_column::kDisplay, Value(node.display));
  }
  if (!node.names.empty()) add(internal_column::kNames, Value(encode_names(node.names)));
  if (node.mentions > 0) {
    add(internal_column::kMentions, Value(static_cast<std::int64_t>(node.mentions)));
  }
  if (node.external_id >= 0) add(internal_column::kExternal, Value(node.external_id));
  if (node.document != BuildNode::kNoDocument) {
    add(internal_column::kDocument, Value(std::int64_t{node.document}));
  }
  for (const auto& [name, value] : node.properties) {
    if (!value.is_null() && !name.empty()) add(name, value);
  }
  return out;
}

std::set<std::string> name_keys_of(const std::string& stable_key, const std::string& display,
                                   const std::vector<EntityName>& names) {
  std::set<std::string> keys;
  for (const EntityName& name : names) keys.insert(name_key(name.text));
  if (!display.empty() && names.empty() && display != stable_key) keys.insert(name_key(display));
  keys.erase(std::string());
  return keys;
}

std::string stable_key_value(NodeId node) {
  std::string value;
  ByteWriter(value).u16(node.type().value).u32(node.offset());
  return value;
}

bool same_value(const Value& a, const Value& b) {
  if (a.type() != b.type()) return false;
  std::string x;
  std::string y;
  ByteWriter left(x);
  ByteWriter right(y);
  write_value(left, a);
  write_value(right, b);
  return x == y;
}

}  // namespace sarye
