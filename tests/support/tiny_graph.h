// Small graphs for tests, built as one tells a story: firms, what they pursue, and which document
// says so. Literature graphs have the ontology of corpus/ontology; `open_graph` makes one of open
// data. Everything lies in a store in memory and is read through a real GraphView.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/graph/graph_builder.h"
#include "engine/graph/graph_view.h"
#include "engine/graph/import_input.h"
#include "engine/graph/truth_rows.h"
#include "engine/store/memory_store.h"
#include "engine/text/name_key.h"

namespace sarye {

// Where and how an edge is stated; everything has a default.
struct TinyEvidence {
  std::string document = "doc";  // key of a document; made when it is not there
  Language language = Language::English;
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  int confidence = 900;
  std::string kind = {};               // LAUNCHES within OFFERS
  std::string quote = {};              // appended to the document as a passage of its own
  std::optional<NodeId> passage = {};  // one that is there already, all of it the quote
  std::string attribution = {};
  std::optional<DateSpan> time = {};
  std::string work = {};          // of the document, when it is made here
  std::optional<Date> date = {};  // of the document, when it is made here
  std::vector<std::pair<std::string, std::string>> qualifiers = {};
};

namespace tiny {

// A test cannot go on without what it is given here.
template <typename T>
T must(Result<T> result, const char* what) {
  if (!result) {
    std::cerr << what << ": " << result.error().message << '\n';
    std::abort();
  }
  return std::move(*result);
}

inline std::string corpus_ontology_text() {
  std::ifstream file(std::string(SARYE_SOURCE_DIR) + "/corpus/ontology/sarye.ontology");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace tiny

class TinyGraph {
 public:
  TinyGraph() {
    static const std::string text = tiny::corpus_ontology_text();
    input_.ontology = tiny::must(Ontology::parse(text), "ontology");
  }
  explicit TinyGraph(Ontology ontology) { input_.ontology = std::move(ontology); }

  RelationId relation(std::string_view name) const {
    const Relation* found = input_.ontology.find_relation(name);
    if (found == nullptr) fail("no such relation: ", name);
    return found->id;
  }
  TypeId type(std::string_view name) const {
    const NodeType* found = input_.ontology.find_type(name);
    if (found == nullptr) fail("no such type: ", name);
    return found->id;
  }

  // A node by its name; asking again for the same name gives the same node.
  NodeId node(std::string_view type_name, std::string_view name,
              std::vector<std::pair<std::string, Value>> properties = {}) {
    const TypeId of = type(type_name);
    const NodeId id = node_with_key(of, name_key(name), std::string(name));
    BuildNode& made = input_.nodes[places_.at(id)];
    if (made.names.empty())
      made.names.push_back({NameTag::Unknown, NameKind::Official, std::string(name)});
    for (auto& property : properties) made.properties.push_back(std::move(property));
    return id;
  }
  NodeId firm(std::string_view name) { return node("Firm", name); }
  NodeId strategy(std::string_view name) { return node("Strategy", name); }
  NodeId product(std::string_view name) { return node("Product", name); }
  NodeId resource(std::string_view name) { return node("Resource", name); }
  NodeId policy(std::string_view name) { return node("Policy", name); }
  NodeId effect(std::string_view name) { return node("Effect", name); }

  void also_named(NodeId node, std::string_view name, NameTag tag = NameTag::Unknown) {
    input_.nodes[places_.at(node)].names.push_back({tag, NameKind::Surface, std::string(name)});
  }
  void set(NodeId node, std::string_view property, Value value) {
    input_.nodes[places_.at(node)].properties.emplace_back(std::string(property), std::move(value));
  }

  // A document with properties that document sets can use.
  NodeId document(std::string_view key, Language language = Language::English,
                  std::optional<Date> date = {}, std::string_view work = {}) {
    const NodeId id = node_with_key(type("Document"), std::string(key), std::string(key));
    if (documents_.contains(std::string(key))) return id;
    Source& source = documents_[std::string(key)];
    source.node = id;
    source.date = date;
    set(id, "key", Value(key));
    set(id, "language", Value(language_code(language)));
    if (date) {
      set(id, "date", Value(*date));
      set(id, "year", Value(static_cast<std::int64_t>(date->year())));
    }
    set(id, std::string(internal_column::kDocumentId),
        Value(static_cast<std::int64_t>(id.offset())));
    const std::string work_name(work.empty() ? key : work);
    set(id, "work", Value(work_name));
    source.work = works_.emplace(work_name, id.offset()).first->second;
    return id;
  }

  // A passage with `text`, at the end of the document's source.
  NodeId passage(std::string_view document_key, std::string_view text,
                 Language language = Language::English) {
    const NodeId of = document(document_key, language);
    Source& source = documents_.at(std::string(document_key));
    const auto begin = static_cast<std::uint32_t>(source.text.size());
    source.text += text;
    const auto end = static_cast<std::uint32_t>(source.text.size());
    source.text += '\n';
    const auto line = static_cast<std::int64_t>(++source.lines);
    std::string key = std::to_string(line);
    key.insert(0, key.size() < 4 ? 4 - key.size() : 0, '0');
    key = std::string(document_key) + "." + key;
    const NodeId id = node_with_key(type("Passage"), key, key);
    const auto number = [&](std::string_view name, std::int64_t value) {
      set(id, name, Value(value));
    };
    set(id, "text", Value(text));
    set(id, "language", Value(language_code(language)));
    set(id, "document", Value(of));
    number(internal_column::kDocument, of.offset());
    number(internal_column::kBegin, begin);
    number(internal_column::kEnd, end);
    number(internal_column::kLineBegin, line);
    number(internal_column::kLineEnd, line);
    number("line", line);
    const auto in = input_.ontology.find_relation("IN");
    if (in != nullptr) plain_edge("IN", id, of);
    last_range_ = {begin, end};
    ranges_[id] = last_range_;
    return id;
  }
  void mentions(NodeId passage_node, NodeId entity) {
    plain_edge("MENTIONS", passage_node, entity);
    ++input_.nodes[places_.at(entity)].mentions;
  }

  void edge(std::string_view family, NodeId from, NodeId to, const TinyEvidence& evidence = {}) {
    const NodeId of = document(evidence.document, evidence.language, evidence.date, evidence.work);
    const Source& source = documents_.at(evidence.document);
    BuildEdge row;
    row.family = input_.ontology.relation(relation(family)).family;
    const bool turned = input_.ontology.relation(row.family).symmetric && key_of(to) < key_of(from);
    row.source = turned ? to : from;
    row.target = turned ? from : to;
    BuildAssertion& a = row.assertion;
    a.document = of.offset();
    a.work = source.work;
    a.language = evidence.language;
    a.kind = relation(evidence.kind.empty() ? family : std::string_view(evidence.kind));
    a.polarity = evidence.polarity;
    a.modality = evidence.modality;
    a.confidence = static_cast<std::uint16_t>(evidence.confidence);
    a.time_is_stated = evidence.time.has_value();
    if (evidence.time) a.time = *evidence.time;
    if (!evidence.time && source.date) a.time.from = source.date->days;
    if (!evidence.attribution.empty()) a.attribution = attribution(evidence.attribution);
    if (!evidence.quote.empty()) {
      a.passage = passage(evidence.document, evidence.quote, evidence.language).offset();
      a.quote = last_range_;
    }
    if (evidence.passage) {
      a.passage = evidence.passage->offset();
      a.quote = ranges_.at(*evidence.passage);
    }
    if (!evidence.qualifiers.empty()) {
      BuildEdgeExtra& extra = input_.extra_of(row);
      extra.qualifiers = evidence.qualifiers;
      for (const Qualifier& qualifier : input_.ontology.relation(row.family).qualifiers) {
        if (!qualifier.identifying) continue;
        for (const auto& [name, value] : evidence.qualifiers) {
          if (name == qualifier.name) extra.discriminator += name + "=" + value + ";";
        }
      }
    }
    input_.edges.push_back(row);
  }
  void pursues(NodeId firm_node, NodeId strategy_node, const TinyEvidence& evidence = {}) {
    edge("PURSUES", firm_node, strategy_node, evidence);
  }
  void offers(NodeId firm_node, NodeId product_node, const TinyEvidence& evidence = {}) {
    edge("OFFERS", firm_node, product_node, evidence);
  }
  void plain_edge(std::string_view family, NodeId from, NodeId to) {
    BuildEdge row;
    row.family = relation(family);
    row.source = from;
    row.target = to;
    row.plain = true;
    input_.edges.push_back(row);
  }

  std::string key_of(NodeId node) const { return input_.nodes[places_.at(node)].key; }

  // The graph as it is now. Building more makes a new view; the old one stays usable.
  const GraphView& view() {
    if (view_ != nullptr && built_nodes_ == input_.nodes.size() &&
        built_edges_ == input_.edges.size()) {
      return *view_;
    }
    ++input_.generation;
    WriteBatch sources;
    for (const auto& [key, source] : documents_) {
      put_truth(sources, document_prefix(DocumentId(source.node.offset())), TruthKind::Source,
                source.text);
    }
    if (!store_.commit(sources)) fail("the store refuses", "sources");
    tiny::must(write_views(input_, store_), "write_views");
    built_nodes_ = input_.nodes.size();
    built_edges_ = input_.edges.size();
    view_ = tiny::must(GraphView::open(std::shared_ptr<const Snapshot>(store_.snapshot())), "view");
    views_.push_back(view_);
    return *view_;
  }
  MemoryStore& store() { return store_; }
  const BuildInput& input() const { return input_; }

 private:
  struct Source {
    NodeId node;
    std::string text;
    std::uint32_t lines = 0;
    std::uint32_t work = 0;
    std::optional<Date> date;
  };

  [[noreturn]] static void fail(const char* what, std::string_view name) {
    std::cerr << what << name << '\n';
    std::abort();
  }

  NodeId node_with_key(TypeId of, const std::string& key, const std::string& display) {
    const std::string stable = input_.ontology.type(of).key_prefix + ":" + key;
    const auto known = by_key_.find(stable);
    if (known != by_key_.end()) return known->second;
    const NodeId id(of, next_[of]++);
    BuildNode& made = input_.nodes.emplace_back();
    made.id = id;
    made.key = stable;
    made.display = display;
    places_[id] = input_.nodes.size() - 1;
    by_key_[stable] = id;
    return id;
  }

  std::uint32_t attribution(const std::string& text) {
    for (std::size_t i = 0; i < input_.attributions.size(); ++i) {
      if (input_.attributions[i] == text) return static_cast<std::uint32_t>(i + 1);
    }
    input_.attributions.push_back(text);
    return static_cast<std::uint32_t>(input_.attributions.size());
  }

  BuildInput input_;
  MemoryStore store_;
  std::map<NodeId, std::size_t> places_;
  std::map<std::string, NodeId> by_key_;
  std::map<TypeId, std::uint32_t> next_;
  std::map<std::string, Source> documents_;
  std::map<std::string, std::uint32_t> works_;
  ByteRange last_range_;
  std::map<NodeId, ByteRange> ranges_;  // of passages, in their documents' sources
  std::size_t built_nodes_ = 0;
  std::size_t built_edges_ = 0;
  std::shared_ptr<const GraphView> view_;
  std::vector<std::shared_ptr<const GraphView>> views_;  // kept: tests hold references
};

// Open data as it would be imported: parallel edges stay, ids are those that are given.
struct OpenNode {
  std::int64_t id = 0;
  std::string label = "Node";
  std::vector<std::pair<std::string, Value>> properties = {};
};
struct OpenEdge {
  std::int64_t id = 0;
  std::int64_t source = 0;
  std::int64_t target = 0;
  std::string type;
  std::vector<std::pair<std::string, Value>> properties = {};
};

class OpenGraph {
 public:
  OpenGraph(const std::vector<OpenNode>& nodes, const std::vector<OpenEdge>& edges) {
    ImportedGraph graph;
    std::map<std::int64_t, std::uint32_t> places;
    for (const OpenNode& node : nodes) {
      places[node.id] = static_cast<std::uint32_t>(graph.nodes.size());
      graph.nodes.push_back({graph.type_number(node.label), node.id, {}, node.properties});
    }
    for (const OpenEdge& edge : edges) {
      ImportedEdge& made = graph.edges.emplace_back();
      made.source = places.at(edge.source);
      made.target = places.at(edge.target);
      made.relation = graph.relation_number(edge.type);
      made.id = edge.id;
      made.properties = edge.properties;
    }
    IdTable ids;
    tiny::must(commit_import(store_, graph), "import");
    const auto snapshot = store_.snapshot();
    const auto graphs = tiny::must(list_imports(*snapshot), "imports");
    tiny::must(write_views(tiny::must(import_input(*snapshot, graphs, ids), "input"), store_),
               "write_views");
    view_ = tiny::must(GraphView::open(std::shared_ptr<const Snapshot>(store_.snapshot())), "view");
  }
  const GraphView& view() const { return *view_; }
  MemoryStore& store() { return store_; }
  // By the id that was given.
  NodeId node(std::string_view label, std::int64_t id) const {
    auto found =
        tiny::must(view_->node_by_key(std::string(label) + ":" + std::to_string(id)), "node");
    if (!found) std::abort();
    return *found;
  }

 private:
  MemoryStore store_;
  std::shared_ptr<const GraphView> view_;
};

// On the heap: a view must not move away from its store.
inline std::unique_ptr<OpenGraph> open_graph(const std::vector<OpenNode>& nodes,
                                             const std::vector<OpenEdge>& edges) {
  return std::make_unique<OpenGraph>(nodes, edges);
}

}  // namespace sarye
