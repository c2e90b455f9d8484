#include "engine/graph/node_patch.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>

#include "engine/graph/columns.h"
#include "engine/graph/name_index.h"
#include "engine/graph/node_cells.h"
#include "engine/graph/view_parts.h"
#include "engine/graph/view_rows.h"
#include "engine/graph/view_summary.h"
#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

// The nodes of one type that change.
class TypePatch {
 public:
  TypePatch(TypeId type, ViewPatch& patch) : type_(type), patch_(patch) {}

  void add(const BuildNode& node) {
    Cells& cells = nodes_[node.id.offset()];
    for (auto& [name, value] : cells_of(node)) cells.emplace(name, std::move(value));
    for (const std::string& key : name_keys_of(node.key, node.display, node.names)) {
      new_rows_[name_row_key(key, node.id)];
    }
    new_rows_[stable_key_row_key(node.key)] = stable_key_value(node.id);
  }
  void remove(NodeId node) { nodes_[node.offset()]; }

  Result<void> run(TypeStatistics& statistics) {
    std::set<std::string> names;
    for (const PropertyStatistics& column : statistics.columns) names.insert(column.name);
    for (const auto& [offset, cells] : nodes_) {
      for (const auto& [name, value] : cells) names.insert(name);
    }
    for (auto at = nodes_.begin(); at != nodes_.end();) {
      const std::uint32_t range = at->first >> kRangeBits;
      auto end = at;
      while (end != nodes_.end() && end->first >> kRangeBits == range) ++end;
      std::map<std::uint32_t, Cells> before;
      for (const std::string& name : names) {
        if (auto done = patch_column(name, range, at, end, before); !done) return done;
      }
      if (auto done = note_old_rows(before); !done) return done;
      at = end;
    }
    if (auto done = patch_.rows(Table::Graph, old_rows_, new_rows_); !done) return done;
    return fold(statistics);
  }

 private:
  using Cells = std::map<std::string, Value, std::less<>>;
  using NodeIterator = std::map<std::uint32_t, Cells>::const_iterator;

  // The column of one range; what the changing nodes had in it before goes to `before`, as far as
  // names and keys need it.
  Result<void> patch_column(const std::string& name, std::uint32_t range, NodeIterator begin,
                            NodeIterator end, std::map<std::uint32_t, Cells>& before) {
    const std::string key = node_column_key(type_, name, range);
    auto bytes = read_parts(patch_.before(), Table::Graph, key);
    if (!bytes) return bytes.error();
    Column column;
    if (*bytes) {
      auto decoded = Column::decode(**bytes, kRangeSize);
      if (!decoded) return decoded.error();
      column = std::move(*decoded);
    }
    const bool is_named = name == internal_column::kKey || name == internal_column::kDisplay ||
                          name == internal_column::kNames;
    bool is_same = true;
    for (auto node = begin; node != end; ++node) {
      const std::uint32_t row = node->first & (kRangeSize - 1);
      const auto cell = node->second.find(name);
      const bool has = cell != node->second.end();
      if (is_named && column.has(row)) before[node->first].emplace(name, column.at(row));
      if (has != column.has(row)) {
        is_same = false;
      } else if (has && is_same) {
        is_same = same_value(column.at(row), cell->second);
      }
    }
    if (is_same) return {};
    std::vector<Value> kept;
    kept.reserve(kRangeSize);
    std::vector<ColumnCell> cells;
    auto node = begin;
    const std::uint32_t last = std::prev(end)->first & (kRangeSize - 1);
    for (std::uint32_t row = 0; row < std::max(column.size(), last + 1); ++row) {
      while (node != end && (node->first & (kRangeSize - 1)) < row) ++node;
      if (node != end && (node->first & (kRangeSize - 1)) == row) {
        const auto cell = node->second.find(name);
        if (cell != node->second.end()) cells.push_back({row, &cell->second});
      } else if (column.has(row)) {
        kept.push_back(column.at(row));
        cells.push_back({row, &kept.back()});
      }
    }
    std::optional<std::string> chunk;
    std::optional<ColumnSummary> summary;
    if (!cells.empty()) {
      chunk = encode_column(cells, is_kept_by_text(name));
      summary = summarise(name, cells);
    }
    if (auto done = patch_.parts(Table::Graph, key, *bytes, chunk); !done) return done;
    const std::string row = column_summary_key(type_, name, range);
    auto done = patch_.row(Table::Graph, row,
                           summary ? std::optional(encode_summary(*summary)) : std::nullopt);
    summaries_[{name, range}] = std::move(summary);
    return done;
  }

  Result<void> note_old_rows(const std::map<std::uint32_t, Cells>& before) {
    for (const auto& [offset, cells] : before) {
      const NodeId id(type_, offset);
      const auto text = [&](std::string_view name) {
        const auto cell = cells.find(name);
        return cell == cells.end() ? std::string() : cell->second.string();
      };
      const std::string key = text(internal_column::kKey);
      std::vector<EntityName> names;
      if (cells.find(internal_column::kNames) != cells.end()) {
        auto decoded = decode_names(text(internal_column::kNames));
        if (!decoded) return decoded.error();
        names = std::move(*decoded);
      }
      for (const std::string& folded : name_keys_of(key, text(internal_column::kDisplay), names)) {
        old_rows_[name_row_key(folded, id)];
      }
      old_rows_[stable_key_row_key(key)] = stable_key_value(id);
    }
    return {};
  }

  Result<void> fold(TypeStatistics& statistics) {
    std::string prefix(kColumnSummaryView);
    ByteWriter(prefix).u16(type_.value);
    std::map<std::pair<std::string, std::uint32_t>, ColumnSummary> all;
    auto cursor = patch_.before().scan(Table::Graph, std::string_view(prefix));
    if (!cursor) return cursor.error();
    while (true) {
      auto more = (*cursor)->next();
      if (!more) return more.error();
      if (!*more) break;
      TypeId type;
      std::string name;
      std::uint32_t range = 0;
      auto summary = decode_column_summary((*cursor)->value());
      if (!summary) return summary.error();
      if (!parse_column_summary_key((*cursor)->key(), type, name, range)) {
        return Error{ErrorCode::Damaged, "the summary of a column has no name",
                     "run `sarye rebuild`"};
      }
      if (summaries_.find({name, range}) == summaries_.end()) {
        all.emplace(std::pair(std::move(name), range), std::move(*summary));
      }
    }
    for (auto& [place, summary] : summaries_) {
      if (summary) all.emplace(place, std::move(*summary));
    }
    TypeFold fold;
    for (const auto& [place, summary] : all) fold.add(place.first, place.second, summary);
    statistics = all.empty() ? TypeStatistics() : fold.statistics();
    return {};
  }

  TypeId type_;
  ViewPatch& patch_;
  std::map<std::uint32_t, Cells> nodes_;         // by offset; without cells: gone
  std::map<std::string, std::string> old_rows_;  // of names and stable keys
  std::map<std::string, std::string> new_rows_;
  std::map<std::pair<std::string, std::uint32_t>, std::optional<ColumnSummary>> summaries_;
};

}  // namespace

Result<void> patch_nodes(const BuildInput& input, const std::vector<NodeId>& gone,
                         Manifest& manifest, ViewPatch& patch) {
  std::map<TypeId, TypePatch> types;
  const auto of_type = [&](NodeId node) -> TypePatch& {
    return types.try_emplace(node.type(), node.type(), patch).first->second;
  };
  for (const BuildNode& node : input.nodes) of_type(node.id).add(node);
  for (const NodeId node : gone) of_type(node).remove(node);
  for (auto& [type, changed] : types) {
    if (auto done = changed.run(manifest.types[type.value]); !done) return done;
  }
  std::set<std::string> names(input.document_properties.begin(), input.document_properties.end());
  if (const NodeType* document = input.ontology.find_type("Document")) {
    for (const PropertyStatistics& column : manifest.types[document->id.value].columns) {
      if (column.name.front() != '\t') names.insert(column.name);
    }
  }
  manifest.document_properties.assign(names.begin(), names.end());
  return {};
}

}  // namespace sarye
