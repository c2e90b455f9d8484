// The views of edges: one edge table after the other, and in it one range of source nodes after the
// other, to chunks of both levels.
#include <tbb/parallel_for.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <span>

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

std::vector<RowKey> sorted_rows(const BuildInput& input) {
  std::vector<RowKey> rows = row_keys(input);
  const std::vector<std::uint32_t> ranks = document_ranks(input);
  const RowOrder order(input, [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t x = a < ranks.size() ? ranks[a] : a;
    const std::uint32_t y = b < ranks.size() ? ranks[b] : b;
    return x == y ? 0 : x < y ? -1 : 1;
  });
  tbb::parallel_sort(rows.begin(), rows.end(), [&order](const RowKey& a, const RowKey& b) {
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

// One edge table: rows come sorted; ranges are built side by side and leave in their order.
TableSummary write_edge_table(const BuildInput& input, std::span<const RowKey> rows,
                              ViewWriter& writer) {
  const EdgeTableKey key = rows.front().table;
  TableSummary summary;
  std::vector<ReverseEdge> reverse;
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
    for (const auto& [chunk, bytes] : part.built.chunks) writer.parts(chunk, bytes);
    reverse.insert(reverse.end(), part.built.reverse.begin(), part.built.reverse.end());
    of_documents.insert(of_documents.end(), part.built.of_documents.begin(),
                        part.built.of_documents.end());
    summary.out[part.range] = std::move(part.built.summary);
    part.built = BuiltRange();
  }
  tbb::parallel_sort(reverse.begin(), reverse.end());
  each_range(
      reverse, [](const ReverseEdge& edge) { return edge.target >> kRangeBits; },
      [&](std::size_t begin, std::size_t end) {
        const std::uint32_t range = reverse[begin].target >> kRangeBits;
        writer.parts(
            adjacency_key(key, Direction::In, range),
            encode_reverse(std::span(reverse).subspan(begin, end - begin), summary.in[range]));
      });
  tbb::parallel_sort(of_documents.begin(), of_documents.end());
  each_range(
      of_documents, [](const StatedEdge& edge) { return edge.document >> kRangeBits; },
      [&](std::size_t begin, std::size_t end) {
        const auto edges = std::span(of_documents).subspan(begin, end - begin);
        const std::uint32_t range = edges.front().document >> kRangeBits;
        writer.parts(document_edges_key(key, range), encode_document_edges(edges));
        summary.documents[range] = (edges.back().document & (kRangeSize - 1)) + 1;
      });
  writer.parts(table_summary_key(key), encode_summary(summary));
  return summary;
}

bool is_node(const BuildInput& input, NodeId id) {
  const auto at =
      std::lower_bound(input.nodes.begin(), input.nodes.end(), id,
                       [](const BuildNode& node, NodeId wanted) { return node.id < wanted; });
  return at != input.nodes.end() && at->id == id;
}

}  // namespace

Result<void> write_edge_views(const BuildInput& input, Manifest& manifest, ViewWriter& writer,
                              ViewChanges& changes) {
  for (const BuildEdge& edge : input.edges) {
    if (!is_node(input, edge.source) || !is_node(input, edge.target) ||
        edge.family.value >= input.ontology.relations().size()) {
      return Error{ErrorCode::Internal, "an edge was added whose end or relation was not"};
    }
  }
  const std::vector<RowKey> rows = sorted_rows(input);
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && rows[end].table == rows[begin].table) ++end;
    const auto summary =
        write_edge_table(input, std::span(rows).subspan(begin, end - begin), writer);
    TableStatistics table = summary.statistics(rows[begin].table);
    table.info.id = EdgeTableId(static_cast<std::uint16_t>(manifest.tables.size()));
    changes.edges += table.info.edges;
    changes.assertions += table.info.assertions;
    manifest.tables.push_back(std::move(table));
    begin = end;
  }
  if (manifest.tables.size() > 0xFFFF) {
    return Error{ErrorCode::LimitReached, "more than 65,535 combinations of relation and types"};
  }
  // The views of edges were written into one list of rows; each has its own section.
  return writer.end_sections(
      Table::Graph,
      {view_prefix(View::Adjacency), view_prefix(View::Counts), view_prefix(View::DocumentEdges),
       view_prefix(View::Evidence), view_prefix(View::EdgeColumn), view_prefix(View::Qualifiers),
       std::string(kTableSummaryView)});
}

}  // namespace sarye
