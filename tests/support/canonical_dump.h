// All that a store says, as sorted lines that name things by their stable keys: equal for stores
// that say the same, whatever the order in which they came to it.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "engine/graph/graph_view.h"
#include "engine/model/date.h"
#include "engine/store/store.h"
#include "tests/support/tiny_graph.h"

namespace sarye {

class CanonicalDump {
 public:
  explicit CanonicalDump(const Store& store)
      : view_(tiny::must(GraphView::open(std::shared_ptr<const Snapshot>(store.snapshot())),
                         "view")) {}

  std::vector<std::string> lines() {
    for (const NodeType& type : view_->ontology().types()) {
      for (std::uint32_t offset = 0; offset < view_->node_limit(type.id); ++offset) {
        const NodeId node(type.id, offset);
        if (tiny::must(view_->exists(node), "exists")) add_node(node);
      }
    }
    for (const EdgeTableInfo& table : view_->edge_tables()) {
      for (std::uint32_t source = 0; source < view_->node_limit(table.from); ++source) {
        add_edges(table, source);
      }
    }
    std::sort(lines_.begin(), lines_.end());
    return std::move(lines_);
  }

 private:
  std::string key(NodeId node) const { return tiny::must(view_->stable_key(node), "key"); }

  std::string text(const Value& value) const {
    switch (value.type()) {
      case ValueType::String:
        return "'" + value.string() + "'";
      case ValueType::Integer:
        return std::to_string(value.integer());
      case ValueType::Float:
        return format_float(value.floating());
      case ValueType::Boolean:
        return value.boolean() ? "true" : "false";
      case ValueType::Date:
        return value.date().to_string();
      case ValueType::Node:
        return key(value.node());
      case ValueType::List: {
        std::string out = "[";
        for (const Value& item : value.items()) out += text(item) + ",";
        return out + "]";
      }
      default:
        return "?";
    }
  }

  void add_node(NodeId node) {
    std::string line = key(node) + " | " + tiny::must(view_->display_name(node), "name");
    for (const EntityName& name : tiny::must(view_->names(node), "names")) {
      line += " | " + std::to_string(static_cast<int>(name.kind)) + "/" +
              std::to_string(static_cast<int>(name.tag)) + " " + name.text;
    }
    for (const auto& [name, value] : tiny::must(view_->all_properties(node), "properties")) {
      if (name != "id") line += " | " + name + " = " + text(value);
    }
    lines_.push_back(std::move(line));
  }

  void add_edges(const EdgeTableInfo& table, std::uint32_t source) {
    const AdjacencyList list =
        tiny::must(view_->neighbours(table.id, Direction::Out, source), "edges");
    const AssertionChunk* rows = tiny::must(view_->assertions(table.id, list.range), "assertions");
    for (std::size_t i = 0; i < list.size(); ++i) {
      std::string line = key(NodeId(table.from, source)) + " -" +
                         view_->ontology().relation(table.family).name + "-> " +
                         key(NodeId(table.to, list.nodes[i]));
      const EdgeId edge = list.edge(i);
      for (const auto& [name, value] : tiny::must(view_->all_edge_properties(edge), "columns")) {
        line += " " + name + "=" + text(value);
      }
      lines_.push_back(line + " visible " + std::to_string(list.visible[i]));
      if (rows == nullptr) continue;
      for (std::uint32_t r = rows->first[edge.index()]; r < rows->first[edge.index() + 1]; ++r) {
        add_assertion(line, edge, *rows, r);
      }
    }
  }

  void add_assertion(const std::string& edge_line, EdgeId edge, const AssertionChunk& rows,
                     std::uint32_t r) {
    const NodeType& document = *view_->ontology().find_type("Document");
    const NodeType& passage = *view_->ontology().find_type("Passage");
    std::string line = edge_line + " by " + key(NodeId(document.id, rows.document[r]));
    if (rows.passage[r] != AssertionChunk::kNoPassage) {
      line += " in " + key(NodeId(passage.id, rows.passage[r]));
    }
    for (const auto number : {std::int64_t{rows.language[r]}, std::int64_t{rows.kind[r]},
                              std::int64_t{rows.polarity[r]}, std::int64_t{rows.modality[r]},
                              std::int64_t{rows.confidence[r]}, std::int64_t{rows.from[r]},
                              std::int64_t{rows.to[r]}, std::int64_t{rows.time_is_stated[r]},
                              std::int64_t{rows.quote_begin[r]}, std::int64_t{rows.quote_end[r]}}) {
      line += " " + std::to_string(number);
    }
    line += " " + tiny::must(view_->attribution_text(rows.attribution[r]), "speaker");
    for (const auto& [name, value] : tiny::must(view_->qualifiers(edge, r), "qualifiers")) {
      line += " " + name + ":" + value;
    }
    lines_.push_back(std::move(line));
  }

  std::unique_ptr<GraphView> view_;
  std::vector<std::string> lines_;
};

inline std::vector<std::string> canonical_dump(const Store& store) {
  return CanonicalDump(store).lines();
}

}  // namespace sarye
