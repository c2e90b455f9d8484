// The views of edges: one edge table after the other, and in it one range of source nodes after the
// other, to chunks of both levels.
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_sort.h>

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "engine/base/one_ahead.h"
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

// In the order of a number that most of the numbers up to the greatest are; equal ones stay in
// their order. each(take) calls take(edge) for all edges.
template <typename Edge, typename Each, typename Number>
std::vector<Edge> sorted_by(Each each, Number number) {
  std::size_t count = 0;
  std::uint32_t most = 0;
  each([&](const Edge& edge) {
    ++count;
    most = std::max(most, number(edge));
  });
  if (most / 8 > count + kRangeSize) {  // few of many
    std::vector<Edge> sorted;
    sorted.reserve(count);
    each([&](const Edge& edge) { sorted.push_back(edge); });
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const Edge& a, const Edge& b) { return number(a) < number(b); });
    return sorted;
  }
  std::vector<std::uint32_t> places(std::size_t{most} + 2, 0);
  each([&](const Edge& edge) { ++places[number(edge) + std::size_t{1}]; });
  for (std::size_t i = 1; i < places.size(); ++i) places[i] += places[i - 1];
  std::vector<Edge> sorted(count);
  each([&](const Edge& edge) { sorted[places[number(edge)]++] = edge; });
  return sorted;
}

// The places of the edges of one range of sources, by source and then target; equal ones stay in
// their order.
std::vector<std::uint32_t> order_by_ends(std::span<const RelationEdges::Edge> edges) {
  struct Place {
    std::uint32_t target;
    std::uint32_t at;
  };
  constexpr std::uint32_t kDigit = kRangeSize;  // numbers that one pass tells apart
  std::vector<Place> places(edges.size());
  std::vector<Place> sorted(edges.size());
  std::uint32_t all = 0;
  for (std::uint32_t i = 0; i < edges.size(); ++i) {
    places[i] = {edges[i].target, i};
    all |= edges[i].target;
  }
  std::vector<std::uint32_t> begins(kDigit);
  const auto pass = [&](auto digit) {
    std::fill(begins.begin(), begins.end(), 0u);
    for (const Place& place : places) ++begins[digit(place)];
    std::uint32_t sum = 0;
    for (std::uint32_t& begin : begins) sum += std::exchange(begin, sum);
    for (const Place& place : places) sorted[begins[digit(place)]++] = place;
    places.swap(sorted);
  };
  for (int shift = 0; shift < 32 && all >> shift != 0; shift += kRangeBits) {
    pass([&](const Place& place) { return place.target >> shift & (kDigit - 1); });
  }
  pass([&](const Place& place) { return edges[place.at].source & (kDigit - 1); });
  std::vector<std::uint32_t> order(edges.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = places[i].at;
  return order;
}

// One range of sources in one edge table.
struct Part {
  std::uint32_t range;
  std::size_t begin;  // of its rows
  std::size_t end;
  BuiltRange built;
};

// One range of targets or documents, and what it becomes.
struct OtherPart {
  std::uint32_t range;
  std::size_t begin;  // of its edges
  std::size_t end;
  std::string bytes;
  TableSummary::In in;          // of targets
  std::uint32_t documents = 0;  // behind the last one, within the range
};

// What the parts of a table have in `edges`, by the ranges of a number, which are encoded side by
// side: encode(edges, part).
template <typename Edge, typename Number, typename Encode>
std::vector<OtherPart> other_parts(const std::vector<Part>& parts,
                                   std::vector<Edge> BuiltRange::*edges, Number number,
                                   Encode encode) {
  const auto range_of = [&](const Edge& edge) { return number(edge) >> kRangeBits; };
  // By range at first, so that what one range has is at hand when it is sorted.
  const std::vector<Edge> all = sorted_by<Edge>(
      [&](auto take) {
        for (const Part& part : parts) {
          for (const Edge& edge : part.built.*edges) take(edge);
        }
      },
      range_of);
  std::vector<OtherPart> out;
  each_range(all, range_of, [&](std::size_t begin, std::size_t end) {
    out.push_back({range_of(all[begin]), begin, end, {}, {}, 0});
  });
  tbb::parallel_for(std::size_t{0}, out.size(), [&](std::size_t i) {
    const auto of_range = std::span(all).subspan(out[i].begin, out[i].end - out[i].begin);
    const std::vector<Edge> sorted = sorted_by<Edge>(
        [&](auto take) {
          for (const Edge& edge : of_range) take(edge);
        },
        [&](const Edge& edge) { return number(edge) & (kRangeSize - 1); });
    encode(std::span<const Edge>(sorted), out[i]);
  });
  return out;
}

// One edge table, whose ranges were built.
TableStatistics write_table(const EdgeTableKey& key, std::vector<Part>& parts, ViewWriter& out) {
  TableSummary summary;
  std::vector<OtherPart> targets;
  std::vector<OtherPart> documents;
  // Edges of parts come in the order of sources and edges.
  tbb::parallel_invoke(
      [&] {
        for (Part& part : parts) {
          for (const auto& [chunk, bytes] : part.built.chunks) out.parts(chunk, bytes);
          summary.out[part.range] = std::move(part.built.summary);
        }
      },
      [&] {
        targets = other_parts(
            parts, &BuiltRange::reverse, [](const ReverseEdge& edge) { return edge.target; },
            [](std::span<const ReverseEdge> edges, OtherPart& part) {
              part.bytes = encode_reverse(edges, part.in);
            });
      },
      [&] {
        documents = other_parts(
            parts, &BuiltRange::of_documents, [](const StatedEdge& edge) { return edge.document; },
            [](std::span<const StatedEdge> edges, OtherPart& part) {
              part.bytes = encode_document_edges(edges);
              part.documents = (edges.back().document & (kRangeSize - 1)) + 1;
            });
      });
  for (const OtherPart& part : targets) {
    out.parts(adjacency_key(key, Direction::In, part.range), part.bytes);
    summary.in[part.range] = part.in;
  }
  for (const OtherPart& part : documents) {
    out.parts(document_edges_key(key, part.range), part.bytes);
    summary.documents[part.range] = part.documents;
  }
  out.parts(table_summary_key(key), encode_summary(summary));
  return summary.statistics(key);
}

// Ranges are built side by side: build(part, scratch), where `scratch` has the ontology, and is
// what the thread used before.
template <typename Rows, typename Build>
std::vector<Part> build_parts(const Rows& rows, const Ontology& ontology, Build build) {
  std::vector<Part> parts;
  each_range(
      rows, [](const auto& row) { return row.source >> kRangeBits; },
      [&](std::size_t begin, std::size_t end) {
        parts.push_back({rows[begin].source >> kRangeBits, begin, end, {}});
      });
  tbb::enumerable_thread_specific<BuildInput> scratches([&ontology] {
    BuildInput scratch;
    scratch.ontology = ontology;
    return scratch;
  });
  tbb::parallel_for(std::size_t{0}, parts.size(),
                    [&](std::size_t i) { build(parts[i], scratches.local()); });
  return parts;
}

TableStatistics write_sorted_table(const BuildInput& input, std::span<const RowKey> rows,
                                   ViewWriter& out) {
  const EdgeTableKey key = rows.front().table;
  std::vector<Part> parts = build_parts(rows, Ontology(), [&](Part& part, BuildInput&) {
    part.built =
        build_range(input, key, part.range, rows.subspan(part.begin, part.end - part.begin));
  });
  return write_table(key, parts, out);
}

// The same of edges that come packed and in any order.
TableStatistics write_packed_table(const BuildInput& input, const RelationEdges& of,
                                   const EdgeTableKey& key, std::vector<RelationEdges::Edge>& edges,
                                   ViewWriter& out) {
  using Edge = RelationEdges::Edge;
  edges = sorted_by<Edge>(
      [&](auto take) {
        for (const Edge& edge : edges) take(edge);
      },
      [](const Edge& edge) { return edge.source >> kRangeBits; });
  const auto by_offset = [](std::uint32_t a, std::uint32_t b) {
    return a == b ? 0 : a < b ? -1 : 1;
  };
  std::vector<Part> parts = build_parts(edges, input.ontology, [&](Part& part, BuildInput& range) {
    range.edges.clear();
    range.extras.clear();
    range.edges.reserve(part.end - part.begin);
    const std::span<const Edge> given(edges.data() + part.begin, part.end - part.begin);
    // Parallel edges of one pair are told apart by numbers that ascend as they were given.
    for (const std::uint32_t i : order_by_ends(given)) {
      input.edge_blocks->make(of, {key.from, key.to}, given[i],
                              static_cast<std::uint32_t>(range.edges.size()) + 1, range);
    }
    std::vector<RowKey> rows = row_keys(range);
    const RowOrder order(range, by_offset);
    const auto before = [&](const RowKey& a, const RowKey& b) {
      return order(a, b) || (!order(b, a) && a.row < b.row);
    };
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && rows[end].source == rows[begin].source &&
             rows[end].target == rows[begin].target) {
        ++end;
      }
      const auto at = rows.begin() + static_cast<std::ptrdiff_t>(begin);
      std::sort(at, at + static_cast<std::ptrdiff_t>(end - begin), before);
      begin = end;
    }
    part.built = build_range(range, key, part.range, rows);
  });
  std::vector<Edge>().swap(edges);
  return write_table(key, parts, out);
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

Result<void> write_tables(const BuildInput& input, Manifest& manifest, ViewWriter& writer) {
  const PresentNodes nodes(input.nodes);
  for (const BuildEdge& edge : input.edges) {
    if (!nodes.has(edge.source) || !nodes.has(edge.target) ||
        edge.family.value >= input.ontology.relations().size()) {
      return Error{ErrorCode::Internal, "an edge was added whose end or relation was not"};
    }
  }
  const std::vector<RowKey> rows = sorted_rows(input, document_ranks(input));
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin;
    while (end < rows.size() && rows[end].table == rows[begin].table) ++end;
    manifest.tables.push_back(
        write_sorted_table(input, std::span(rows).subspan(begin, end - begin), writer));
    begin = end;
  }
  return {};
}

// One relation after the other; the next one is read while one is written.
Result<void> write_packed_tables(BuildInput& input, Manifest& manifest, ViewWriter& writer) {
  Ontology told = input.ontology;
  OneAhead<RelationEdges> relations([&]() -> Result<std::optional<RelationEdges>> {
    RelationEdges edges;
    auto more = input.edge_blocks->next(told, edges);
    if (!more) return more.error();
    if (!*more) return std::optional<RelationEdges>();
    return std::optional(std::move(edges));
  });
  while (true) {
    auto edges = relations.next();
    if (!edges) return edges.error();
    if (!*edges) break;
    for (auto& [ends, of_table] : (*edges)->edges) {
      manifest.tables.push_back(write_packed_table(
          input, **edges, {(*edges)->relation, ends.first, ends.second}, of_table, writer));
    }
  }
  input.ontology = std::move(told);
  return {};
}

}  // namespace

Result<EdgeViews> write_edge_views(BuildInput& input, Manifest& manifest, ViewWriter& writer) {
  if (auto done = input.edge_blocks ? write_packed_tables(input, manifest, writer)
                                    : write_tables(input, manifest, writer);
      !done) {
    return done.error();
  }
  std::vector<BuildEdge>().swap(input.edges);
  std::sort(manifest.tables.begin(), manifest.tables.end(),
            [](const TableStatistics& a, const TableStatistics& b) {
              return std::tie(a.info.family, a.info.from, a.info.to) <
                     std::tie(b.info.family, b.info.from, b.info.to);
            });
  if (manifest.tables.size() > 0xFFFF) {
    return Error{ErrorCode::LimitReached, "more than 65,535 combinations of relation and types"};
  }
  EdgeViews out;
  for (std::size_t i = 0; i < manifest.tables.size(); ++i) {
    TableStatistics& table = manifest.tables[i];
    table.info.id = EdgeTableId(static_cast<std::uint16_t>(i));
    out.edges += table.info.edges;
    out.assertions += table.info.assertions;
  }
  auto done = writer.end_sections(
      Table::Graph,
      {view_prefix(View::Adjacency), view_prefix(View::Counts), view_prefix(View::DocumentEdges),
       view_prefix(View::Evidence), view_prefix(View::EdgeColumn), view_prefix(View::Qualifiers),
       std::string(kTableSummaryView)});
  if (!done) return done.error();
  return out;
}

}  // namespace sarye
