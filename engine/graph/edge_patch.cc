#include "engine/graph/edge_patch.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "engine/graph/adjacency.h"
#include "engine/graph/document_edges.h"
#include "engine/graph/edge_renumbering.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/view_rows.h"

namespace sarye {

namespace {

BuildAssertion assertion_of(const AssertionChunk& chunk, std::uint32_t row) {
  BuildAssertion a;
  a.document = chunk.document[row];
  a.work = chunk.work[row];
  a.passage = chunk.passage[row];
  a.attribution = chunk.attribution[row];
  a.kind = RelationId(chunk.kind[row]);
  a.language = static_cast<Language>(chunk.language[row]);
  a.polarity = static_cast<Polarity>(chunk.polarity[row]);
  a.modality = static_cast<Modality>(chunk.modality[row]);
  a.confidence = chunk.confidence[row];
  a.time.from = chunk.from[row];
  a.time.to = chunk.to[row];
  a.time_is_stated = chunk.time_is_stated[row] != 0;
  a.quote = {chunk.quote_begin[row], chunk.quote_end[row]};
  return a;
}

}  // namespace

EdgePatch::EdgePatch(const Ontology& ontology, RowOrder::DocumentOrder documents, ViewPatch& patch)
    : ontology_(ontology), documents_(std::move(documents)), patch_(patch) {
  work_.ontology = ontology;
  if (const Relation* observed = ontology.find_relation("OBSERVED_FOR")) observed_ = observed->id;
}

Result<std::optional<std::string>> EdgePatch::chunk(const std::string& key) const {
  const auto kept = kept_.find(key);
  if (kept != kept_.end()) return kept->second;
  return read_parts(patch_.before(), Table::Graph, key);
}

Result<RangeRows> EdgePatch::rows_of(const EdgeTableKey& table, std::uint32_t range,
                                     std::size_t spare) const {
  RangeRows out;
  auto bytes = chunk(adjacency_key(table, Direction::Out, range));
  if (!bytes) return bytes.error();
  if (!*bytes) return out;
  auto adjacency = decode_adjacency(**bytes, Direction::Out);
  if (!adjacency) return adjacency.error();
  AssertionChunk assertions;
  bytes = chunk(evidence_key(table, range));
  if (!bytes) return bytes.error();
  if (*bytes) {
    auto decoded = decode_assertions(**bytes);
    if (!decoded) return decoded.error();
    assertions = std::move(*decoded);
    if (assertions.edges() != adjacency->edges()) {
      return Error{ErrorCode::Damaged, "assertions are of another number of edges",
                   "run `sarye rebuild`"};
    }
  }
  QualifierChunk qualifiers;
  bytes = chunk(qualifiers_key(table, range));
  if (!bytes) return bytes.error();
  if (*bytes) {
    auto decoded = decode_qualifiers(**bytes);
    if (!decoded) return decoded.error();
    qualifiers = std::move(*decoded);
  }
  const Relation& family = ontology_.relation(table.family);
  // A row an assertion, and one for each edge that nobody states.
  std::size_t count = assertions.edges() == 0 ? adjacency->edges() : assertions.rows();
  for (std::size_t e = 0; e < assertions.edges(); ++e) {
    count += assertions.first[e] == assertions.first[e + 1] ? 1 : 0;
  }
  out.edges.reserve(count + spare);
  out.edge_of.reserve(count);
  std::size_t qualified = 0;
  for (std::uint32_t local = 0; local + 1 < adjacency->first.size(); ++local) {
    for (std::uint32_t e = adjacency->begin(local); e < adjacency->end(local); ++e) {
      BuildEdge edge;
      edge.family = table.family;
      edge.source = NodeId(table.from, range * kRangeSize + local);
      edge.target = NodeId(table.to, adjacency->nodes[e]);
      const std::uint32_t begin = assertions.edges() == 0 ? 0 : assertions.first[e];
      const std::uint32_t end = assertions.edges() == 0 ? 0 : assertions.first[e + 1];
      if (begin == end) {
        edge.plain = true;
        out.edges.push_back(edge);
        out.edge_of.push_back(e);
      }
      for (std::uint32_t row = begin; row < end; ++row) {
        edge.assertion = assertion_of(assertions, row);
        edge.extra = BuildEdge::kNoExtra;
        if (qualified < qualifiers.rows.size() && qualifiers.rows[qualified] == row) {
          edge.extra = static_cast<std::uint32_t>(out.extras.size());
          BuildEdgeExtra& extra = out.extras.emplace_back();
          const QualifierList& list = qualifiers.lists[qualified++];
          extra.qualifiers.assign(list.begin(), list.end());
          extra.discriminator = discriminator_of(family, extra.qualifiers);
        }
        out.edges.push_back(edge);
        out.edge_of.push_back(e);
      }
    }
  }
  return out;
}

// The ranges of sources with rows that go.
Result<void> EdgePatch::find_ranges(const EdgeTableKey& table, bool is_plain, const Gone& gone,
                                    std::set<std::uint32_t>& ranges) const {
  if (gone.table) {
    if (table != *gone.table) return {};
    std::set<std::uint32_t> of_targets;
    for (const std::uint32_t end : gone.ends) {
      ranges.insert(range_of(end));
      of_targets.insert(range_of(end));
    }
    for (const std::uint32_t range : of_targets) {
      auto bytes = chunk(adjacency_key(table, Direction::In, range));
      if (!bytes) return bytes.error();
      if (!*bytes) continue;
      auto incoming = decode_adjacency(**bytes, Direction::In);
      if (!incoming) return incoming.error();
      for (std::uint32_t local = 0; local + 1 < incoming->first.size(); ++local) {
        if (gone.ends.count(range * kRangeSize + local) == 0) continue;
        for (std::uint32_t i = incoming->begin(local); i < incoming->end(local); ++i) {
          ranges.insert(range_of(incoming->nodes[i]));
        }
      }
    }
    return {};
  }
  if (is_plain) {
    for (const NodeId source : gone.sources) {
      if (source.type() == table.from) ranges.insert(range_of(source.offset()));
    }
    return {};
  }
  std::optional<std::uint32_t> last;
  DocumentEdgeChunk stated;
  for (const std::uint32_t document : gone.documents) {
    if (last != range_of(document)) {
      last = range_of(document);
      stated = {};
      auto bytes = chunk(document_edges_key(table, *last));
      if (!bytes) return bytes.error();
      if (*bytes) {
        auto decoded = decode_document_edges(**bytes);
        if (!decoded) return decoded.error();
        stated = std::move(*decoded);
      }
    }
    const std::uint32_t local = document & (kRangeSize - 1);
    if (local + 1 >= stated.first.size()) continue;
    for (std::uint32_t i = stated.first[local]; i < stated.first[local + 1]; ++i) {
      ranges.insert(range_of(stated.sources[i]));
    }
  }
  return {};
}

Result<void> EdgePatch::run(const BuildInput& input, const Gone& gone, Manifest& manifest) {
  std::map<EdgeTableKey, TableChanges> tables;
  for (std::size_t i = 0; i < input.edges.size(); ++i) {
    const BuildEdge& edge = input.edges[i];
    TableChanges& changes = tables[{edge.family, edge.source.type(), edge.target.type()}];
    changes.ranges.insert(range_of(edge.source.offset()));
    changes.added.push_back(static_cast<std::uint32_t>(i));
  }
  for (const TableStatistics& table : manifest.tables) {
    const EdgeTableKey key{table.info.family, table.info.from, table.info.to};
    if (gone.except == table.info.family) continue;
    std::set<std::uint32_t> ranges;
    if (auto done = find_ranges(key, table.info.plain, gone, ranges); !done) return done;
    if (!ranges.empty()) tables[key].ranges.insert(ranges.begin(), ranges.end());
  }
  for (const auto& [table, changes] : tables) {
    if (auto done = run_table(table, input, gone, changes, manifest); !done) return done;
  }
  return {};
}

Result<void> EdgePatch::run_table(const EdgeTableKey& table, const BuildInput& input,
                                  const Gone& gone, const TableChanges& changes,
                                  Manifest& manifest) {
  TableSummary summary;
  auto stored = read_parts(patch_.before(), Table::Graph, table_summary_key(table));
  if (!stored) return stored.error();
  if (*stored) {
    auto decoded = decode_table_summary(**stored);
    if (!decoded) return decoded.error();
    summary = std::move(*decoded);
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> added;  // by range
  for (const std::uint32_t row : changes.added) {
    added[range_of(input.edges[row].source.offset())].push_back(row);
  }
  const auto is_gone = [&](const BuildEdge& row) {
    if (gone.table) {
      return gone.ends.count(row.source.offset()) > 0 || gone.ends.count(row.target.offset()) > 0;
    }
    return row.plain ? gone.sources.count(row.source) > 0
                     : gone.documents.count(row.assertion.document) > 0;
  };

  RangeSet changed_ranges;
  RangeSet target_ranges;
  RangeSet document_ranges;
  std::vector<ReverseEdge> reverse;  // of all changed ranges
  std::vector<StatedEdge> of_documents;
  for (const std::uint32_t range : changes.ranges) {
    const std::vector<std::uint32_t>& more = added[range];
    auto rows = rows_of(table, range, more.size());
    if (!rows) return rows.error();
    const Seen before = seen_of(*rows);
    work_.edges = std::move(rows->edges);
    work_.extras = std::move(rows->extras);
    std::vector<RowKey> kept;
    kept.reserve(work_.edges.size());
    const auto key_of = [&](std::size_t row) {
      const BuildEdge& edge = work_.edges[row];
      return RowKey{table, edge.source.offset(), edge.target.offset(),
                    static_cast<std::uint32_t>(row)};
    };
    for (std::size_t row = 0; row < work_.edges.size(); ++row) {
      if (!is_gone(work_.edges[row])) kept.push_back(key_of(row));
    }
    const bool is_less = kept.size() < work_.edges.size();
    std::vector<RowKey> fresh;
    for (const std::uint32_t row : more) {
      BuildEdge edge = input.edges[row];
      if (edge.extra != BuildEdge::kNoExtra) {
        const BuildEdgeExtra& extra = input.extras[edge.extra];
        edge.extra = static_cast<std::uint32_t>(work_.extras.size());
        work_.extras.push_back(extra);
      }
      work_.edges.push_back(edge);
      fresh.push_back(key_of(work_.edges.size() - 1));
    }
    if (fresh.empty() && !is_less) continue;
    const RowOrder order(work_, documents_);
    std::sort(fresh.begin(), fresh.end(), order);
    std::vector<RowKey> merged;
    merged.reserve(kept.size() + fresh.size());
    auto from = kept.begin();
    for (const RowKey& row : fresh) {
      const auto to = std::lower_bound(from, kept.end(), row, order);
      merged.insert(merged.end(), from, to);
      merged.push_back(row);
      from = to;
    }
    merged.insert(merged.end(), from, kept.end());

    changed_ranges.insert(range);
    std::set<std::string> obsolete{adjacency_key(table, Direction::Out, range),
                                   evidence_key(table, range), counts_key(table, range),
                                   qualifiers_key(table, range)};
    for (const auto& [name, values] : summary.out[range].columns) {
      obsolete.insert(edge_column_key(table, name, range));
    }
    BuiltRange built;
    if (!merged.empty()) built = build_range(work_, table, range, merged);
    for (auto& [key, bytes] : built.chunks) {
      obsolete.erase(key);
      if (auto done = patch_.parts(Table::Graph, key, bytes); !done) return done;
      if (table.family == observed_) kept_[key] = std::move(bytes);
    }
    for (const std::string& key : obsolete) {
      if (auto done = patch_.parts(Table::Graph, key, std::nullopt); !done) return done;
      if (table.family == observed_) kept_[key] = std::nullopt;
    }
    note_changed(before.reverse, built.reverse, target_ranges);
    note_changed(before.of_documents, built.of_documents, document_ranges);
    reverse.insert(reverse.end(), built.reverse.begin(), built.reverse.end());
    of_documents.insert(of_documents.end(), built.of_documents.begin(), built.of_documents.end());
    if (merged.empty()) {
      summary.out.erase(range);
    } else {
      summary.out[range] = std::move(built.summary);
    }
  }
  if (changed_ranges.ascending().empty()) return {};

  std::erase_if(reverse, [&](const ReverseEdge& edge) {
    return !target_ranges.contains(range_of(edge.target));
  });
  sort_stably(reverse, &ReverseEdge::target);
  auto next = reverse.begin();
  for (const std::uint32_t range : target_ranges.ascending()) {
    const std::string key = adjacency_key(table, Direction::In, range);
    auto bytes = read_parts(patch_.before(), Table::Graph, key);
    if (!bytes) return bytes.error();
    AdjacencyChunk known;
    if (*bytes) {
      auto incoming = decode_adjacency(**bytes, Direction::In);
      if (!incoming) return incoming.error();
      known = std::move(*incoming);
    }
    auto end = next;
    while (end != reverse.end() && range_of(end->target) == range) ++end;
    const AdjacencyChunk all = merge_incoming(known, std::span(next, end), changed_ranges);
    next = end;
    summary.in.erase(range);
    std::optional<std::string> chunk;
    if (all.edges() > 0) {
      summary.in[range] = summary_of(all);
      chunk = encode_adjacency(all, Direction::In);
    }
    if (auto done = patch_.parts(Table::Graph, key, *bytes, chunk); !done) return done;
  }

  std::erase_if(of_documents, [&](const StatedEdge& edge) {
    return !document_ranges.contains(range_of(edge.document));
  });
  sort_stably(of_documents, &StatedEdge::document);
  auto next_document = of_documents.begin();
  for (const std::uint32_t range : document_ranges.ascending()) {
    std::vector<StatedEdge> edges;
    const std::string key = document_edges_key(table, range);
    auto bytes = read_parts(patch_.before(), Table::Graph, key);
    if (!bytes) return bytes.error();
    if (*bytes) {
      auto stated = decode_document_edges(**bytes);
      if (!stated) return stated.error();
      for (std::uint32_t local = 0; local + 1 < stated->first.size(); ++local) {
        for (std::uint32_t i = stated->first[local]; i < stated->first[local + 1]; ++i) {
          if (changed_ranges.contains(range_of(stated->sources[i]))) continue;
          edges.push_back({range * kRangeSize + local, stated->sources[i], stated->edge_indexes[i],
                           stated->visible[i]});
        }
      }
    }
    auto end = next_document;
    while (end != of_documents.end() && range_of(end->document) == range) ++end;
    std::vector<StatedEdge> all;
    all.reserve(edges.size() + static_cast<std::size_t>(end - next_document));
    std::merge(edges.begin(), edges.end(), next_document, end, std::back_inserter(all));
    next_document = end;
    summary.documents.erase(range);
    std::optional<std::string> chunk;
    if (!all.empty()) {
      chunk = encode_document_edges(all);
      summary.documents[range] = (all.back().document & (kRangeSize - 1)) + 1;
    }
    if (auto done = patch_.parts(Table::Graph, key, *bytes, chunk); !done) return done;
  }

  const bool is_empty = summary.out.empty();
  const auto row = is_empty ? std::nullopt : std::optional(encode_summary(summary));
  if (auto done = patch_.parts(Table::Graph, table_summary_key(table), *stored, row); !done) {
    return done;
  }
  std::erase_if(manifest.tables, [&](const TableStatistics& known) {
    return EdgeTableKey{known.info.family, known.info.from, known.info.to} == table;
  });
  if (!is_empty) {
    TableStatistics statistics = summary.statistics(table);
    const auto place = std::find_if(
        manifest.tables.begin(), manifest.tables.end(), [&](const TableStatistics& known) {
          return table < EdgeTableKey{known.info.family, known.info.from, known.info.to};
        });
    manifest.tables.insert(place, std::move(statistics));
  }
  for (std::size_t i = 0; i < manifest.tables.size(); ++i) {
    manifest.tables[i].info.id = EdgeTableId(static_cast<std::uint16_t>(i));
  }
  return {};
}

}  // namespace sarye
