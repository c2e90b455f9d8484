#include "engine/graph/verify.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view.h"
#include "engine/graph/manifest.h"
#include "engine/graph/name_index.h"
#include "engine/graph/text_index.h"
#include "engine/graph/truth_store.h"
#include "engine/graph/verify_state.h"
#include "engine/store/sha256.h"
#include "engine/text/name_key.h"

namespace sarye {

namespace {

constexpr std::size_t kMostProblems = 100;

std::string range_text(ByteRange range) {
  return "bytes " + std::to_string(range.begin) + " to " + std::to_string(range.end);
}

class Verifier {
 public:
  Verifier(const Snapshot& snapshot, const Budget* budget) : snapshot_(snapshot), budget_(budget) {}

  Result<VerifyReport> run() {
    if (auto done = check_documents(); !done) return done.error();
    // The view borrows the snapshot for the time of this call.
    auto view = GraphView::open(
        std::shared_ptr<const Snapshot>(std::shared_ptr<const Snapshot>(), &snapshot_));
    if (!view) {
      problem(view.error().message);
      return std::move(report_);
    }
    view_ = std::move(*view);
    auto manifest = read_manifest(snapshot_);
    if (manifest && *manifest) manifest_ = std::move(**manifest);
    if (auto done = check_state(); !done) return done.error();
    if (auto done = check_nodes(); !done) return done.error();
    check_names();
    check_text();
    check_speakers();
    for (const EdgeTableInfo& table : view_->edge_tables()) {
      if (auto done = stop(); !done) return done.error();
      check_table(table);
    }
    return std::move(report_);
  }

 private:
  struct PassageState {
    std::uint32_t document;
    ByteRange bytes;
  };

  Result<void> stop() const { return budget_ == nullptr ? Result<void>() : budget_->check(); }

  void problem(std::string text) {
    if (report_.problems.size() < kMostProblems) report_.problems.push_back(std::move(text));
  }

  // The value, or a problem and nullptr.
  template <typename T>
  const T* read(const Result<T>& result, const std::string& what) {
    if (result) return &*result;
    problem(what + ": " + result.error().message);
    return nullptr;
  }

  // --- truth

  Result<void> check_documents() {
    const auto records = list_documents(snapshot_);
    const auto* list = read(records, "the register of documents");
    if (list == nullptr) return {};
    for (const DocumentRecord& record : *list) {
      if (auto done = stop(); !done) return done;
      if (record.removed) continue;
      ++report_.documents;
      const auto truth = read_document(snapshot_, record.id);
      if (const auto* found = read(truth, "document " + record.key)) check_document(record, *found);
    }
    return {};
  }

  void check_document(const DocumentRecord& record, const DocumentTruth& truth) {
    if (sha256(truth.source) != record.sha256) {
      problem("document " + record.key +
              ": the stored source has another hash than was registered");
    }
    sources_[record.id.value] = static_cast<std::uint32_t>(truth.source.size());
    const auto check = [&](const char* what, std::uint32_t passage, ByteRange bytes) {
      ++report_.quotes;
      if (!truth.passages[passage].bytes.contains(bytes)) {
        problem("document " + record.key + ": " + what + " at " + range_text(bytes) +
                " lies outside of its passage");
      }
    };
    for (const Mention& mention : truth.mentions) {
      check("a mention", mention.passage, mention.bytes);
    }
    for (const LocalAssertion& a : truth.assertions) {
      check("a quote", a.evidence.passage, a.evidence.quote);
      if (!a.evidence.cue.empty() && !a.evidence.quote.contains(a.evidence.cue)) {
        problem("document " + record.key + ": the wording at " + range_text(a.evidence.cue) +
                " lies outside of its quote");
      }
    }
    for (const DocumentAssertion& a : truth.about) {
      check("a quote", a.evidence.passage, a.evidence.quote);
    }
  }

  Result<void> check_state() {
    const auto tell = [this](std::string text) { problem(std::move(text)); };
    const auto records = list_documents(snapshot_);
    if (records) {
      auto done = check_identity_state(snapshot_, *records, budget_, tell);
      if (!done) return done;
    }
    return check_summaries(snapshot_, manifest_, tell);
  }

  // --- nodes

  bool is_node(TypeId type, std::uint32_t offset) const {
    const std::vector<bool>& present = present_[type.value];
    return offset < present.size() && present[offset];
  }

  Result<void> check_nodes() {
    const Ontology& ontology = view_->ontology();
    present_.resize(ontology.types().size());
    for (const NodeType& type : ontology.types()) {
      if (auto done = stop(); !done) return done;
      present_[type.id.value].assign(view_->node_limit(type.id), false);
      std::uint64_t count = 0;
      for (std::uint32_t range = 0; range << kRangeBits < view_->node_limit(type.id); ++range) {
        const auto offsets = view_->nodes_of_range(type.id, range);
        const auto* found = read(offsets, "nodes of type " + type.name);
        if (found == nullptr) continue;
        for (const std::uint32_t offset : *found) {
          present_[type.id.value][offset] = true;
          ++count;
        }
      }
      report_.nodes += count;
      check_columns(type);
      if (count != view_->node_count(type.id)) {
        problem("there are " + std::to_string(count) + " nodes of type " + type.name +
                ", and the statistics say " + std::to_string(view_->node_count(type.id)));
      }
    }
    if (const NodeType* type = ontology.find_type("Document")) read_documents(*type);
    if (const NodeType* type = ontology.find_type("Passage")) read_passages(*type);
    return {};
  }

  void check_columns(const NodeType& type) {
    if (type.id.value >= manifest_.types.size()) return;
    for (const PropertyStatistics& column : manifest_.types[type.id.value].columns) {
      std::uint64_t values = 0;
      for (std::uint32_t range = 0; range << kRangeBits < view_->node_limit(type.id); ++range) {
        const auto result = view_->property_column(type.id, column.name, range);
        const auto* found = read(result, "a column of " + type.name);
        if (found == nullptr || *found == nullptr) continue;
        for (std::uint32_t row = 0; row < (*found)->size(); ++row) {
          values += (*found)->has(row) ? 1 : 0;
        }
      }
      if (values != column.values) {
        problem("the column " + column.name.substr(column.name.front() == '\t' ? 1 : 0) + " of " +
                type.name + " has " + std::to_string(values) + " values, and the statistics say " +
                std::to_string(column.values));
      }
    }
  }

  void check_text() {
    const auto result = count_text(snapshot_, manifest_.text);
    const auto* counted = read(result, "the text index");
    if (counted != nullptr && *counted != manifest_.text) {
      problem("the text index has " + std::to_string(counted->terms) + " words of " +
              std::to_string(counted->passages) + " passages, and the statistics say " +
              std::to_string(manifest_.text.terms) + " of " +
              std::to_string(manifest_.text.passages) + ", or segments differ");
    }
  }

  void check_speakers() {
    std::uint32_t texts = 0;
    for (std::uint32_t number = 1; number <= manifest_.attributions; ++number) {
      const auto result = view_->attribution_text(number);
      const auto* text = read(result, "the names of speakers");
      if (text == nullptr) return;
      texts += text->empty() ? 0 : 1;
    }
    if (texts != manifest_.attribution_texts) {
      problem("there are the names of " + std::to_string(texts) +
              " speakers, and the statistics say " + std::to_string(manifest_.attribution_texts));
    }
  }

  std::int64_t integer(NodeId node, std::string_view name) {
    const auto value = view_->property(node, name);
    const auto* found = read(value, "a column of nodes");
    return found == nullptr || found->type() != ValueType::Integer ? -1 : found->integer();
  }

  void read_documents(const NodeType& type) {
    has_documents_ = true;
    document_type_ = type.id;
    for (std::uint32_t offset = 0; offset < present_[type.id.value].size(); ++offset) {
      if (!is_node(type.id, offset)) continue;
      const std::int64_t id = integer(NodeId(type.id, offset), internal_column::kDocumentId);
      if (id < 0) continue;  // of an import: no source
      const auto source = sources_.find(static_cast<std::uint32_t>(id));
      if (source == sources_.end()) {
        problem("a Document node stands for document " + std::to_string(id) +
                ", which is not in the store; run `sarye rebuild`");
      } else {
        source_bytes_[offset] = source->second;
      }
    }
  }

  void read_passages(const NodeType& type) {
    passage_type_ = type.id;
    for (std::uint32_t offset = 0; offset < present_[type.id.value].size(); ++offset) {
      if (!is_node(type.id, offset)) continue;
      const NodeId node(type.id, offset);
      const std::int64_t document = integer(node, internal_column::kDocument);
      const std::int64_t begin = integer(node, internal_column::kBegin);
      const std::int64_t end = integer(node, internal_column::kEnd);
      if (document < 0 || begin < 0 || end < begin) continue;  // of an import
      passages_[offset] = {static_cast<std::uint32_t>(document),
                           {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}};
    }
  }

  // --- names

  void check_names() {
    std::set<std::pair<std::string, NodeId>> expected;
    for (const NodeType& type : view_->ontology().types()) {
      for (std::uint32_t offset = 0; offset < present_[type.id.value].size(); ++offset) {
        if (is_node(type.id, offset)) check_names_of(NodeId(type.id, offset), expected);
      }
    }
    const auto rows = names_starting_with(snapshot_, {}, 0);
    const auto* found = read(rows, "the name index");
    if (found == nullptr) return;
    report_.names = found->size();
    for (const NameRow& row : *found) {
      if (expected.erase({row.key, row.node}) == 0) {
        problem("the name index leads from " + row.key + " to a node that has no such name");
      }
    }
    for (const auto& [key, node] : expected) {
      problem("the name index lacks the name " + key);
    }
  }

  void check_names_of(NodeId node, std::set<std::pair<std::string, NodeId>>& expected) {
    const auto stable = view_->stable_key(node);
    const auto names = view_->names(node);
    const auto shown = view_->display_name(node);
    const auto* key = read(stable, "stable keys");
    const auto* list = read(names, "names");
    const auto* display = read(shown, "display names");
    if (key == nullptr || list == nullptr || display == nullptr) return;
    const auto back = view_->node_by_key(*key);
    const auto* found = read(back, "stable keys");
    if (found != nullptr && *found != std::optional(node)) {
      problem("the stable key " + *key + " does not lead to its node");
    }
    for (const EntityName& name : *list) {
      std::string folded = name_key(name.text);
      if (!folded.empty()) expected.emplace(std::move(folded), node);
    }
    if (list->empty() && *display != *key) expected.emplace(name_key(*display), node);
  }

  // --- edges

  void check_table(const EdgeTableInfo& table) {
    const Ontology& ontology = view_->ontology();
    const std::string name = ontology.relation(table.family).name + " from " +
                             ontology.type(table.from).name + " to " + ontology.type(table.to).name;
    using Seen = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t, std::uint32_t>;
    std::vector<Seen> forward;  // target, source, edge, visible
    std::vector<Seen> backward;
    std::uint64_t assertions = 0;
    for (std::uint32_t range = 0; range << kRangeBits < view_->node_limit(table.from); ++range) {
      assertions += check_range(table, range, name);
    }
    for (const Direction direction : {Direction::Out, Direction::In}) {
      const bool out = direction == Direction::Out;
      const TypeId type = out ? table.from : table.to;
      for (std::uint32_t offset = 0; offset < view_->node_limit(type); ++offset) {
        const auto result = view_->neighbours(table.id, direction, offset);
        const auto* list = read(result, "edges " + name);
        if (list == nullptr) return;
        if (list->size() > 0 && !is_node(type, offset)) {
          problem("edges " + name + ": one has an end that does not exist");
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
          const std::uint32_t other = list->nodes[i];
          (out ? forward : backward)
              .emplace_back(out ? other : offset, out ? offset : other, list->edge(i).value,
                            list->visible[i]);
          if (!is_node(out ? table.to : table.from, other)) {
            problem("edges " + name + ": one has an end that does not exist");
          }
        }
      }
    }
    check_edge_columns(table, name);
    if (has_documents_) check_document_edges(table, name);
    report_.edges += forward.size();
    report_.assertions += assertions;
    std::sort(forward.begin(), forward.end());
    std::sort(backward.begin(), backward.end());
    if (forward != backward) problem("edges " + name + ": the two directions differ");
    if (forward.size() != table.edges || assertions != table.assertions) {
      problem("edges " + name + ": there are " + std::to_string(forward.size()) + " with " +
              std::to_string(assertions) + " assertions, and the statistics say " +
              std::to_string(table.edges) + " with " + std::to_string(table.assertions));
    }
  }

  // The first level says what the second does.
  void check_counts(const EdgeTableInfo& table, std::uint32_t range, const AssertionChunk& c,
                    const std::string& name) {
    const auto result = view_->counts(table.id, range);
    const auto* counts = read(result, "counts of edges " + name);
    if (counts == nullptr) return;
    EvidenceCounts expected;
    for (std::size_t edge = 0; edge < c.edges(); ++edge) {
      expected.add(c, c.first[edge], c.first[edge + 1]);
    }
    if (*counts == nullptr || **counts != expected) {
      problem("edges " + name + ": the counts by language are not those of the assertions");
    }
  }

  // The document-major copy says what the assertions do.
  void check_document_edges(const EdgeTableInfo& table, const std::string& name) {
    using Seen = std::tuple<std::uint32_t, std::uint64_t, bool>;  // document, edge, visible
    std::vector<Seen> stated;
    for (std::uint32_t range = 0; range << kRangeBits < view_->node_limit(table.from); ++range) {
      const auto chunk = view_->assertions(table.id, range);
      if (!chunk || *chunk == nullptr) continue;  // told already
      const AssertionChunk& c = **chunk;
      for (std::uint32_t edge = 0; edge < c.edges(); ++edge) {
        for (std::uint32_t row = c.first[edge]; row < c.first[edge + 1]; ++row) {
          stated.emplace_back(c.document[row], EdgeId(table.id, range, edge).value,
                              is_default_visible(static_cast<Polarity>(c.polarity[row]),
                                                 static_cast<Modality>(c.modality[row])));
        }
      }
    }
    std::sort(stated.begin(), stated.end());
    std::size_t at = 0;
    for (std::uint32_t document = 0; document < view_->node_limit(document_type_); ++document) {
      const auto result = view_->edges_of_document(table.id, document);
      const auto* list = read(result, "documents of edges " + name);
      if (list == nullptr) return;
      for (std::size_t i = 0; i < list->size(); ++i) {
        const std::uint64_t edge = list->edge(i).value;
        const std::size_t begin = at;
        std::uint32_t visible = 0;
        while (at < stated.size() && std::get<0>(stated[at]) == document &&
               std::get<1>(stated[at]) == edge) {
          visible += std::get<2>(stated[at++]) ? 1 : 0;
        }
        if (at == begin || visible != list->visible[i]) {
          problem("edges " + name + ": a document is listed with an edge that it does not state");
          return;
        }
      }
    }
    if (at != stated.size()) {
      problem("edges " + name + ": a document is not listed with an edge that it states");
    }
  }

  void check_edge_columns(const EdgeTableInfo& table, const std::string& name) {
    if (table.id.value >= manifest_.tables.size()) return;
    const TableStatistics& statistics = manifest_.tables[table.id.value];
    std::map<std::string, std::uint64_t> values;
    std::uint64_t qualified = 0;
    for (std::uint32_t range = 0; range << kRangeBits < view_->node_limit(table.from); ++range) {
      for (const PropertyStatistics& column : statistics.columns) {
        const auto result = view_->edge_property_column(table.id, column.name, range);
        const auto* found = read(result, "a column of edges " + name);
        if (found == nullptr || *found == nullptr) continue;
        for (std::uint32_t row = 0; row < (*found)->size(); ++row) {
          values[column.name] += (*found)->has(row) ? 1 : 0;
        }
      }
      const auto result = view_->qualifier_chunk(table.id, range);
      if (const auto* found = read(result, "qualifiers of edges " + name)) {
        qualified += (*found)->rows.size();
      }
    }
    for (const PropertyStatistics& column : statistics.columns) {
      if (values[column.name] != column.values) {
        problem("the column " + column.name.substr(column.name.front() == '\t' ? 1 : 0) +
                " of edges " + name + " has " + std::to_string(values[column.name]) +
                " values, and the statistics say " + std::to_string(column.values));
      }
    }
    if (qualified != statistics.qualified) {
      problem("edges " + name + ": " + std::to_string(qualified) +
              " assertions have qualifiers, and the statistics say " +
              std::to_string(statistics.qualified));
    }
  }

  std::uint64_t check_range(const EdgeTableInfo& table, std::uint32_t range,
                            const std::string& name) {
    const auto adjacency = view_->adjacency(table.id, Direction::Out, range);
    const auto chunk = view_->assertions(table.id, range);
    const auto* edges = read(adjacency, "edges " + name);
    const auto* rows = read(chunk, "assertions of edges " + name);
    if (edges == nullptr || rows == nullptr || *rows == nullptr) return 0;
    const AssertionChunk& c = **rows;
    if (c.edges() != (*edges)->edges()) {
      problem("edges " + name + ": assertions are of another number of edges");
      return c.rows();
    }
    for (std::size_t edge = 0; edge < c.edges(); ++edge) {
      std::uint32_t visible = c.first[edge] == c.first[edge + 1] ? 1 : 0;
      for (std::uint32_t row = c.first[edge]; row < c.first[edge + 1]; ++row) {
        visible += is_default_visible(static_cast<Polarity>(c.polarity[row]),
                                      static_cast<Modality>(c.modality[row]))
                       ? 1
                       : 0;
        check_assertion(c, row, name);
      }
      if (visible != (*edges)->visible[edge]) {
        problem("edges " + name + ": the count of visible assertions is wrong");
      }
    }
    check_counts(table, range, c, name);
    return c.rows();
  }

  void check_assertion(const AssertionChunk& c, std::uint32_t row, const std::string& name) {
    if (!has_documents_ || !is_node(document_type_, c.document[row])) {
      problem("edges " + name + ": an assertion is of a document that does not exist");
      return;
    }
    const ByteRange quote{c.quote_begin[row], c.quote_end[row]};
    const auto source = source_bytes_.find(c.document[row]);
    if (!quote.empty() && (source == source_bytes_.end() || quote.end > source->second)) {
      problem("edges " + name + ": a quote at " + range_text(quote) +
              " lies outside of its source");
    }
    if (c.passage[row] == AssertionChunk::kNoPassage) return;
    if (!is_node(passage_type_, c.passage[row])) {
      problem("edges " + name + ": an assertion is in a passage that does not exist");
      return;
    }
    const auto passage = passages_.find(c.passage[row]);
    if (passage == passages_.end()) return;
    if (passage->second.document != c.document[row] ||
        (!quote.empty() && !passage->second.bytes.contains(quote))) {
      problem("edges " + name + ": a quote at " + range_text(quote) +
              " lies outside of its passage");
    }
  }

  const Snapshot& snapshot_;
  const Budget* budget_;
  VerifyReport report_;
  std::unique_ptr<GraphView> view_;
  Manifest manifest_;
  std::map<std::uint32_t, std::uint32_t> sources_;       // DocumentId → bytes
  std::map<std::uint32_t, std::uint32_t> source_bytes_;  // Document offset → bytes
  std::map<std::uint32_t, PassageState> passages_;
  std::vector<std::vector<bool>> present_;
  bool has_documents_ = false;
  TypeId document_type_;
  TypeId passage_type_;
};

}  // namespace

Result<VerifyReport> verify_views(const Snapshot& snapshot, const Budget* budget) {
  return Verifier(snapshot, budget).run();
}

}  // namespace sarye
