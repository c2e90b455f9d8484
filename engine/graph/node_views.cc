// The views of nodes: property columns, names, stable keys, the text index, counts.
#include <algorithm>
#include <map>
#include <set>

#include "engine/graph/columns.h"
#include "engine/graph/name_index.h"
#include "engine/graph/node_cells.h"
#include "engine/graph/view_parts.h"
#include "engine/graph/view_sections.h"
#include "engine/graph/view_summary.h"

namespace sarye {

namespace {

// One column of one type: cells by offset. Values made here (keys, names) live in `own`.
struct ColumnBuild {
  std::vector<ColumnCell> cells;  // row is the offset within the type
};

class TypeColumns {
 public:
  TypeColumns(std::span<const BuildNode> nodes, TypeId type) : nodes_(nodes), type_(type) {}

  Result<void> write(TypeStatistics& statistics, ViewWriter& writer) {
    if (auto done = collect(); !done) return done;
    TypeFold fold;
    for (const auto& [name, column] : columns_) write_column(name, column, writer, fold);
    statistics = fold.statistics();
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

  void write_column(std::string_view name, const ColumnBuild& column, ViewWriter& writer,
                    TypeFold& fold) const {
    std::vector<ColumnCell> range_cells;
    for (std::size_t begin = 0; begin < column.cells.size();) {
      const std::uint32_t range = column.cells[begin].row >> kRangeBits;
      range_cells.clear();
      std::size_t i = begin;
      for (; i < column.cells.size() && column.cells[i].row >> kRangeBits == range; ++i) {
        range_cells.push_back({column.cells[i].row & (kRangeSize - 1), column.cells[i].value});
      }
      writer.parts(node_column_key(type_, name, range), encode_column(range_cells, is_kept_by_text(name)));
      const ColumnSummary summary = summarise(name, range_cells);
      writer.row(column_summary_key(type_, name, range), encode_summary(summary));
      fold.add(std::string(name), range, summary);
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
  for (const BuildNode& node : input.nodes) {
    for (const std::string& key : name_keys_of(node.key, node.display, node.names)) {
      writer.row(name_row_key(key, node.id), {});
    }
  }
  if (auto done = writer.end_section(Table::Graph, view_prefix(View::Names)); !done) return done;
  for (const BuildNode& node : input.nodes) {
    writer.row(stable_key_row_key(node.key), stable_key_value(node.id));
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
  done = writer.end_sections(Table::Graph,
                             {view_prefix(View::NodeColumn), std::string(kColumnSummaryView)});
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
