#include "engine/exchange/graphml.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/exchange/json_text.h"
#include "engine/exchange/value_text.h"
#include "engine/model/document.h"
#include "engine/store/sha256.h"

namespace sarye {

namespace {

constexpr std::size_t kMaxEvidenceBytes = 4096;  // of one attribute; XML readers have limits

// The declared type of an attribute: what every value of it is.
enum class XmlType { Boolean, Long, Double, String };

std::string_view type_name(XmlType type) {
  switch (type) {
    case XmlType::Boolean:
      return "boolean";
    case XmlType::Long:
      return "long";
    case XmlType::Double:
      return "double";
    case XmlType::String:
      return "string";
  }
  return "string";
}

struct Attribute {
  std::string key;    // id of the <key>
  std::string value;  // unescaped
};

struct NodeText {
  std::string id;
  std::vector<Attribute> attributes;
};

struct EdgeText {
  std::string source;
  std::string target;
  std::string relation;
  std::string suffix;  // tells parallel edges apart
  std::vector<Attribute> attributes;
};

// Names that viewers take for colours and places, or that a fixed attribute has already.
bool is_taken(const std::string& name) {
  static const std::set<std::string> kTaken = {
      "id",        "x",      "y",    "z",    "size", "r",       "g",
      "b",         "color",  "xpos", "ypos", "zpos", "label",   "nodelabel",
      "edgelabel", "weight", "name", "type", "lang", "aliases", "doc_count"};
  return kTaken.count(name) > 0;
}

XmlType xml_type(const Value& value) {
  switch (value.type()) {
    case ValueType::Boolean:
      return XmlType::Boolean;
    case ValueType::Integer:
      return XmlType::Long;
    case ValueType::Float:
      return XmlType::Double;
    default:
      return XmlType::String;
  }
}

class Writer {
 public:
  Writer(const Subgraph& subgraph, const GraphView& graph, const ExportNote& note,
         const GraphmlOptions& options)
      : subgraph_(subgraph), graph_(graph), note_(note), options_(options) {}

  Result<std::string> write() {
    // By stable key first, so that names that had to be told apart are so in every run.
    std::vector<std::pair<std::string, NodeId>> ordered;
    for (NodeId node : subgraph_.nodes) {
      auto key = graph_.stable_key(node);
      if (!key) return key.error();
      ordered.emplace_back(std::move(*key), node);
    }
    std::sort(ordered.begin(), ordered.end());
    for (const auto& [key, node] : ordered) {
      if (auto done = add_node(node, key); !done) return done.error();
    }
    for (const SubgraphEdge& edge : subgraph_.edges) {
      if (auto done = add_edge(edge); !done) return done.error();
    }
    std::sort(nodes_.begin(), nodes_.end(),
              [](const NodeText& a, const NodeText& b) { return a.id < b.id; });
    std::stable_sort(edges_.begin(), edges_.end(), [](const EdgeText& a, const EdgeText& b) {
      return std::tie(a.source, a.relation, a.target, a.suffix) <
             std::tie(b.source, b.relation, b.target, b.suffix);
    });
    return assemble();
  }

 private:
  Result<void> add_node(NodeId node, const std::string& key) {
    auto label = graph_.display_name(node);
    if (!label) return label.error();
    auto names = graph_.names(node);
    if (!names) return names.error();
    auto documents = document_count(node);
    if (!documents) return documents.error();
    NodeText text;
    text.id = unique_id(node, key);
    const std::string shown = label->empty() ? key : *label;
    std::vector<std::string> aliases;
    std::string lang = "und";
    for (const EntityName& name : *names) {
      if (name.text == shown && lang == "und") lang = name_tag_code(name.tag);
      if (name.text != shown) aliases.push_back(name.text);
    }
    std::sort(aliases.begin(), aliases.end());
    aliases.erase(std::unique(aliases.begin(), aliases.end()), aliases.end());
    text.attributes = {{"label", shown},
                       {"name", shown},
                       {"type", graph_.ontology().type(node.type()).name},
                       {"lang", lang},
                       {"aliases", json_list(aliases)},
                       {"doc_count", std::to_string(*documents)}};
    auto properties = graph_.all_properties(node);
    if (!properties) return properties.error();
    for (const auto& [name, value] : *properties) {
      if (value.is_null() || name == "name") continue;
      auto shown_value = value_text(value, graph_);
      if (!shown_value) return shown_value.error();
      if (shown_value->empty() || *shown_value == "NaN") continue;
      const std::string attribute = is_taken(name) ? "p_" + name : name;
      note_type(node_types_, attribute, xml_type(value));
      text.attributes.push_back({attribute, *shown_value});
    }
    nodes_.push_back(std::move(text));
    return {};
  }

  // Distinct documents of the passages that mention the node.
  Result<std::int64_t> document_count(NodeId node) const {
    std::set<std::uint32_t> documents;
    for (const EdgeTableInfo& table : graph_.edge_tables()) {
      if (table.to != node.type() || graph_.ontology().relation(table.family).name != "MENTIONS") {
        continue;
      }
      auto list = graph_.neighbours(table.id, Direction::In, node.offset());
      if (!list) return list.error();
      for (std::uint32_t passage : list->nodes) {
        auto place = graph_.place(passage);
        if (!place) return place.error();
        documents.insert(place->document);
      }
    }
    return static_cast<std::int64_t>(documents.size());
  }

  std::string unique_id(NodeId node, const std::string& key) {
    std::string id = name_token(key);
    for (int n = 2; !ids_.insert(id).second; ++n) id = name_token(key) + "_" + std::to_string(n);
    id_of_[node] = id;
    return id;
  }

  Result<void> add_edge(const SubgraphEdge& edge) {
    const EdgeTableInfo& table = graph_.edge_table(edge.id.table());
    auto chunk = graph_.assertions(table.id, edge.id.range());
    if (!chunk) return chunk.error();
    const std::uint32_t first = *chunk != nullptr ? (*chunk)->first[edge.id.index()] : 0;
    if (!options_.per_assertion || edge.plain) {
      return add_edge_text(edge, table, *chunk, first, edge.rows, edge.works, edge.confidence, "");
    }
    for (std::uint32_t row : edge.rows) {
      if (auto done = add_edge_text(edge, table, *chunk, first, {row}, 1,
                                    (*chunk)->confidence[first + row], "a" + std::to_string(row));
          !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> add_edge_text(const SubgraphEdge& edge, const EdgeTableInfo& table,
                             const AssertionChunk* chunk, std::uint32_t first,
                             const std::vector<std::uint32_t>& rows, std::int64_t works,
                             int confidence, const std::string& suffix) {
    EdgeText text;
    text.source = id_of_[edge.source];
    text.target = id_of_[edge.target];
    text.relation = graph_.ontology().relation(table.family).name;
    text.suffix = suffix;
    const std::int64_t weight = edge.plain ? 1 : works;
    text.attributes = {{"edgelabel", text.relation},
                       {"interaction", text.relation},
                       {"weight", format_float(static_cast<double>(weight))}};
    if (!edge.plain && chunk != nullptr) {
      if (auto done = add_evidence(text, *chunk, first, rows, confidence); !done) return done;
    }
    auto properties = graph_.all_edge_properties(edge.id);
    if (!properties) return properties.error();
    for (const auto& [name, value] : *properties) {
      if (value.is_null()) continue;
      auto shown = value_text(value, graph_);
      if (!shown) return shown.error();
      if (shown->empty() || *shown == "NaN") continue;
      note_type(edge_types_, "e_" + name, xml_type(value));
      text.attributes.push_back({"e_" + name, *shown});
    }
    edges_.push_back(std::move(text));
    return {};
  }

  Result<void> add_evidence(EdgeText& text, const AssertionChunk& chunk, std::uint32_t first,
                            const std::vector<std::uint32_t>& rows, int confidence) {
    std::set<std::string> documents;
    std::set<std::string> languages;
    std::set<std::string> kinds;
    std::vector<std::string> quotes;
    std::vector<std::string> places;
    bool all_denied = !rows.empty();
    int year = 0;
    for (std::uint32_t row : rows) {
      const std::size_t at = first + row;
      auto document = document_key(chunk.document[at]);
      if (!document) return document.error();
      documents.insert(*document);
      languages.insert(std::string(language_code(static_cast<Language>(chunk.language[at]))));
      kinds.insert(graph_.ontology().relation(RelationId(chunk.kind[at])).name);
      all_denied = all_denied && chunk.polarity[at] == static_cast<std::uint8_t>(Polarity::Denied);
      if (chunk.from[at] != DateSpan::kOpenBegin) {
        const int own = Date{chunk.from[at]}.year();
        year = year == 0 ? own : std::min(year, own);
      }
      if (options_.with_evidence) {
        if (auto done = add_quote(chunk, at, *document, quotes, places); !done) return done;
      }
    }
    const std::vector<std::string> keys(documents.begin(), documents.end());
    text.attributes.push_back({"e_document", keys.empty() ? std::string() : keys.front()});
    text.attributes.push_back({"e_documents", json_list(keys)});
    text.attributes.push_back(
        {"e_languages", json_list(std::vector<std::string>(languages.begin(), languages.end()))});
    text.attributes.push_back(
        {"e_kinds", json_list(std::vector<std::string>(kinds.begin(), kinds.end()))});
    if (year != 0) text.attributes.push_back({"e_year", std::to_string(year)});
    text.attributes.push_back({"e_negated", all_denied ? "true" : "false"});
    text.attributes.push_back({"e_confidence", format_float(confidence / 1000.0)});
    if (options_.with_evidence) {
      text.attributes.push_back({"e_evidence", joined(quotes)});
      text.attributes.push_back({"e_evidence_loc", joined(places)});
    }
    return {};
  }

  Result<void> add_quote(const AssertionChunk& chunk, std::size_t at, const std::string& document,
                         std::vector<std::string>& quotes, std::vector<std::string>& places) const {
    auto quote =
        graph_.source_slice(chunk.document[at], {chunk.quote_begin[at], chunk.quote_end[at]});
    if (!quote) return quote.error();
    quotes.push_back(one_line(*quote));
    std::string place = document;
    if (chunk.passage[at] != AssertionChunk::kNoPassage) {
      auto where = graph_.place(chunk.passage[at]);
      if (!where) return where.error();
      if (where->page != 0) place += ", p. " + std::to_string(where->page);
    }
    auto line = graph_.line_of(chunk.document[at], chunk.quote_begin[at]);
    if (!line) return line.error();
    places.push_back(place + ", line " + std::to_string(*line));
    return {};
  }

  // A quote on one line: hard-wrapped text has line breaks and blanks that say nothing.
  static std::string one_line(std::string_view quote) {
    std::string out;
    for (const char c : quote) {
      const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (!blank)
        out += c;
      else if (!out.empty() && out.back() != ' ')
        out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
  }

  static std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) {
      if (out.size() + text.size() + 3 > kMaxEvidenceBytes) return out + " …[truncated]";
      if (!out.empty()) out += " | ";
      out += text;
    }
    return out;
  }

  Result<std::string> document_key(std::uint32_t offset) {
    if (const auto known = document_keys_.find(offset); known != document_keys_.end()) {
      return known->second;
    }
    const NodeType* type = graph_.ontology().find_type("Document");
    if (type == nullptr) return std::string();
    auto key = graph_.property(NodeId(type->id, offset), "key");
    if (!key) return key.error();
    std::string text = key->type() == ValueType::String ? key->string() : std::string();
    if (text.empty()) {
      auto stable = graph_.stable_key(NodeId(type->id, offset));
      if (!stable) return stable.error();
      text = *stable;
    }
    return document_keys_.emplace(offset, text).first->second;
  }

  static void note_type(std::map<std::string, XmlType>& types, const std::string& name,
                        XmlType type) {
    const auto [at, is_new] = types.emplace(name, type);
    if (is_new || at->second == type) return;
    const bool numbers = at->second != XmlType::String && type != XmlType::String &&
                         at->second != XmlType::Boolean && type != XmlType::Boolean;
    at->second = numbers ? XmlType::Double : XmlType::String;
  }

  static void append_key(std::string& out, const std::string& id, std::string_view domain,
                         const std::string& name, std::string_view type) {
    out += "  <key id=\"" + name_token(id) + "\" for=\"" + std::string(domain) + "\" attr.name=\"" +
           name_token(name) + "\" attr.type=\"" + std::string(type) + "\"/>\n";
  }

  static void append_data(std::string& out, std::string_view indent, const Attribute& a) {
    if (a.value.empty()) return;
    out += indent;
    out += "<data key=\"" + name_token(a.key) + "\">" + xml_text(a.value) + "</data>\n";
  }

  std::string assemble() const {
    std::string body;
    for (const NodeText& node : nodes_) {
      body += "    <node id=\"" + node.id + "\">\n";
      for (const Attribute& a : node.attributes) append_data(body, "      ", a);
      body += "    </node>\n";
    }
    std::map<std::string, int> seen;
    for (const EdgeText& edge : edges_) {
      std::string id = edge.source + "--" + edge.relation + "--" + edge.target;
      if (!edge.suffix.empty()) id += "--" + edge.suffix;
      const int n = ++seen[id];
      if (n > 1) id += "--" + std::to_string(n);
      body += "    <edge id=\"" + id + "\" source=\"" + edge.source + "\" target=\"" + edge.target +
              "\">\n";
      for (const Attribute& a : edge.attributes) append_data(body, "      ", a);
      body += "    </edge>\n";
    }
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out +=
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
        "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
    append_keys(out);
    out += "  <graph id=\"G\" edgedefault=\"directed\">\n";
    append_data(out, "    ", {"g_query", note_.query});
    append_data(out, "    ", {"g_sha256", to_hex(sha256(body))});
    append_data(out, "    ", {"g_truncated", note_.truncated ? "true" : "false"});
    append_data(out, "    ", {"g_total", std::to_string(note_.total)});
    return out + body + "  </graph>\n</graphml>\n";
  }

  void append_keys(std::string& out) const {
    append_key(out, "g_query", "graph", "query", "string");
    append_key(out, "g_sha256", "graph", "sha256", "string");
    append_key(out, "g_truncated", "graph", "truncated", "boolean");
    append_key(out, "g_total", "graph", "total", "long");
    for (const char* name : {"label", "name", "type", "lang", "aliases"}) {
      append_key(out, name, "node", name, "string");
    }
    append_key(out, "doc_count", "node", "doc_count", "long");
    for (const auto& [name, type] : node_types_)
      append_key(out, name, "node", name, type_name(type));
    append_key(out, "edgelabel", "edge", "label", "string");
    append_key(out, "interaction", "edge", "interaction", "string");
    append_key(out, "weight", "edge", "weight", "double");
    for (const char* name : {"document", "documents", "languages", "kinds"}) {
      append_key(out, std::string("e_") + name, "edge", name, "string");
    }
    append_key(out, "e_year", "edge", "year", "long");
    append_key(out, "e_negated", "edge", "negated", "boolean");
    append_key(out, "e_confidence", "edge", "confidence", "double");
    if (options_.with_evidence) {
      append_key(out, "e_evidence", "edge", "evidence", "string");
      append_key(out, "e_evidence_loc", "edge", "evidence_loc", "string");
    }
    static const std::set<std::string> kFixed = {"e_document",   "e_documents", "e_languages",
                                                 "e_kinds",      "e_year",      "e_negated",
                                                 "e_confidence", "e_evidence",  "e_evidence_loc"};
    for (const auto& [name, type] : edge_types_) {
      if (kFixed.count(name) == 0) append_key(out, name, "edge", name.substr(2), type_name(type));
    }
  }

  const Subgraph& subgraph_;
  const GraphView& graph_;
  const ExportNote& note_;
  const GraphmlOptions& options_;
  std::vector<NodeText> nodes_;
  std::vector<EdgeText> edges_;
  std::map<NodeId, std::string> id_of_;
  std::set<std::string> ids_;
  std::map<std::string, XmlType> node_types_;
  std::map<std::string, XmlType> edge_types_;
  std::map<std::uint32_t, std::string> document_keys_;
};

}  // namespace

Result<std::string> graphml(const Subgraph& subgraph, const GraphView& graph,
                            const ExportNote& note, const GraphmlOptions& options) {
  return Writer(subgraph, graph, note, options).write();
}

}  // namespace sarye
