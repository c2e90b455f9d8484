// A small literature as plain rows, for tests that compute answers the slow way: loops over all
// edges and all assertions. It can be poured into a TinyGraph, which the engine then reads.
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/tiny_graph.h"

namespace sarye::naive {

struct Document {
  std::string key;
  std::string language;
  std::string work;
  std::optional<Date> date;
};

// What one passage of one document says of an edge.
struct Assertion {
  int document = 0;
  int passage = -1;  // its number within the whole graph; -1: said without a passage
  std::string quote;
  std::string language;
  std::string kind;
  bool denied = false;
  std::string modality = "stated";
  int confidence = 900;     // thousandths
  std::string attribution;  // empty: the work speaks
  std::optional<DateSpan> stated_time;
};

// Passages and documents are nodes too: `document` is theirs, `language` a passage's own.
struct Node {
  std::string type;
  std::string name;
  int document = -1;
  std::string language;
};

// One edge for each (subject, family, object); without assertions it is plain.
struct Edge {
  std::string family;
  int from = 0;
  int to = 0;
  std::vector<Assertion> said;
};

struct Graph {
  std::vector<Document> documents;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

struct Family {
  const char* name;
  std::vector<const char*> from;
  std::vector<const char*> to;
  std::vector<const char*> kinds;  // beside the family's own name
  bool symmetric = false;
};

inline const std::vector<Family>& families() {
  static const std::vector<Family> all = {
      {"PURSUES", {"Firm"}, {"Strategy"}, {}},
      {"OFFERS", {"Firm"}, {"Product"}, {"DEVELOPS", "LAUNCHES"}},
      {"USES", {"Firm", "Product"}, {"Resource", "Product"}, {"INTEGRATES"}},
      {"HAS", {"Firm", "Product"}, {"Resource"}, {"HAS_ADVANTAGE_IN"}},
      {"LEADS_TO", {"Strategy", "Resource", "Effect"}, {"Effect", "Resource"}, {"ENABLES"}},
      {"SUPPLIES", {"Firm"}, {"Firm"}, {}},
      {"COMPETES_WITH", {"Firm"}, {"Firm"}, {}, true},
      {"MENTIONS", {"Passage"}, {"Firm", "Strategy", "Product", "Resource", "Effect"}, {}},
  };
  return all;
}

inline const Family& family(const std::string& name) {
  for (const Family& one : families()) {
    if (name == one.name) return one;
    for (const char* kind : one.kinds) {
      if (name == kind) return one;
    }
  }
  std::abort();
}

using Random = std::mt19937;

inline int number(Random& random, int below) {
  return static_cast<int>(random() % static_cast<unsigned>(below));
}
template <typename T>
const T& one_of(Random& random, const std::vector<T>& choices) {
  return choices[random() % choices.size()];
}

inline Graph random_literature(Random& random) {
  static const std::vector<std::string> kLanguages = {"ko", "zh", "en"};
  static const std::vector<std::string> kModalities = {
      "stated",  "stated",   "stated",   "stated",   "stated",
      "planned", "forecast", "possible", "required", "recommended"};
  Graph graph;
  const int documents = 1 + number(random, 5);
  for (int i = 0; i < documents; ++i) {
    Document made{"d" + std::to_string(i), one_of(random, kLanguages), {}, {}};
    made.work = random() % 3 == 0 ? "w0" : made.key;
    if (random() % 5 != 0) made.date = Date::from_civil(2018 + number(random, 6), 6, 15);
    graph.documents.push_back(made);
  }
  static const std::vector<std::pair<const char*, int>> kNodes = {
      {"Firm", 3}, {"Strategy", 2}, {"Product", 2}, {"Resource", 2}, {"Effect", 2}};
  for (const auto& [type, count] : kNodes) {
    for (int i = 0; i < count; ++i)
      graph.nodes.push_back({type, std::string(type) + " " + std::to_string(i), -1, {}});
  }
  const int entities = static_cast<int>(graph.nodes.size());
  const auto of_type = [&](const char* type) {
    std::vector<int> found;
    for (int i = 0; i < entities; ++i) {
      if (graph.nodes[static_cast<std::size_t>(i)].type == type) found.push_back(i);
    }
    return one_of(random, found);
  };
  int passages = 0;
  // Passages that only mention.
  for (int i = number(random, 5); i > 0; --i) {
    const int document = number(random, documents);
    const int node = static_cast<int>(graph.nodes.size());
    graph.nodes.push_back(
        {"Passage", "told " + std::to_string(passages++), document, one_of(random, kLanguages)});
    for (int k = 1 + number(random, 3); k > 0; --k) {
      const int entity = number(random, entities);
      bool known = false;
      for (const Edge& edge : graph.edges)
        known = known || (edge.from == node && edge.to == entity);
      if (!known) graph.edges.push_back({"MENTIONS", node, entity, {}});
    }
  }
  int last_passage = -1;
  for (int i = 10 + number(random, 20); i > 0; --i) {
    const Family& made = families()[random() % (families().size() - 1)];
    int from = of_type(one_of(random, made.from));
    int to = of_type(one_of(random, made.to));
    if (made.symmetric && from == to) continue;
    // Symmetric edges are stored once, in the order of the nodes' keys.
    if (made.symmetric && to < from) std::swap(from, to);
    Edge* edge = nullptr;
    for (Edge& known : graph.edges) {
      if (known.family == made.name && known.from == from && known.to == to) edge = &known;
    }
    if (edge != nullptr && edge->said.empty()) continue;
    if (edge == nullptr) {
      graph.edges.push_back({made.name, from, to, {}});
      if (random() % 8 == 0) continue;
      edge = &graph.edges.back();
    }
    for (int k = 1 + number(random, 3); k > 0; --k) {
      Assertion said;
      said.document = number(random, documents);
      said.language = random() % 3 == 0
                          ? one_of(random, kLanguages)
                          : graph.documents[static_cast<std::size_t>(said.document)].language;
      said.kind = made.kinds.empty() || random() % 2 == 0 ? made.name : one_of(random, made.kinds);
      said.denied = random() % 5 == 0;
      said.modality = one_of(random, kModalities);
      said.confidence = 100 * (1 + number(random, 10));
      if (random() % 4 == 0) said.attribution = random() % 2 == 0 ? "the founder" : "an analyst";
      if (random() % 3 == 0) {
        DateSpan span;
        if (random() % 4 != 0) span.from = Date::from_civil(2017 + number(random, 6), 3, 1).days;
        if (random() % 2 == 0) span.to = Date::from_civil(2021 + number(random, 4), 9, 30).days;
        if (span.from <= span.to) said.stated_time = span;
      }
      const int choice = number(random, 4);
      // One passage says one thing of an edge once.
      const bool known =
          std::any_of(edge->said.begin(), edge->said.end(),
                      [&](const Assertion& other) { return other.passage == last_passage; });
      if (choice == 0 && last_passage >= 0 && !known) {
        const Node& passage = graph.nodes[static_cast<std::size_t>(last_passage)];
        said.passage = last_passage;
        said.document = passage.document;
        said.language = passage.language;
        said.quote = passage.name;
      } else if (choice != 1) {
        said.passage = last_passage = static_cast<int>(graph.nodes.size());
        said.quote = "told " + std::to_string(passages++);
        graph.nodes.push_back({"Passage", said.quote, said.document, said.language});
      }
      edge->said.push_back(std::move(said));
    }
  }
  for (int i = 0; i < documents; ++i) {
    const Document& document = graph.documents[static_cast<std::size_t>(i)];
    graph.nodes.push_back({"Document", document.key, i, document.language});
  }
  return graph;
}

inline Modality modality_of(const std::string& word) {
  static const std::vector<std::string> kWords = {"stated",   "planned",  "forecast",
                                                  "possible", "required", "recommended"};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<Modality>(i);
  }
  std::abort();
}

// The same graph as the engine reads it.
inline std::unique_ptr<TinyGraph> poured(const Graph& graph) {
  auto out = std::make_unique<TinyGraph>();
  for (const Document& document : graph.documents) {
    out->document(document.key, parse_language(document.language), document.date, document.work);
  }
  std::vector<NodeId> ids;
  for (const Node& node : graph.nodes) {
    if (node.type == "Document") {
      ids.push_back(out->document(node.name));
    } else if (node.type == "Passage") {
      ids.push_back(out->passage(graph.documents[static_cast<std::size_t>(node.document)].key,
                                 node.name, parse_language(node.language)));
    } else {
      ids.push_back(out->node(node.type, node.name));
    }
  }
  const auto id = [&](int place) { return ids[static_cast<std::size_t>(place)]; };
  for (const Edge& edge : graph.edges) {
    if (edge.family == "MENTIONS") {
      out->mentions(id(edge.from), id(edge.to));
    } else if (edge.said.empty()) {
      out->plain_edge(edge.family, id(edge.from), id(edge.to));
    }
    for (const Assertion& said : edge.said) {
      TinyEvidence evidence;
      evidence.document = graph.documents[static_cast<std::size_t>(said.document)].key;
      evidence.language = parse_language(said.language);
      evidence.polarity = said.denied ? Polarity::Denied : Polarity::Asserted;
      evidence.modality = modality_of(said.modality);
      evidence.confidence = said.confidence;
      evidence.kind = said.kind;
      evidence.attribution = said.attribution;
      evidence.time = said.stated_time;
      if (said.passage >= 0) evidence.passage = id(said.passage);
      out->edge(edge.family, id(edge.from), id(edge.to), evidence);
    }
  }
  return out;
}

// For the report of a failure.
inline std::string to_text(const Graph& graph) {
  std::string out;
  for (const Document& d : graph.documents) {
    out += "document " + d.key + " " + d.language + " work=" + d.work +
           (d.date ? " " + d.date->to_string() : "") + "\n";
  }
  const auto name = [&](int node) {
    const Node& of = graph.nodes[static_cast<std::size_t>(node)];
    return of.type + ": " + of.name;
  };
  for (const Edge& edge : graph.edges) {
    const std::string line = name(edge.from) + " -" + edge.family + "-> " + name(edge.to);
    if (edge.said.empty()) out += line + " plain\n";
    for (const Assertion& a : edge.said) {
      out += line + " {" + graph.documents[static_cast<std::size_t>(a.document)].key + " " +
             a.language + " " + a.kind + (a.denied ? " denied " : " ") + a.modality + " " +
             std::to_string(a.confidence) + " by='" + a.attribution + "' '" + a.quote + "'";
      if (a.stated_time) {
        out += " from " + std::to_string(a.stated_time->from) + " to " +
               std::to_string(a.stated_time->to);
      }
      out += "}\n";
    }
  }
  for (const Node& node : graph.nodes) {
    if (node.type == "Passage") {
      out += "passage '" + node.name + "' of " +
             graph.documents[static_cast<std::size_t>(node.document)].key + " " + node.language +
             "\n";
    }
  }
  return out;
}

}  // namespace sarye::naive
