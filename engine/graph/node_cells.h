// What a node has in the views of nodes: its cells, and the names by which it is found.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/graph/graph_builder.h"

namespace sarye {

// The cells of a node by column, internal ones too; nulls and nameless ones are left out.
std::vector<std::pair<std::string, Value>> cells_of(const BuildNode& node);

// The name keys that lead to a node.
std::set<std::string> name_keys_of(const std::string& stable_key, const std::string& display,
                                   const std::vector<EntityName>& names);

// The value of a row of View::StableKeys.
std::string stable_key_value(NodeId node);

// Whether a column would hold the same bytes for both.
bool same_value(const Value& a, const Value& b);

}  // namespace sarye
