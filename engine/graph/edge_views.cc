// The views of edges: one edge table after the other, and in it one range of source nodes after the
// other, to chunks of both levels.
#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "engine/graph/adjacency.h"
#include "engine/graph/columns.h"
#include "engine/graph/document_edges.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/evidence_counts.h"
#include "engine/graph/view_sections.h"

namespace sarye {

namespace {

// Sorting moves these instead of the rows themselves.
struct RowKey {
  EdgeTableKey table;
  std::uint32_t source;
  std::uint32_t target;
  std::uint32_t row;  // index into BuildInput::edges
};

const BuildEdgeExtra& extra_of(const BuildInput& input, const BuildEdge& edge) {
  static const BuildEdgeExtra none;
  return edge.extra == BuildEdge::kNoExtra ? none : input.extras[edge.extra];
}

// What tells parallel edges apart.
int compare_identity(const BuildInput& input, const BuildEdge& a, const BuildEdge& b) {
  if (a.parallel != b.parallel) return a.parallel < b.parallel ? -1 : 1;
  if (a.extra == BuildEdge::kNoExtra && b.extra == BuildEdge::kNoExtra) return 0;
  return extra_of(input, a).discriminator.compare(extra_of(input, b).discriminator);
}

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

auto assertion_order(const BuildEdge& edge, const std::vector<std::uint32_t>& ranks) {
  const BuildAssertion& a = edge.assertion;
  const std::uint32_t document = a.document < ranks.size() ? ranks[a.document] : a.document;
  return std::tuple(edge.plain, document, a.quote.begin, a.quote.end, a.passage, a.kind,
                    a.polarity, a.modality, a.time.from, a.time.to, a.attribution,
                    -int{a.confidence}, a.language, edge.external_id);
}

std::vector<RowKey> sorted_rows(const BuildInput& input) {
  std::vector<RowKey> rows;
  rows.reserve(input.edges.size());
  for (std::size_t i = 0; i < input.edges.size(); ++i) {
    const BuildEdge& edge = input.edges[i];
    rows.push_back({{edge.family, edge.source.type(), edge.target.type()},
                    edge.source.offset(),
                    edge.target.offset(),
                    static_cast<std::uint32_t>(i)});
  }
  const std::vector<std::uint32_t> ranks = document_ranks(input);
  std::sort(rows.begin(), rows.end(), [&](const RowKey& a, const RowKey& b) {
    if (const auto order = a.table <=> b.table; order != 0) return order < 0;
    if (a.source != b.source) return a.source < b.source;
    if (a.target != b.target) return a.target < b.target;
    const BuildEdge& x = input.edges[a.row];
    const BuildEdge& y = input.edges[b.row];
    if (const int order = compare_identity(input, x, y); order != 0) return order < 0;
    const auto left = assertion_order(x, ranks);
    const auto right = assertion_order(y, ranks);
    if (left != right) return left < right;
    return extra_of(input, x).qualifiers < extra_of(input, y).qualifiers;
  });
  return rows;
}

// The same words read twice as the same claim are one assertion. Bulk rows have no words.
bool same_assertion(const BuildInput& input, const BuildEdge& a, const BuildEdge& b) {
  const BuildAssertion& x = a.assertion;
  const BuildAssertion& y = b.assertion;
  return !a.plain && !b.plain && !x.quote.empty() && x.document == y.document &&
         x.quote == y.quote && x.kind == y.kind && x.polarity == y.polarity &&
         x.modality == y.modality && x.time == y.time && x.attribution == y.attribution &&
         extra_of(input, a).qualifiers == extra_of(input, b).qualifiers;
}

Value qualifier_value(const std::string& text, PropertyKind kind) {
  switch (kind) {
    case PropertyKind::Integer: {
      char* end = nullptr;
      const long long number = std::strtoll(text.c_str(), &end, 10);
      if (!text.empty() && *end == '\0') return Value(static_cast<std::int64_t>(number));
      break;
    }
    case PropertyKind::Boolean:
      if (text == "true" || text == "false") return Value(text == "true");
      break;
    case PropertyKind::Date:
      if (const auto date = Date::parse(text)) return Value(*date);
      break;
    default:
      break;
  }
  return Value(text);
}

// One edge table: rows come sorted; chunks leave at the end of each range.
class TableBuild {
 public:
  TableBuild(const BuildInput& input, std::span<const RowKey> rows, ViewWriter& writer)
      : input_(input), rows_(rows), writer_(writer), key_(rows.front().table) {
    const auto& relation = input.ontology.relation(key_.family);
    for (const Qualifier& qualifier : relation.qualifiers) kinds_[qualifier.name] = qualifier.kind;
  }

  TableStatistics run() {
    info().family = key_.family;
    info().from = key_.from;
    info().to = key_.to;
    for (std::size_t begin = 0; begin < rows_.size();) {
      const std::uint32_t range = rows_[begin].source >> kRangeBits;
      std::size_t end = begin;
      while (end < rows_.size() && rows_[end].source >> kRangeBits == range) ++end;
      write_range(range, rows_.subspan(begin, end - begin));
      begin = end;
    }
    info().plain = info().assertions == 0;
    write_reverse();
    statistics_.document_limit = write_document_edges(key_, of_documents_, writer_);
    for (const auto& [name, values] : column_values_) statistics_.columns.push_back({name, values});
    return std::move(statistics_);
  }

 private:
  // An edge as its target sees it.
  struct Reverse {
    std::uint32_t target;
    std::uint32_t source;
    std::uint32_t edge_index;
    std::uint32_t visible;
  };

  EdgeTableInfo& info() { return statistics_.info; }

  void write_range(std::uint32_t range, std::span<const RowKey> rows) {
    AdjacencyChunk adjacency;
    AssertionChunk assertions;
    QualifierChunk qualifiers;
    columns_.clear();
    own_.clear();
    const std::uint64_t assertions_before = info().assertions;
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && is_same_edge(rows[begin], rows[end])) ++end;
      add_edge(rows.subspan(begin, end - begin), adjacency, assertions, qualifiers);
      begin = end;
    }
    adjacency.first.push_back(adjacency.edges());
    assertions.first.push_back(static_cast<std::uint32_t>(assertions.rows()));
    writer_.parts(adjacency_key(key_, Direction::Out, range),
                  encode_adjacency(adjacency, Direction::Out));
    if (info().assertions > assertions_before) {
      writer_.parts(evidence_key(key_, range), encode_assertions(assertions));
      EvidenceCounts counts;
      for (std::size_t i = 0; i < assertions.edges(); ++i) {
        counts.add(assertions, assertions.first[i], assertions.first[i + 1]);
      }
      writer_.parts(counts_key(key_, range), encode_counts(counts));
    }
    if (!qualifiers.rows.empty()) {
      statistics_.qualified += qualifiers.rows.size();
      writer_.parts(qualifiers_key(key_, range), encode_qualifiers(qualifiers));
    }
    for (const auto& [name, cells] : columns_) {
      column_values_[name] += cells.size();
      writer_.parts(edge_column_key(key_, name, range), encode_column(cells));
    }
    info().edges += adjacency.edges();
  }

  bool is_same_edge(const RowKey& a, const RowKey& b) const {
    return a.source == b.source && a.target == b.target &&
           compare_identity(input_, input_.edges[a.row], input_.edges[b.row]) == 0;
  }

  void add_edge(std::span<const RowKey> rows, AdjacencyChunk& adjacency, AssertionChunk& assertions,
                QualifierChunk& qualifiers) {
    const RowKey& head = rows.front();
    const std::uint32_t local = head.source & (kRangeSize - 1);
    const std::uint32_t index = adjacency.edges();
    if (last_source_ != head.source || info().sources == 0) {
      ++info().sources;
      statistics_.source_limit = head.source + 1;
    } else if (!adjacency.nodes.empty() && adjacency.nodes.back() == head.target &&
               adjacency.first.size() == local + 1) {
      info().parallel = true;
    }
    last_source_ = head.source;
    while (adjacency.first.size() <= local) adjacency.first.push_back(index);

    std::uint32_t visible = 0;
    assertions.first.push_back(static_cast<std::uint32_t>(assertions.rows()));
    const BuildEdge* before = nullptr;
    bool has_assertion = false;
    for (const RowKey& key : rows) {
      const BuildEdge& edge = input_.edges[key.row];
      if (before != nullptr && same_assertion(input_, *before, edge)) continue;
      before = &edge;
      if (edge.plain) continue;
      has_assertion = true;
      const bool is_visible = is_default_visible(edge.assertion.polarity, edge.assertion.modality);
      if (is_visible) ++visible;
      of_documents_.push_back({edge.assertion.document, head.source, index, is_visible});
      const QualifierList& list = extra_of(input_, edge).qualifiers;
      if (!list.empty()) {
        qualifiers.rows.push_back(static_cast<std::uint32_t>(assertions.rows()));
        qualifiers.lists.push_back(list);
        std::sort(qualifiers.lists.back().begin(), qualifiers.lists.back().end());
      }
      add_assertion(edge.assertion, assertions);
      ++info().assertions;
    }
    if (!has_assertion) visible = 1;
    add_properties(rows, index);
    adjacency.nodes.push_back(head.target);
    adjacency.visible.push_back(visible);
    reverse_.push_back({head.target, head.source, index, visible});
  }

  static void add_assertion(const BuildAssertion& a, AssertionChunk& out) {
    out.document.push_back(a.document);
    out.work.push_back(a.work);
    out.passage.push_back(a.passage);
    out.language.push_back(static_cast<std::uint8_t>(a.language));
    out.kind.push_back(a.kind.value);
    out.polarity.push_back(static_cast<std::uint8_t>(a.polarity));
    out.modality.push_back(static_cast<std::uint8_t>(a.modality));
    out.confidence.push_back(std::min<std::uint16_t>(a.confidence, 1000));
    out.from.push_back(a.time.from);
    out.to.push_back(a.time.to);
    out.time_is_stated.push_back(a.time_is_stated ? 1 : 0);
    out.attribution.push_back(a.attribution);
    out.quote_begin.push_back(a.quote.begin);
    out.quote_end.push_back(std::max(a.quote.begin, a.quote.end));
  }

  // Properties as given; and each qualifier as a property of the edge: its value, or the sorted
  // list of values where assertions differ.
  void add_properties(std::span<const RowKey> rows, std::uint32_t index) {
    std::map<std::string, std::set<std::string>> stated;
    std::map<std::string, Value> values;
    std::int64_t external = -1;
    for (const RowKey& key : rows) {
      const BuildEdge& edge = input_.edges[key.row];
      if (external < 0) external = edge.external_id;
      if (edge.extra == BuildEdge::kNoExtra) continue;
      const BuildEdgeExtra& extra = input_.extras[edge.extra];
      for (const auto& [name, value] : extra.properties) {
        if (!value.is_null() && !name.empty()) values.emplace(name, value);
      }
      for (const auto& [name, value] : extra.qualifiers) stated[name].insert(value);
    }
    for (const auto& [name, texts] : stated) {
      const auto kind = kinds_.find(name);
      std::vector<Value> items;
      for (const std::string& text : texts) {
        items.push_back(
            qualifier_value(text, kind == kinds_.end() ? PropertyKind::String : kind->second));
      }
      values.emplace(name, items.size() == 1 ? items.front() : Value::list(std::move(items)));
    }
    if (external >= 0) values.emplace(internal_column::kExternal, Value(external));
    for (auto& [name, value] : values) {
      own_.push_back(std::make_unique<Value>(std::move(value)));
      columns_[name].push_back({index, own_.back().get()});
    }
  }

  void write_reverse() {
    std::sort(reverse_.begin(), reverse_.end(), [](const Reverse& a, const Reverse& b) {
      return std::tuple(a.target, a.source, a.edge_index) <
             std::tuple(b.target, b.source, b.edge_index);
    });
    for (std::size_t begin = 0; begin < reverse_.size();) {
      const std::uint32_t range = reverse_[begin].target >> kRangeBits;
      AdjacencyChunk chunk;
      std::size_t i = begin;
      for (; i < reverse_.size() && reverse_[i].target >> kRangeBits == range; ++i) {
        const std::uint32_t local = reverse_[i].target & (kRangeSize - 1);
        if (i == 0 || reverse_[i - 1].target != reverse_[i].target) ++info().targets;
        while (chunk.first.size() <= local) chunk.first.push_back(chunk.edges());
        chunk.nodes.push_back(reverse_[i].source);
        chunk.edge_indexes.push_back(reverse_[i].edge_index);
        chunk.visible.push_back(reverse_[i].visible);
      }
      chunk.first.push_back(chunk.edges());
      writer_.parts(adjacency_key(key_, Direction::In, range),
                    encode_adjacency(chunk, Direction::In));
      begin = i;
    }
    statistics_.target_limit = reverse_.empty() ? 0 : reverse_.back().target + 1;
  }

  const BuildInput& input_;
  std::span<const RowKey> rows_;
  ViewWriter& writer_;
  EdgeTableKey key_;
  TableStatistics statistics_;
  std::map<std::string, PropertyKind> kinds_;
  std::uint32_t last_source_ = 0;
  std::vector<Reverse> reverse_;
  std::vector<DocumentEdge> of_documents_;
  std::map<std::string, std::vector<ColumnCell>> columns_;
  std::vector<std::unique_ptr<Value>> own_;
  std::map<std::string, std::uint64_t> column_values_;
};

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
    TableBuild build(input, std::span(rows).subspan(begin, end - begin), writer);
    TableStatistics table = build.run();
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
       view_prefix(View::Evidence), view_prefix(View::EdgeColumn), view_prefix(View::Qualifiers)});
}

}  // namespace sarye
