// The views of edges: one edge table after the other, and in it one range of source nodes after the
// other, to chunks of both levels.
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

#include "engine/graph/edge_ranges.h"
#include "engine/graph/view_parts.h"
#include "engine/graph/view_sections.h"

namespace sarye {

namespace {

// Documents in the order of their stable keys, by offset: offsets are in order of arrival, and what
// a store says must not depend on that. Empty where offsets will do (an import arrives whole).
std::vector<std::uint32_t> document_ranks(const BuildInput& input) {
  const NodeType* type = input.literature ? input.ontology.find_type("Document") : nullptr;
  if (type == nullptr) return {};
  std::vector<std::pair<std::string_view, std::uint32_t>> documents;
  std::uint32_t limit = 0;
  for (const BuildNode& node : input.nodes) {
    if (node.id.type() != type->id) continue;
    documents.emplace_back(node.key, node.id.offset());
    limit = std::max(limit, node.id.offset() + 1);
  }
  std::sort(documents.begin(), documents.end());
  std::vector<std::uint32_t> ranks(limit, 0);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    ranks[documents[i].second] = static_cast<std::uint32_t>(i);
  }
  return ranks;
}

std::vector<RowKey> sorted_rows(const BuildInput& input, const std::vector<std::uint32_t>& ranks) {
  std::vector<RowKey> rows = row_keys(input);
  const RowOrder order(input, [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = a < ranks.size() ? ranks[a] : a;
    const std::uint32_t y = b < ranks.size() ? ranks[b] : b;
    return x == y ? 0 : x < y ? -1 : 1;
  });
  tbb::parallel_sort(rows.begin(), rows.end(), [&order](const RowKey& a, const RowKey& b) {
    if (a.table != b.table) return a.table < b.table;
    const std::uint64_t x = std::uint64_t{a.source} << 32 | a.target;
    const std::uint64_t y = std::uint64_t{b.source} << 32 | b.target;
    if (x != y) return x < y;
    if (order(a, b)) return true;
    return !order(b, a) && a.row < b.row;  // the same result with any number of threads
  });
  return rows;
}

// Calls f(begin, end) for each run of rows with one range, as `range_of` has it.
template <typename Rows, typename R, typename F>
void each_range(const Rows& rows, R&& range_of, F&& f) {
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && range_of(rows[end]) == range_of(rows[begin])) ++end;
    f(begin, end);
    begin = end;
  }
}

// Sorts by a number that most of the numbers up to the greatest are; equal ones stay in their
// order.
template <typename Edge, typename Number>
void sort_by(std::vector<Edge>& edges, Number number) {
  std::uint32_t most = 0;
  for (const Edge& edge : edges) most = std::max(most, number(edge));
  if (most / 8 > edges.size() + kRangeSize) {  // few of many
    std::stable_sort(edges.begin(), edges.end(),
                     [&](const Edge& a, const Edge& b) { return number(a) < number(b); });
    return;
  }
  std::vector<std::uint32_t> places(std::size_t{most} + 2, 0);
  for (const Edge& edge : edges) ++places[number(edge) + std::size_t{1}];
  for (std::size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
  std::vector<Edge> sorted(edges.size());
  for (const Edge& edge : edges) sorted[places[number(edge)]++] = edge;
  edges.swap(sorted);
}

// One edge table: rows come sorted; ranges are built side by side and leave in their order.
TableSummary build_edge_table(const BuildInput& input, std::span<const RowKey> rows,
                              ViewRows& out) {
  const EdgeTableKey key = rows.front().table;
  TableSummary summary;
  std::vector<ReverseEdge> reverse;  // both come in the order of sources and edges
  std::vector<StatedEdge> of_documents;
  struct Part {
    std::uint32_t range;
    std::span<const RowKey> rows;
    BuiltRange built;
  };
  std::vector<Part> parts;
  each_range(
      rows, [](const RowKey& row) { return row.source >> kRangeBits; },
      [&](std::size_t begin, std::size_t end) {
        parts.push_back({rows[begin].source >> kRangeBits, rows.subspan(begin, end - begin), {}});
      });
  tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t i) {
    parts[i].built = build_range(input, key, parts[i].range, parts[i].rows);
  });
  for (Part& part : parts) {
    for (const auto& [chunk, bytes] : part.built.chunks) add_parts(out, chunk, bytes);
    reverse.insert(reverse.end(), part.built.reverse.begin(), part.built.reverse.end());
    of_documents.insert(of_documents.end(), part.built.of_documents.begin(),
                        part.built.of_documents.end());
    summary.out[part.range] = std::move(part.built.summary);
    part.built = BuiltRange();
  }
  sort_by(reverse, [](const ReverseEdge& edge) { return edge.target; });
  each_range(
      reverse, [](const ReverseEdge& edge) { return edge.target >> kRangeBits; },
      [&](std::size_t begin, std::size_t end) {
        const std::uint32_t range = reverse[begin].target >> kRangeBits;
        add_parts(
            out, adjacency_key(key, Direction::In, range),
            encode_reverse(std::span(reverse).subspan(begin, end - begin), summary.in[range]));
      });
  sort_by(of_documents, [](const StatedEdge& edge) { return edge.document; });
  each_range(
      of_documents, [](const StatedEdge& edge) { return edge.document >> kRangeBits; },
      [&](std::size_t begin, std::size_t end) {
        const auto edges = std::span(of_documents).subspan(begin, end - begin);
        const std::uint32_t range = edges.front().document >> kRangeBits;
        add_parts(out, document_edges_key(key, range), encode_document_edges(edges));
        summary.documents[range] = (edges.back().document & (kRangeSize - 1)) + 1;
      });
  add_parts(out, table_summary_key(key), encode_summary(summary));
  return summary;
}

// Which nodes there are, by type and offset.
class PresentNodes {
 public:
  explicit PresentNodes(const std::vector<BuildNode>& nodes) {
    for (const BuildNode& node : nodes) {
      const std::size_t type = node.id.type().value;
      if (type >= by_type_.size()) by_type_.resize(type + 1);
      std::vector<bool>& present = by_type_[type];
      if (node.id.offset() >= present.size()) present.resize(node.id.offset() + 1);
      present[node.id.offset()] = true;
    }
  }
  bool has(NodeId id) const {
    const std::size_t type = id.type().value;
    return type < by_type_.size() && id.offset() < by_type_[type].size() &&
           by_type_[type][id.offset()];
  }

 private:
  std::vector<std::vector<bool>> by_type_;
};

// All tables of some edges, and the rows that they become.
struct EdgeTables {
  std::vector<TableStatistics> tables;
  ViewRows rows;
  Result<void> done;
};

EdgeTables build_tables(const BuildInput& input, const PresentNodes& nodes,
                        const std::vector<std::uint32_t>& ranks) {
  EdgeTables out;
  for (const BuildEdge& edge : input.edges) {
    if (!nodes.has(edge.source) || !nodes.has(edge.target) ||
        edge.family.value >= input.ontology.relations().size()) {
      out.done = Error{ErrorCode::Internal, "an edge was added whose end or relation was not"};
      return out;
    }
  }
  const std::vector<RowKey> rows = sorted_rows(input, ranks);
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && rows[end].table == rows[begin].table) ++end;
    const auto summary =
        build_edge_table(input, std::span(rows).subspan(begin, end - begin), out.rows);
    out.tables.push_back(summary.statistics(rows[begin].table));
    begin = end;
  }
  return out;
}

}  // namespace

Result<EdgeViews> build_edge_views(BuildInput& input, Manifest& manifest) {
  const PresentNodes nodes(input.nodes);
  const std::vector<std::uint32_t> ranks = document_ranks(input);
  std::vector<EdgeTables> built(1 + input.families.size());
  tbb::parallel_for(
      tbb::blocked_range<std::size_t>(0, built.size(), 1),
      [&](const tbb::blocked_range<std::size_t>& some) {
        for (std::size_t i = some.begin(); i < some.end(); ++i) {
          if (i == 0) {
            built[i] = build_tables(input, nodes, ranks);
            continue;
          }
          BuildInput part;
          part.ontology = input.ontology;
          input.families[i - 1](part);
          input.families[i - 1] = nullptr;
          built[i] = build_tables(part, nodes, ranks);
        }
      },
      tbb::simple_partitioner());
  std::vector<BuildEdge>().swap(input.edges);
  input.families.clear();
  EdgeViews out;
  for (EdgeTables& part : built) {
    if (!part.done) return part.done.error();
    for (TableStatistics& table : part.tables) manifest.tables.push_back(std::move(table));
    out.rows.insert(out.rows.end(), std::make_move_iterator(part.rows.begin()),
                    std::make_move_iterator(part.rows.end()));
    ViewRows().swap(part.rows);
  }
  std::sort(manifest.tables.begin(), manifest.tables.end(),
            [](const TableStatistics& a, const TableStatistics& b) {
              return std::tie(a.info.family, a.info.from, a.info.to) <
                     std::tie(b.info.family, b.info.from, b.info.to);
            });
  if (manifest.tables.size() > 0xFFFF) {
    return Error{ErrorCode::LimitReached, "more than 65,535 combinations of relation and types"};
  }
  for (std::size_t i = 0; i < manifest.tables.size(); ++i) {
    TableStatistics& table = manifest.tables[i];
    table.info.id = EdgeTableId(static_cast<std::uint16_t>(i));
    out.edges += table.info.edges;
    out.assertions += table.info.assertions;
  }
  return out;
}

Result<void> write_edge_views(EdgeViews views, ViewWriter& writer) {
  writer.rows(std::move(views.rows));
  return writer.end_sections(
      Table::Graph,
      {view_prefix(View::Adjacency), view_prefix(View::Counts), view_prefix(View::DocumentEdges),
       view_prefix(View::Evidence), view_prefix(View::EdgeColumn), view_prefix(View::Qualifiers),
       std::string(kTableSummaryView)});
}

}  // namespace sarye
