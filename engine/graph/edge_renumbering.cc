#include "engine/graph/edge_renumbering.h"

#include <tuple>

#include "engine/graph/evidence_columns.h"

namespace sarye {

Seen seen_of(const RangeRows& rows) {
  Seen out;
  for (std::size_t i = 0; i < rows.edges.size(); ++i) {
    const BuildEdge& row = rows.edges[i];
    const std::uint32_t edge = rows.edge_of[i];
    const bool is_first = i == 0 || rows.edge_of[i - 1] != edge;
    if (is_first) out.reverse.push_back({row.target.offset(), row.source.offset(), edge, 0});
    const bool is_visible =
        row.plain || is_default_visible(row.assertion.polarity, row.assertion.modality);
    out.reverse.back().visible += is_visible ? 1 : 0;
    if (!row.plain) {
      out.of_documents.push_back(
          {row.assertion.document, row.source.offset(), edge, is_visible ? 1u : 0u});
    }
  }
  return out;
}

void note_changed(const std::vector<ReverseEdge>& before, const std::vector<ReverseEdge>& after,
                  RangeSet& ranges) {
  const auto by_source = [](const ReverseEdge& a, const ReverseEdge& b) {
    return std::tie(a.source, a.target, a.edge_index, a.visible) <
           std::tie(b.source, b.target, b.edge_index, b.visible);
  };
  auto x = before.begin();
  auto y = after.begin();
  while (x != before.end() || y != after.end()) {
    if (x != before.end() && y != after.end() && *x == *y) {
      ++x;
      ++y;
    } else if (y == after.end() || (x != before.end() && by_source(*x, *y))) {
      ranges.insert(range_of((x++)->target));
    } else {
      ranges.insert(range_of((y++)->target));
    }
  }
}

void note_changed(const std::vector<StatedEdge>& before, const std::vector<StatedEdge>& after,
                  RangeSet& ranges) {
  const auto [x, y] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  for (auto i = x; i != before.end(); ++i) ranges.insert(range_of(i->document));
  for (auto i = y; i != after.end(); ++i) ranges.insert(range_of(i->document));
}

AdjacencyChunk merge_incoming(const AdjacencyChunk& known, std::span<const ReverseEdge> fresh,
                              const RangeSet& changed) {
  AdjacencyChunk out;
  const std::size_t most = known.nodes.size() + fresh.size();
  out.nodes.reserve(most);
  out.edge_indexes.reserve(most);
  out.visible.reserve(most);
  const auto known_lists = static_cast<std::uint32_t>(std::max<std::size_t>(known.first.size(), 1));
  const std::uint32_t lists =
      std::max(known_lists - 1, fresh.empty() ? 0 : (fresh.back().target & (kRangeSize - 1)) + 1);
  auto next = fresh.begin();
  std::size_t used = 0;  // lists up to the last one with an edge
  for (std::uint32_t local = 0; local < lists; ++local) {
    out.first.push_back(out.edges());
    std::uint32_t i = known.begin(local);
    const std::uint32_t end = known.end(local);
    while (true) {
      while (i < end && changed.contains(range_of(known.nodes[i]))) ++i;
      const bool has_fresh = next != fresh.end() && (next->target & (kRangeSize - 1)) == local;
      if (has_fresh && (i == end || next->source < known.nodes[i])) {
        out.nodes.push_back(next->source);
        out.edge_indexes.push_back(next->edge_index);
        out.visible.push_back(next->visible);
        ++next;
        continue;
      }
      if (i == end) break;
      std::uint32_t to = i + 1;
      while (to < end && (!has_fresh || known.nodes[to] < next->source) &&
             !changed.contains(range_of(known.nodes[to]))) {
        ++to;
      }
      const auto append = [&](std::vector<std::uint32_t>& into,
                              const std::vector<std::uint32_t>& from) {
        into.insert(into.end(), from.begin() + i, from.begin() + to);
      };
      append(out.nodes, known.nodes);
      append(out.edge_indexes, known.edge_indexes);
      append(out.visible, known.visible);
      i = to;
    }
    if (out.edges() > out.first.back()) used = out.first.size();
  }
  out.first.resize(used);
  out.first.push_back(out.edges());
  return out;
}

TableSummary::In summary_of(const AdjacencyChunk& incoming) {
  TableSummary::In out;
  out.limit = static_cast<std::uint32_t>(incoming.first.size() - 1);
  for (std::uint32_t local = 0; local < out.limit; ++local) {
    out.targets += incoming.begin(local) < incoming.end(local) ? 1 : 0;
  }
  return out;
}

}  // namespace sarye
