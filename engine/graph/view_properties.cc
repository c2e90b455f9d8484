// GraphView: properties of nodes and edges.
#include <algorithm>
#include <optional>

#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view_impl.h"
#include "engine/graph/name_index.h"

namespace sarye {

namespace {

std::uint32_t local_document(std::uint32_t offset) {
  return offset & (kRangeSize - 1);
}

// In a literature store `name` is what is displayed (DECISIONS 11).
constexpr std::string_view kName = "name";
// And `key` is the stable key, for all that has no key of its own (documents have).
constexpr std::string_view kKey = "key";
// And `id` is a number that orders nodes, so that a pair can be counted once: a.id < b.id
// (DECISIONS 19). It is good for one generation.
constexpr std::string_view kId = "id";

}  // namespace

Result<const Column*> GraphView::property_column(TypeId type, std::string_view name,
                                                 std::uint32_t range) const {
  if (type.value >= impl_->types.size()) return static_cast<const Column*>(nullptr);
  return impl_->column(type, name, range);
}

Result<Value> GraphView::property(NodeId node, std::string_view name) const {
  if (node.type().value >= impl_->types.size()) return Value();
  auto column = impl_->column(node.type(), name, node.offset() >> kRangeBits);
  if (!column) return column.error();
  if (*column != nullptr && (*column)->has(local_document(node.offset()))) {
    return (*column)->at(local_document(node.offset()));
  }
  // Bulk data names a passage's document by its number; it is the same node.
  if (name == "document" && impl_->has_passages && impl_->has_documents &&
      node.type() == impl_->passage_type) {
    auto document = impl_->integer(node, internal_column::kDocument, -1);
    if (!document) return document.error();
    if (*document < 0) return Value();
    return Value(NodeId(impl_->document_type, static_cast<std::uint32_t>(*document)));
  }
  if (impl_->manifest.literature && name == kKey) {
    auto key = stable_key(node);
    if (!key) return key.error();
    return Value(std::move(*key));
  }
  if (impl_->manifest.literature && name == kId) {
    return Value(static_cast<std::int64_t>(node.value));
  }
  if (!impl_->manifest.literature || name != kName) return Value();
  auto shown = display_name(node);
  if (!shown) return shown.error();
  return Value(std::move(*shown));
}

Result<bool> GraphView::ascends(TypeId type, std::string_view property) const {
  if (type.value >= impl_->types.size()) return false;
  const auto& columns = impl_->types[type.value].columns;
  const bool is_column =
      std::any_of(columns.begin(), columns.end(),
                  [property](const Impl::TypeColumn& column) { return column.name == property; });
  if (impl_->manifest.literature && property == kId && !is_column) return true;
  std::pair<TypeId, std::string> key(type, property);
  {
    const std::lock_guard lock(impl_->ascending_mutex);
    const auto known = impl_->ascending.find(key);
    if (known != impl_->ascending.end()) return known->second;
  }
  bool holds = true;
  std::optional<std::int64_t> last;
  for (std::uint32_t range = 0; holds && std::uint64_t{range} << kRangeBits < node_limit(type);
       ++range) {
    auto column = impl_->column(type, property, range);
    if (!column) return column.error();
    auto present = nodes_of_range(type, range);
    if (!present) return present.error();
    for (const std::uint32_t offset : *present) {
      const std::uint32_t row = offset & (kRangeSize - 1);
      holds = *column != nullptr && (*column)->kind() == ColumnKind::Integer &&
              (*column)->has(row) && (!last || (*column)->integer(row) > *last);
      if (!holds) break;
      last = (*column)->integer(row);
    }
  }
  const std::lock_guard lock(impl_->ascending_mutex);
  impl_->ascending.emplace(std::move(key), holds);
  return holds;
}

Result<GraphView::NumberedNode> GraphView::node_by_number(TypeId type, std::string_view name,
                                                          std::int64_t number) const {
  {
    const std::lock_guard lock(impl_->ascending_mutex);
    if (impl_->numbers_asked.emplace(type, name).second) return NumberedNode{};
  }
  const auto& columns = impl_->types[type.value].columns;
  const bool is_column = std::any_of(columns.begin(), columns.end(),
                                     [name](const auto& column) { return column.name == name; });
  auto does = is_column ? ascends(type, name) : Result<bool>(false);
  if (!does) return does.error();
  if (!*does) return NumberedNode{};
  // The last range whose first node has a smaller number or this one, then the node.
  const auto number_of = [&](std::uint32_t offset) -> Result<std::int64_t> {
    auto column = impl_->column(type, name, offset >> kRangeBits);
    if (!column) return column.error();
    return (*column)->integer(offset & (kRangeSize - 1));
  };
  const std::uint32_t limit = node_limit(type);
  std::uint32_t begin = 0;
  std::uint32_t end = limit == 0 ? 0 : ((limit - 1) >> kRangeBits) + 1;
  std::span<const std::uint32_t> found;
  while (begin < end) {
    const std::uint32_t middle = begin + (end - begin) / 2;
    // A range without nodes says nothing: the one before it is asked.
    std::uint32_t range = middle;
    auto nodes = nodes_of_range(type, range);
    while (nodes && nodes->empty() && range > begin) nodes = nodes_of_range(type, --range);
    if (!nodes) return nodes.error();
    bool is_before = true;
    if (!nodes->empty()) {
      auto first = number_of(nodes->front());
      if (!first) return first.error();
      is_before = *first <= number;
      if (is_before) found = *nodes;
    }
    (is_before ? begin : end) = is_before ? middle + 1 : range;
  }
  NumberedNode out{true, std::nullopt};
  std::size_t low = 0;
  std::size_t high = found.size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    auto here = number_of(found[middle]);
    if (!here) return here.error();
    if (*here == number) {
      out.node = NodeId(type, found[middle]);
      return out;
    }
    (*here < number ? low : high) = *here < number ? middle + 1 : middle;
  }
  return out;
}

Result<void> GraphView::properties(TypeId type, std::string_view name,
                                   std::span<const std::uint32_t> offsets,
                                   std::vector<Value>& out) const {
  out.clear();
  out.reserve(offsets.size());
  const bool has_other_form =
      (impl_->manifest.literature && (name == kName || name == kKey || name == kId)) ||
      (name == "document" && impl_->has_passages && type == impl_->passage_type);
  const Column* column = nullptr;
  std::uint32_t range = 0xFFFFFFFFu;
  for (const std::uint32_t offset : offsets) {
    if (has_other_form || type.value >= impl_->types.size()) {
      auto value = property(NodeId(type, offset), name);
      if (!value) return value.error();
      out.push_back(std::move(*value));
      continue;
    }
    if (offset >> kRangeBits != range) {
      range = offset >> kRangeBits;
      auto found = impl_->column(type, name, range);
      if (!found) return found.error();
      column = *found;
    }
    out.push_back(column == nullptr ? Value() : column->at(local_document(offset)));
  }
  return {};
}

Result<std::vector<std::pair<std::string, Value>>> GraphView::all_properties(NodeId node) const {
  std::vector<std::pair<std::string, Value>> out;
  if (node.type().value >= impl_->types.size()) return out;
  for (const Impl::TypeColumn& column : impl_->types[node.type().value].columns) {
    if (column.name.front() == '\t') continue;
    auto value = property(node, column.name);
    if (!value) return value.error();
    if (!value->is_null()) out.emplace_back(column.name, std::move(*value));
  }
  if (impl_->manifest.literature) {
    auto value = property(node, kName);
    if (!value) return value.error();
    const auto at = std::lower_bound(out.begin(), out.end(), kName,
                                     [](const auto& p, std::string_view n) { return p.first < n; });
    if (at == out.end() || at->first != kName) out.emplace(at, kName, std::move(*value));
  }
  return out;
}

Result<Value> GraphView::edge_property(EdgeId edge, std::string_view name) const {
  auto column = impl_->edge_column(edge.table(), name, edge.range());
  if (!column) return column.error();
  return *column == nullptr ? Value() : (*column)->at(edge.index());
}

Result<const Column*> GraphView::edge_property_column(EdgeTableId table, std::string_view name,
                                                      std::uint32_t range) const {
  return impl_->edge_column(table, name, range);
}

Result<std::vector<std::pair<std::string, Value>>> GraphView::all_edge_properties(
    EdgeId edge) const {
  std::vector<std::pair<std::string, Value>> out;
  for (const Impl::TypeColumn& column : impl_->table_states[edge.table().value].columns) {
    if (column.name.front() == '\t') continue;
    auto value = edge_property(edge, column.name);
    if (!value) return value.error();
    if (!value->is_null()) out.emplace_back(column.name, std::move(*value));
  }
  return out;
}

Result<std::int64_t> GraphView::external_edge_id(EdgeId edge) const {
  auto column = impl_->edge_column(edge.table(), internal_column::kExternal, edge.range());
  if (!column) return column.error();
  const auto otherwise = static_cast<std::int64_t>(edge.value);
  return *column == nullptr ? otherwise : (*column)->integer(edge.index(), otherwise);
}

Result<std::vector<EntityName>> GraphView::names(NodeId node) const {
  auto bytes = impl_->text(node, internal_column::kNames);
  if (!bytes) return bytes.error();
  if (bytes->empty()) return std::vector<EntityName>();
  return decode_names(*bytes);
}

}  // namespace sarye
