// What the properties of imported nodes and edges are to the views: which of them are kept, of
// which kind they are, and which are names.
#pragma once

#include <string_view>

#include "engine/graph/graph_builder.h"
#include "engine/graph/imported_graph.h"
#include "engine/model/ontology.h"

namespace sarye {

PropertyKind imported_kind(ValueType type);

// Null, without a name, or with one of ours.
bool is_left_out(std::string_view name, ValueType type);

// nullptr: there is none.
const Value* find_imported(const PropertyList& properties, std::string_view name);

// Of the properties of a node of the type named `type`, keeps what is kept, each name once. A
// Document's `lang` also answers to `language` (DECISIONS 20).
void keep_imported(PropertyList& properties, std::string_view type);

// Its names, from `name`, `alias`, `aliases`, or else `title`, and what is displayed.
void name_imported(BuildNode& node);

}  // namespace sarye
