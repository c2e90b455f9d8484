// The graphs of .case files.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <regex>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "engine/exchange/import_csv.h"
#include "engine/graph/imported_graph.h"
#include "engine/graph/publish.h"
#include "ingest/loader.h"
#include "tests/support/tiny_graph.h"

namespace sarye::cases {

// Lives as long as the engines that read it.
struct CaseGraph {
  std::unique_ptr<OpenGraph> open;
  std::unique_ptr<TinyGraph> literature;
  std::unique_ptr<MemoryStore> corpus;  // or the small graph of tests/bench
  std::unique_ptr<Engine> engine;
};

[[noreturn]] inline void bad_line(const std::string& line) {
  std::cerr << "no line of a graph: " << line << '\n';
  std::abort();
}

// 12, 1.5, true, 'text'
inline Value value_of(const std::string& text) {
  if (text == "true" || text == "false") return Value(text == "true");
  if (text.front() == '\'') return Value(text.substr(1, text.size() - 2));
  if (text.find('.') != std::string::npos) return Value(std::stod(text));
  return Value(static_cast<std::int64_t>(std::stoll(text)));
}

inline std::vector<std::pair<std::string, Value>> properties_in(const std::string& text) {
  static const std::regex one(R"((\w+): *('[^']*'|[-.\w]+))");
  std::vector<std::pair<std::string, Value>> out;
  for (std::sregex_iterator it(text.begin(), text.end(), one), end; it != end; ++it) {
    out.emplace_back((*it)[1].str(), value_of((*it)[2].str()));
  }
  return out;
}

// (1:Label {n: 1}) and (1)-[:TYPE {w: 2}]->(2), one a line.
inline std::unique_ptr<OpenGraph> open_of(const std::vector<std::string>& lines) {
  static const std::regex edge(R"(\((\d+)\)-\[:(\w+)(.*)\]->\((\d+)\))");
  static const std::regex node(R"(\((\d+)(?::(\w+))?(.*)\))");
  std::vector<OpenNode> nodes;
  std::vector<OpenEdge> edges;
  std::smatch m;
  for (const std::string& line : lines) {
    if (std::regex_match(line, m, edge)) {
      edges.push_back({static_cast<std::int64_t>(edges.size()), std::stoll(m[1]), std::stoll(m[4]),
                       m[2], properties_in(m[3])});
    } else if (std::regex_match(line, m, node)) {
      nodes.push_back({std::stoll(m[1]), m[2].matched ? m[2].str() : "Node", properties_in(m[3])});
    } else if (!line.empty()) {
      bad_line(line);
    }
  }
  return open_graph(nodes, edges);
}

// document KEY LANGUAGE DATE [work=W] · Type: name | other name ·
// Type: name -RELATION-> Type: name {document=KEY quote='...' denied planned confidence=700 kind=K}
// · mention KEY 'text' Type: name
inline std::unique_ptr<TinyGraph> literature_of(const std::vector<std::string>& lines) {
  static const std::regex document(R"(document (\S+) (\w+) (\S+)(?: work=(\S+))?)");
  static const std::regex edge(R"((\w+): (.+?) -(\w+)-> (\w+): (.+?) \{(.*)\})");
  static const std::regex mention(R"re(mention (\S+) '([^']*)' (\w+): (.+))re");
  static const std::regex node(R"((\w+): ([^|]+?)((?: \| [^|]+?)*))");
  static const std::regex option(R"((\w+)(?:=('[^']*'|\S+))?)");
  auto graph = std::make_unique<TinyGraph>();
  std::map<std::string, Language> languages;
  std::smatch m;
  for (const std::string& line : lines) {
    if (line.empty()) continue;
    if (std::regex_match(line, m, document)) {
      languages[m[1]] = parse_language(m[2].str());
      graph->document(m[1].str(), languages[m[1]], Date::parse(m[3].str()), m[4].str());
    } else if (std::regex_match(line, m, edge)) {
      const NodeId from = graph->node(m[1].str(), m[2].str());
      const NodeId to = graph->node(m[4].str(), m[5].str());
      TinyEvidence said;
      const std::string options = m[6];
      for (std::sregex_iterator it(options.begin(), options.end(), option), end; it != end; ++it) {
        const std::string name = (*it)[1];
        std::string value = (*it)[2];
        if (!value.empty() && value.front() == '\'') value = value.substr(1, value.size() - 2);
        if (name == "document") {
          said.document = value;
          said.language = languages[value];
        } else if (name == "quote") {
          said.quote = value;
        } else if (name == "by") {
          said.attribution = value;
        } else if (name == "kind") {
          said.kind = value;
        } else if (name == "confidence") {
          said.confidence = std::stoi(value);
        } else if (name == "denied") {
          said.polarity = Polarity::Denied;
        } else if (name == "planned") {
          said.modality = Modality::Planned;
        } else if (name == "possible") {
          said.modality = Modality::Possible;
        } else {
          bad_line(line);
        }
      }
      graph->edge(m[3].str(), from, to, said);
    } else if (std::regex_match(line, m, mention)) {
      const NodeId passage = graph->passage(m[1].str(), m[2].str(), languages[m[1]]);
      graph->mentions(passage, graph->node(m[3].str(), m[4].str()));
    } else if (std::regex_match(line, m, node)) {
      const NodeId made = graph->node(m[1].str(), m[2].str());
      const std::string others = m[3];
      for (std::size_t at = 0; (at = others.find(" | ", at)) != std::string::npos;) {
        at += 3;
        graph->also_named(made, others.substr(at, others.find(" | ", at) - at));
      }
    } else {
      bad_line(line);
    }
  }
  return graph;
}

// The texts of corpus/cases, read and analysed as `sarye load` does.
inline std::unique_ptr<MemoryStore> corpus_store() {
  const std::string source = SARYE_SOURCE_DIR;
  const auto resources = tiny::must(Resources::load(source + "/corpus"), "corpus");
  auto store = std::make_unique<MemoryStore>();
  WriteBatch batch;
  put_ontology(batch, resources->ontology().to_text());
  if (!store->commit(batch)) bad_line("ontology");
  tiny::must(load_texts(*store, *resources, collect_texts({source + "/corpus/cases"}), {}), "load");
  tiny::must(publish(*store), "publish");
  return store;
}

// The small graph of tests/bench, imported as `sarye import` does.
inline std::unique_ptr<MemoryStore> bench_store() {
  auto store = std::make_unique<MemoryStore>();
  const std::filesystem::path folder(std::string(SARYE_SOURCE_DIR) + "/tests/bench/small");
  tiny::must(commit_import(*store, *tiny::must(open_csv_folder(folder), "folder")), "import");
  tiny::must(publish(*store), "publish");
  return store;
}

inline CaseGraph graph_of(const std::string& kind, const std::vector<std::string>& lines) {
  CaseGraph out;
  const Store* store = nullptr;
  if (kind == "open") {
    out.open = open_of(lines);
    store = &out.open->store();
  } else if (kind == "literature") {
    out.literature = literature_of(lines);
    out.literature->view();
    store = &out.literature->store();
  } else if (kind == "corpus") {
    out.corpus = corpus_store();
    store = out.corpus.get();
  } else if (kind == "bench") {
    out.corpus = bench_store();
    store = out.corpus.get();
  } else {
    bad_line("graph " + kind);
  }
  out.engine = tiny::must(Engine::over(*store), "engine");
  return out;
}

}  // namespace sarye::cases
