// The views of nodes: property columns, names, stable keys, the text index, counts.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "engine/graph/columns.h"
#include "engine/graph/name_index.h"
#include "engine/graph/view_sections.h"
#include "engine/store/byte_codec.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

// Values longer than this on average are texts: nobody groups by them.
constexpr std::size_t kLongValueBytes = 128;

// One column of one type: cells by offset. Values made here (keys, names) live in `own`.
struct ColumnBuild {
  std::vector<ColumnCell> cells;  // row is the offset within the type
};

std::uint64_t distinct_of(const std::vector<ColumnCell>& cells) {
  std::size_t bytes = 0;
  for (const ColumnCell& cell : cells) {
    if (cell.value->type() == ValueType::String) bytes += cell.value->string().size();
  }
  if (bytes > cells.size() * kLongValueBytes) return cells.size();
  std::unordered_set<std::size_t> hashes;
  hashes.reserve(cells.size());
  for (const ColumnCell& cell : cells) hashes.insert(group_hash(*cell.value));
  return hashes.size();
}

class TypeColumns {
 public:
  TypeColumns(std::span<const BuildNode> nodes, TypeId type) : nodes_(nodes), type_(type) {}

  Result<void> write(TypeStatistics& statistics, ViewWriter& writer) {
    if (auto done = collect(); !done) return done;
    statistics.count = nodes_.size();
    statistics.limit = nodes_.empty() ? 0 : nodes_.back().id.offset() + 1;
    statistics.offsets_in_key_order =
        std::is_sorted(nodes_.begin(), nodes_.end(),
                       [](const BuildNode& a, const BuildNode& b) { return a.key < b.key; });
    for (const auto& [name, column] : columns_) {
      PropertyStatistics& counted = statistics.columns.emplace_back();
      counted.name = name;
      counted.values = column.cells.size();
      if (name.front() != '\t') counted.distinct = distinct_of(column.cells);
      write_column(name, column, writer);
    }
    return {};
  }

 private:
  Result<void> collect() {
    own_.reserve(nodes_.size() * 5);
    for (const BuildNode& node : nodes_) {
      add_own(internal_column::kKey, node, Value(node.key));
      if (node.display != node.key && !node.display.empty()) {
        add_own(internal_column::kDisplay, node, Value(node.display));
      }
      if (!node.names.empty()) {
        add_own(internal_column::kNames, node, Value(encode_names(node.names)));
      }
      if (node.mentions > 0) {
        add_own(internal_column::kMentions, node, Value(static_cast<std::int64_t>(node.mentions)));
      }
      if (node.external_id >= 0) {
        add_own(internal_column::kExternal, node, Value(node.external_id));
      }
      for (const auto& [name, value] : node.properties) {
        if (value.is_null() || name.empty()) continue;
        std::vector<ColumnCell>& cells = columns_[name].cells;
        if (!cells.empty() && cells.back().row == node.id.offset()) {
          return Error{ErrorCode::Internal,
                       "node " + node.key + " has the property " + name + " twice"};
        }
        cells.push_back({node.id.offset(), &value});
      }
    }
    return {};
  }

  void add_own(std::string_view name, const BuildNode& node, Value value) {
    own_.push_back(std::move(value));  // room was reserved: cells keep their addresses
    columns_[name].cells.push_back({node.id.offset(), &own_.back()});
  }

  void write_column(std::string_view name, const ColumnBuild& column, ViewWriter& writer) const {
    std::vector<ColumnCell> range_cells;
    for (std::size_t begin = 0; begin < column.cells.size();) {
      const std::uint32_t range = column.cells[begin].row >> kRangeBits;
      range_cells.clear();
      std::size_t i = begin;
      for (; i < column.cells.size() && column.cells[i].row >> kRangeBits == range; ++i) {
        range_cells.push_back({column.cells[i].row & (kRangeSize - 1), column.cells[i].value});
      }
      writer.parts(node_column_key(type_, name, range), encode_column(range_cells));
      begin = i;
    }
  }

  std::span<const BuildNode> nodes_;
  TypeId type_;
  std::vector<Value> own_;
  std::map<std::string_view, ColumnBuild> columns_;
};

// Calls `each(type, nodes)` for every type that has nodes.
template <typename Each>
Result<void> for_each_type(const BuildInput& input, Each each) {
  for (std::size_t begin = 0; begin < input.nodes.size();) {
    const TypeId type = input.nodes[begin].id.type();
    std::size_t end = begin;
    while (end < input.nodes.size() && input.nodes[end].id.type() == type) ++end;
    auto done = each(type, std::span(input.nodes).subspan(begin, end - begin));
    if (!done) return done;
    begin = end;
  }
  return {};
}

Result<void> write_names(const BuildInput& input, ViewWriter& writer) {
  std::set<std::string> keys;
  for (const BuildNode& node : input.nodes) {
    keys.clear();
    for (const EntityName& name : node.names) keys.insert(name_key(name.text));
    if (!node.display.empty() && node.names.empty() && node.display != node.key) {
      keys.insert(name_key(node.display));
    }
    for (const std::string& key : keys) {
      if (!key.empty()) writer.row(name_row_key(key, node.id), {});
    }
  }
  if (auto done = writer.end_section(Table::Graph, view_prefix(View::Names)); !done) return done;
  for (const BuildNode& node : input.nodes) {
    std::string value;
    ByteWriter(value).u16(node.id.type().value).u32(node.id.offset());
    writer.row(stable_key_row_key(node.key), std::move(value));
  }
  return writer.end_section(Table::Graph, view_prefix(View::StableKeys));
}

}  // namespace

Result<void> write_node_views(const BuildInput& input, Manifest& manifest, ViewWriter& writer,
                              TextIndexWriter& texts) {
  const std::size_t types = input.ontology.types().size();
  for (std::size_t i = 0; i < input.nodes.size(); ++i) {
    if (input.nodes[i].id.type().value >= types ||
        (i > 0 && input.nodes[i].id == input.nodes[i - 1].id)) {
      return Error{ErrorCode::Internal,
                   "node " + input.nodes[i].key + " has no type or the place of another node"};
    }
  }
  manifest.types.assign(types, {});
  const NodeType* passage = input.ontology.find_type("Passage");
  const NodeType* document = input.ontology.find_type("Document");
  auto done = for_each_type(input, [&](TypeId type, std::span<const BuildNode> nodes) {
    if (passage != nullptr && passage->id == type) {
      for (const BuildNode& node : nodes) {
        for (const auto& [name, value] : node.properties) {
          if (name == "text" && value.type() == ValueType::String) {
            texts.add(node.id.offset(), value.string());
          }
        }
      }
    }
    return TypeColumns(nodes, type).write(manifest.types[type.value], writer);
  });
  if (!done) return done;
  done = writer.end_section(Table::Graph, view_prefix(View::NodeColumn));
  if (!done) return done;
  if (done = write_names(input, writer); !done) return done;

  std::set<std::string> names(manifest.document_properties.begin(),
                              manifest.document_properties.end());
  if (document != nullptr) {
    for (const PropertyStatistics& column : manifest.types[document->id.value].columns) {
      if (column.name.front() != '\t') names.insert(column.name);
    }
  }
  manifest.document_properties.assign(names.begin(), names.end());
  return {};
}

}  // namespace sarye
