#include "engine/graph/edge_ranges.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "engine/graph/adjacency.h"
#include "engine/graph/columns.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/evidence_counts.h"

namespace sarye {

namespace {

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

// One range of one table; rows come sorted.
class RangeBuild {
 public:
  RangeBuild(const BuildInput& input, const EdgeTableKey& key) : input_(input), key_(key) {
    for (const Qualifier& qualifier : input.ontology.relation(key_.family).qualifiers) {
      kinds_[qualifier.name] = qualifier.kind;
    }
  }

  BuiltRange run(std::uint32_t range, std::span<const RowKey> rows) {
    AdjacencyChunk adjacency;
    AssertionChunk assertions;
    QualifierChunk qualifiers;
    make_room(rows, adjacency, assertions);
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && is_same_edge(rows[begin], rows[end])) ++end;
      add_edge(rows.subspan(begin, end - begin), adjacency, assertions, qualifiers);
      begin = end;
    }
    adjacency.first.push_back(adjacency.edges());
    assertions.first.push_back(static_cast<std::uint32_t>(assertions.rows()));
    add(adjacency_key(key_, Direction::Out, range), encode_adjacency(adjacency, Direction::Out));
    if (out_.summary.assertions > 0) {
      add(evidence_key(key_, range), encode_assertions(assertions));
      add(counts_key(key_, range), encode_counts(EvidenceCounts::of(assertions)));
    }
    if (!qualifiers.rows.empty()) {
      out_.summary.qualified = qualifiers.rows.size();
      add(qualifiers_key(key_, range), encode_qualifiers(qualifiers));
    }
    for (const auto& [name, cells] : columns_) {
      out_.summary.columns[name] = cells.size();
      add(edge_column_key(key_, name, range), encode_column(cells));
    }
    out_.summary.edges = adjacency.edges();
    return std::move(out_);
  }

 private:
  void add(std::string key, std::string bytes) {
    out_.chunks.emplace_back(std::move(key), std::move(bytes));
  }

  void make_room(std::span<const RowKey> rows, AdjacencyChunk& adjacency,
                 AssertionChunk& assertions) {
    const auto stated =
        static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [this](const RowKey& row) {
          return !input_.edges[row.row].plain;
        }));
    adjacency.nodes.reserve(rows.size());
    adjacency.visible.reserve(rows.size());
    out_.reverse.reserve(rows.size());
    out_.of_documents.reserve(stated);
    assertions.first.reserve(rows.size() + 1);
    for (auto* column : {&assertions.document, &assertions.work, &assertions.passage,
                         &assertions.attribution, &assertions.quote_begin, &assertions.quote_end}) {
      column->reserve(stated);
    }
    for (auto* column : {&assertions.from, &assertions.to}) column->reserve(stated);
    for (auto* column : {&assertions.kind, &assertions.confidence}) column->reserve(stated);
    for (auto* column : {&assertions.language, &assertions.polarity, &assertions.modality,
                         &assertions.time_is_stated}) {
      column->reserve(stated);
    }
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
    if (last_source_ != head.source || out_.summary.sources == 0) {
      ++out_.summary.sources;
      out_.summary.limit = local + 1;
    } else if (!adjacency.nodes.empty() && adjacency.nodes.back() == head.target &&
               adjacency.first.size() == local + 1) {
      out_.summary.parallel = true;
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
      out_.of_documents.push_back(
          {edge.assertion.document, head.source, index, is_visible ? 1u : 0u});
      const QualifierList& list = extra_of(input_, edge).qualifiers;
      if (!list.empty()) {
        qualifiers.rows.push_back(static_cast<std::uint32_t>(assertions.rows()));
        qualifiers.lists.push_back(list);
        std::sort(qualifiers.lists.back().begin(), qualifiers.lists.back().end());
      }
      add_assertion(edge.assertion, assertions);
      ++out_.summary.assertions;
    }
    if (!has_assertion) visible = 1;
    add_properties(rows, index);
    adjacency.nodes.push_back(head.target);
    adjacency.visible.push_back(visible);
    out_.reverse.push_back({head.target, head.source, index, visible});
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
    const bool has_some = std::any_of(rows.begin(), rows.end(), [this](const RowKey& row) {
      const BuildEdge& edge = input_.edges[row.row];
      return edge.external_id >= 0 || edge.extra != BuildEdge::kNoExtra;
    });
    if (!has_some) return;
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

  const BuildInput& input_;
  EdgeTableKey key_;
  BuiltRange out_;
  std::map<std::string, PropertyKind> kinds_;
  std::uint32_t last_source_ = 0;
  std::map<std::string, std::vector<ColumnCell>> columns_;
  std::vector<std::unique_ptr<Value>> own_;
};

}  // namespace

std::vector<RowKey> row_keys(const BuildInput& input) {
  std::vector<RowKey> rows;
  rows.reserve(input.edges.size());
  for (std::size_t i = 0; i < input.edges.size(); ++i) {
    const BuildEdge& edge = input.edges[i];
    rows.push_back({{edge.family, edge.source.type(), edge.target.type()},
                    edge.source.offset(),
                    edge.target.offset(),
                    static_cast<std::uint32_t>(i)});
  }
  return rows;
}

bool RowOrder::operator()(const RowKey& a, const RowKey& b) const {
  if (const auto order = a.table <=> b.table; order != 0) return order < 0;
  if (a.source != b.source) return a.source < b.source;
  if (a.target != b.target) return a.target < b.target;
  const BuildEdge& x = input_.edges[a.row];
  const BuildEdge& y = input_.edges[b.row];
  if (const int order = compare_identity(input_, x, y); order != 0) return order < 0;
  if (x.plain != y.plain) return y.plain;
  if (x.assertion.document != y.assertion.document) {
    const int order = documents_(x.assertion.document, y.assertion.document);
    if (order != 0) return order < 0;
  }
  const auto said = [](const BuildEdge& edge) {
    const BuildAssertion& of = edge.assertion;
    return std::tuple(of.quote.begin, of.quote.end, of.passage, of.kind, of.polarity, of.modality,
                      of.time.from, of.time.to, of.attribution, -int{of.confidence}, of.language,
                      edge.external_id);
  };
  const auto left = said(x);
  const auto right = said(y);
  if (left != right) return left < right;
  return extra_of(input_, x).qualifiers < extra_of(input_, y).qualifiers;
}

bool operator<(const ReverseEdge& a, const ReverseEdge& b) {
  return std::tie(a.target, a.source, a.edge_index) < std::tie(b.target, b.source, b.edge_index);
}

std::string discriminator_of(const Relation& family,
                             const std::vector<std::pair<std::string, std::string>>& qualifiers) {
  std::string out;
  for (const Qualifier& qualifier : family.qualifiers) {
    if (!qualifier.identifying) continue;
    for (const auto& [name, value] : qualifiers) {
      if (name == qualifier.name) out += name + '\0' + value + '\0';
    }
  }
  return out;
}

bool operator<(const StatedEdge& a, const StatedEdge& b) {
  return std::tie(a.document, a.source, a.edge_index) <
         std::tie(b.document, b.source, b.edge_index);
}

BuiltRange build_range(const BuildInput& input, const EdgeTableKey& table, std::uint32_t range,
                       std::span<const RowKey> rows) {
  return RangeBuild(input, table).run(range, rows);
}

std::string encode_reverse(std::span<const ReverseEdge> edges, TableSummary::In& summary) {
  AdjacencyChunk chunk;
  for (auto* column : {&chunk.nodes, &chunk.edge_indexes, &chunk.visible}) {
    column->reserve(edges.size());
  }
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const std::uint32_t local = edges[i].target & (kRangeSize - 1);
    if (i == 0 || edges[i - 1].target != edges[i].target) ++summary.targets;
    while (chunk.first.size() <= local) chunk.first.push_back(chunk.edges());
    chunk.nodes.push_back(edges[i].source);
    chunk.edge_indexes.push_back(edges[i].edge_index);
    chunk.visible.push_back(edges[i].visible);
  }
  chunk.first.push_back(chunk.edges());
  summary.limit = (edges.back().target & (kRangeSize - 1)) + 1;
  return encode_adjacency(chunk, Direction::In);
}

}  // namespace sarye
