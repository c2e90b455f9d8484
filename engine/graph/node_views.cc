// The views of nodes: property columns, names, stable keys, the text index, counts.
#include <tbb/parallel_for.h>

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "engine/graph/columns.h"
#include "engine/graph/name_index.h"
#include "engine/graph/node_cells.h"
#include "engine/graph/view_parts.h"
#include "engine/graph/view_sections.h"
#include "engine/graph/view_summary.h"

namespace sarye {

namespace {

// One range of the nodes of one type, and what it becomes.
struct NodeRange {
  std::span<BuildNode> nodes;
  ViewRows columns;
  ViewRows names;
  ViewRows keys;
  std::vector<std::pair<std::string, ColumnSummary>> summaries;  // by column
  Result<void> done;

  std::uint32_t number() const { return nodes.front().id.offset() >> kRangeBits; }
};

class RangeColumns {
 public:
  explicit RangeColumns(NodeRange& range) : range_(range) {}

  void write() {
    collect();
    if (!range_.done) return;
    std::sort(columns_.begin(), columns_.end(),
              [](const NamedColumn& a, const NamedColumn& b) { return a.name < b.name; });
    const TypeId type = range_.nodes.front().id.type();
    const std::uint32_t number = range_.number();
    for (const NamedColumn& column : columns_) {
      add_parts(range_.columns, node_column_key(type, column.name, number),
                encode_column(column.cells, is_kept_by_text(column.name)));
      ColumnSummary summary = summarise(column.name, column.cells);
      range_.columns.emplace_back(column_summary_key(type, column.name, number),
                                  encode_summary(summary));
      range_.summaries.emplace_back(std::string(column.name), std::move(summary));
    }
  }

 private:
  struct NamedColumn {
    std::string_view name;
    std::vector<ColumnCell> cells;
  };

  void collect() {
    own_.reserve(range_.nodes.size() * 6);
    for (const BuildNode& node : range_.nodes) {
      next_ = 0;
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
      if (node.document != BuildNode::kNoDocument) {
        add_own(internal_column::kDocument, node, Value(std::int64_t{node.document}));
      }
      for (const auto& [name, value] : node.properties) {
        if (value.is_null() || name.empty()) continue;
        std::vector<ColumnCell>& cells = column(name);
        if (!cells.empty() && cells.back().row == row_of(node)) {
          range_.done = Error{ErrorCode::Internal,
                              "node " + node.key + " has the property " + name + " twice"};
          return;
        }
        cells.push_back({row_of(node), &value});
      }
    }
  }

  static std::uint32_t row_of(const BuildNode& node) { return node.id.offset() & (kRangeSize - 1); }

  void add_own(std::string_view name, const BuildNode& node, Value value) {
    own_.push_back(std::move(value));  // room was reserved: cells keep their addresses
    column(name).push_back({row_of(node), &own_.back()});
  }

  // Most nodes have the columns of the one before, in its order.
  std::vector<ColumnCell>& column(std::string_view name) {
    if (next_ < columns_.size() && columns_[next_].name == name) return columns_[next_++].cells;
    const auto found = std::find_if(columns_.begin(), columns_.end(),
                                    [&](const NamedColumn& known) { return known.name == name; });
    next_ = static_cast<std::size_t>(found - columns_.begin()) + 1;
    if (found != columns_.end()) return found->cells;
    NamedColumn& made = columns_.emplace_back();
    made.name = name;
    made.cells.reserve(range_.nodes.size());
    return made.cells;
  }

  NodeRange& range_;
  std::vector<Value> own_;  // made here: keys, names
  std::vector<NamedColumn> columns_;
  std::size_t next_ = 0;
};

void write_names(NodeRange& range) {
  range.keys.reserve(range.nodes.size());
  for (const BuildNode& node : range.nodes) {
    for (const std::string& key : name_keys_of(node.key, node.display, node.names)) {
      range.names.emplace_back(name_row_key(key, node.id), std::string());
    }
    range.keys.emplace_back(stable_key_row_key(node.key), stable_key_value(node.id));
  }
}

std::vector<NodeRange> ranges_of(std::span<BuildNode> nodes) {
  std::vector<NodeRange> out;
  for (std::size_t begin = 0; begin < nodes.size();) {
    const auto range_of = [](NodeId id) { return id.value >> kRangeBits; };
    std::size_t end = begin + 1;
    while (end < nodes.size() && range_of(nodes[end].id) == range_of(nodes[begin].id)) ++end;
    out.emplace_back().nodes = nodes.subspan(begin, end - begin);
    begin = end;
  }
  return out;
}

}  // namespace

NodeViews::NodeViews(const Ontology& ontology, ViewWriter& writer)
    : ontology_(ontology), writer_(writer), folds_(ontology.types().size()) {}

Result<void> NodeViews::add(std::span<BuildNode> nodes) {
  for (const BuildNode& node : nodes) {
    if (node.id.type().value >= folds_.size() || (last_ && !(*last_ < node.id))) {
      return Error{ErrorCode::Internal,
                   "node " + node.key + " has no type or the place of another node"};
    }
    last_ = node.id;
  }
  count_ += nodes.size();
  std::vector<NodeRange> ranges = ranges_of(nodes);
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, ranges.size(), 1),
                    [&](const tbb::blocked_range<std::size_t>& some) {
                      for (std::size_t i = some.begin(); i < some.end(); ++i) {
                        RangeColumns(ranges[i]).write();
                        if (ranges[i].done) write_names(ranges[i]);
                      }
                    });
  for (NodeRange& range : ranges) {
    if (!range.done) return range.done.error();
    TypeFold& fold = folds_[range.nodes.front().id.type().value];
    for (const auto& [name, summary] : range.summaries) fold.add(name, range.number(), summary);
    for (ViewRows* rows : {&range.columns, &range.names, &range.keys}) {
      writer_.rows(*rows);
      ViewRows().swap(*rows);
    }
    has_nodes_.insert(range.nodes.front().id.type());
  }
  return {};
}

Result<void> NodeViews::finish(Manifest& manifest) {
  manifest.types.assign(folds_.size(), {});
  for (const TypeId type : has_nodes_) {
    manifest.types[type.value] = folds_[type.value].statistics();
  }
  std::set<std::string> names(manifest.document_properties.begin(),
                              manifest.document_properties.end());
  if (const NodeType* document = ontology_.find_type("Document")) {
    for (const PropertyStatistics& column : manifest.types[document->id.value].columns) {
      if (column.name.front() != '\t') names.insert(column.name);
    }
  }
  manifest.document_properties.assign(names.begin(), names.end());
  return writer_.end_sections(Table::Graph,
                              {view_prefix(View::NodeColumn), view_prefix(View::Names),
                               view_prefix(View::StableKeys), std::string(kColumnSummaryView)});
}

std::vector<PassageText> texts_of(std::span<const BuildNode> nodes, const Ontology& ontology) {
  std::vector<PassageText> texts;
  const NodeType* passage = ontology.find_type("Passage");
  if (passage == nullptr) return texts;
  for (const BuildNode& node : nodes) {
    if (node.id.type() != passage->id) continue;
    for (const auto& [name, value] : node.properties) {
      if (name == "text" && value.type() == ValueType::String) {
        texts.push_back({node.id.offset(), value.string()});
      }
    }
  }
  return texts;
}

}  // namespace sarye
