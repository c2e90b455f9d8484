// Names and stable keys: name key → nodes, as keys of the store, so that an exact look-up and a
// prefix are one seek; stable key → node; and the list of names that each node keeps.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/graph/view_rows.h"
#include "engine/model/document.h"

namespace sarye {

// All names of a node as one string, and back. The order is kept.
std::string encode_names(const std::vector<EntityName>& names);
Result<std::vector<EntityName>> decode_names(std::string_view bytes);  // Errors: Damaged

std::string name_row_key(std::string_view name_key, NodeId node);
std::string stable_key_row_key(std::string_view stable_key);

struct NameRow {
  std::string key;  // the name key
  NodeId node;
};
// nullopt: not a row of the name index.
std::optional<NameRow> parse_name_row(std::string_view row_key);

// The nodes that a name key stands for, in order of type and offset.
Result<std::vector<NodeId>> nodes_named(const Snapshot& snapshot, std::string_view name_key);
// Rows whose name key starts with `prefix`, in order of key; at most `limit` (0: all).
Result<std::vector<NameRow>> names_starting_with(const Snapshot& snapshot, std::string_view prefix,
                                                 std::size_t limit);
Result<std::optional<NodeId>> node_of_key(const Snapshot& snapshot, std::string_view stable_key);

}  // namespace sarye
