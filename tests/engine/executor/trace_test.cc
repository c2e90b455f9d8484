// TRACE against plain enumeration of every chain, on random graphs.
#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "engine/executor/chain_weight.h"
#include "engine/executor/trace_search.h"
#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

__extension__ using Wide = unsigned __int128;

const HoldMemory kNoLimit = [](std::uint64_t) { return Result<void>(); };

// What a chain is ranked by, exactly.
struct Rank {
  std::uint32_t support = 0;
  std::size_t zeros = 0;  // hops of confidence 0
  Wide product = 1;       // of the other confidences, at the end times 1000 for each hop under six
  std::size_t hops = 0;

  void add(std::uint32_t of_hop, int confidence) {
    support = hops == 0 ? of_hop : std::min(support, of_hop);
    ++hops;
    zeros += confidence == 0 ? 1 : 0;
    product *= confidence == 0 ? 1u : static_cast<unsigned>(confidence);
  }
};

int compare(const Rank& a, const Rank& b) {
  if (a.support != b.support) return a.support > b.support ? -1 : 1;
  if (a.zeros != b.zeros) return a.zeros < b.zeros ? -1 : 1;
  if (a.product != b.product) return a.product > b.product ? -1 : 1;
  if (a.hops != b.hops) return a.hops < b.hops ? -1 : 1;
  return 0;
}

Rank scaled(Rank rank) {
  for (std::size_t i = rank.hops - rank.zeros; i < 6; ++i) rank.product *= 1000;
  return rank;
}

TraceGraph random_trace_graph(std::mt19937& random) {
  TraceGraph graph;
  const std::uint32_t nodes = 2 + random() % 6;
  const bool one_start = random() % 2 == 0;
  const bool one_end = random() % 2 == 0;
  for (std::uint32_t n = 0; n < nodes; ++n) {
    graph.nodes.emplace_back(TypeId(0), n);
    std::uint8_t role = random() % 5 != 0 ? TraceGraph::kBetween : 0;
    if (n == 0 || (!one_start && random() % 3 == 0)) role |= TraceGraph::kStart;
    if (n == nodes - 1 || (!one_end && random() % 3 == 0)) role |= TraceGraph::kEnd;
    graph.roles.push_back(role);
  }
  static constexpr int kConfidences[] = {1000, 1000, 900, 800, 720, 640, 500, 250, 1, 0};
  graph.first.push_back(0);
  const unsigned density = 1 + random() % 3;
  for (std::uint32_t from = 0; from < nodes; ++from) {
    for (std::uint32_t to = 0; to < nodes; ++to) {
      const unsigned parallel = from == to || random() % 4 > density ? 0 : 1 + random() % 5 / 4;
      for (unsigned i = 0; i < parallel; ++i) {
        TraceEdge edge;
        edge.from = from;
        edge.to = to;
        edge.support = 1 + random() % 3;
        edge.confidence = kConfidences[random() % 10];
        edge.weight = hop_weight(edge.confidence);
        graph.edges.push_back(edge);
      }
    }
    graph.first.push_back(static_cast<std::uint32_t>(graph.edges.size()));
  }
  if (random() % 3 == 0) {
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      std::vector<std::uint32_t> sources;
      for (std::uint32_t document = 0; document < 4; ++document) {
        if (random() % 2 == 0) sources.push_back(document);
      }
      graph.sources.push_back(std::move(sources));
    }
  }
  return graph;
}

struct Found {
  Rank rank;
  std::uint32_t start = 0;
  std::vector<std::uint32_t> edges;
  std::vector<std::uint32_t> sources;
};

// Every chain, by trying all ways.
void enumerate(const TraceGraph& graph, std::uint32_t max_hops, std::vector<std::uint32_t>& nodes,
               Found& so_far, std::vector<Found>& out) {
  const std::uint32_t here = nodes.back();
  for (std::uint32_t i = 0; i < graph.edges.size(); ++i) {
    const TraceEdge& edge = graph.edges[i];
    if (edge.from != here || std::find(nodes.begin(), nodes.end(), edge.to) != nodes.end()) {
      continue;
    }
    Found next = so_far;
    next.edges.push_back(i);
    next.rank.add(edge.support, edge.confidence);
    if (!graph.sources.empty()) {
      next.sources.clear();
      for (const std::uint32_t source : graph.sources[i]) {
        const auto& before = so_far.sources;
        if (so_far.edges.empty() ||
            std::find(before.begin(), before.end(), source) != before.end()) {
          next.sources.push_back(source);
        }
      }
      if (next.sources.empty()) continue;
    }
    if (graph.is(edge.to, TraceGraph::kEnd)) {
      out.push_back(next);
      out.back().rank = scaled(next.rank);
    }
    if (next.edges.size() >= max_hops || !graph.is(edge.to, TraceGraph::kBetween)) continue;
    nodes.push_back(edge.to);
    enumerate(graph, max_hops, nodes, next, out);
    nodes.pop_back();
  }
}

std::vector<Found> every_chain(const TraceGraph& graph, std::uint32_t max_hops) {
  std::vector<Found> out;
  for (std::uint32_t start = 0; start < graph.nodes.size(); ++start) {
    if (!graph.is(start, TraceGraph::kStart)) continue;
    std::vector<std::uint32_t> nodes{start};
    Found empty;
    empty.start = start;
    enumerate(graph, max_hops, nodes, empty, out);
  }
  std::stable_sort(out.begin(), out.end(), [](const Found& a, const Found& b) {
    if (const int c = compare(a.rank, b.rank); c != 0) return c < 0;
    return std::tie(a.start, a.edges) < std::tie(b.start, b.edges);
  });
  return out;
}

std::string text(const std::vector<std::uint32_t>& numbers) {
  std::string out;
  for (const std::uint32_t n : numbers) out += (out.empty() ? "" : " ") + std::to_string(n);
  return out;
}

}  // namespace

TEST_CASE("The search gives every chain of a graph in its rank", "[executor][trace]") {
  std::size_t chains = 0;
  std::size_t with_sources = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    std::mt19937 random(seed);
    const TraceGraph graph = random_trace_graph(random);
    const std::uint32_t max_hops = 1 + random() % 6;
    const std::vector<Found> expected = every_chain(graph, max_hops);
    const Budget budget(Limits{});
    TraceSearch search(graph, max_hops, budget, kNoLimit);
    INFO("seed " << seed);
    Chain chain;
    for (const Found& wanted : expected) {
      auto more = search.next(chain);
      REQUIRE(more);
      REQUIRE(*more);
      REQUIRE(text(chain.edges) == text(wanted.edges));
      REQUIRE(chain.support == wanted.rank.support);
      REQUIRE(text(chain.sources) == text(wanted.sources));
    }
    auto more = search.next(chain);
    REQUIRE(more);
    CHECK_FALSE(*more);
    chains += expected.size();
    with_sources += graph.sources.empty() ? 0 : expected.size();
  }
  CHECK(chains > 100'000);
  CHECK(with_sources > 1000);
}

TEST_CASE("Weights order chains as the products of their confidences do", "[executor][trace]") {
  CHECK(hop_weight(900) + hop_weight(800) == hop_weight(800) + hop_weight(900));
  // Equal products, equal weights: 0.9 * 0.8 = 0.72 * 1.
  CHECK(hop_weight(900) + hop_weight(800) == hop_weight(720) + hop_weight(1000));
  CHECK(hop_weight(1000) < hop_weight(1000) + hop_weight(1000));
  CHECK(hop_weight(1) + hop_weight(1) < hop_weight(0));
  CHECK(hop_weight(0) + hop_weight(1) < hop_weight(0) + hop_weight(0));
  for (int c = 0; c < 1000; ++c) CHECK(hop_weight(c + 1) < hop_weight(c));
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    Rank a;
    Rank b;
    ChainWeight wa;
    ChainWeight wb;
    for (Rank* rank : {&a, &b}) {
      ChainWeight& weight = rank == &a ? wa : wb;
      for (std::size_t hops = 1 + random() % 6; hops > 0; --hops) {
        const int confidence = static_cast<int>(random() % 1001);
        rank->add(1, confidence);
        weight = weight + hop_weight(confidence);
      }
      *rank = scaled(*rank);
    }
    REQUIRE((wa < wb) == (compare(a, b) < 0));
  }
}

namespace {

// One statement of a random literature graph.
struct Said {
  std::string family;
  NodeId from;
  NodeId to;
  unsigned document = 0;  // documents 0 and 1 are of one work; 0 and 2 are Korean
  int confidence = 0;
  bool denied = false;
};

constexpr const char* kDocuments[] = {"d0", "d1", "d2", "d3"};
constexpr unsigned kWorks[] = {0, 0, 1, 2};
constexpr bool kKorean[] = {true, false, true, false};

struct TraceLiterature {
  TinyGraph graph;
  std::vector<NodeId> nodes;
  std::map<NodeId, std::string> types;
  std::vector<Said> said;

  explicit TraceLiterature(std::uint32_t seed) {
    std::mt19937 random(seed);
    for (unsigned i = 0; i < 4; ++i) {
      graph.document(kDocuments[i], kKorean[i] ? Language::Korean : Language::English,
                     Date::parse("2020-01-01"), "w" + std::to_string(kWorks[i]));
    }
    // In an order that is not that of the keys.
    for (const char* type : {"Strategy", "Effect", "Firm", "Mechanism"}) {
      const unsigned count = 1 + random() % 3;
      for (unsigned i = count; i-- > 0;) {
        nodes.push_back(graph.node(type, std::string(type) + std::to_string(i)));
        types[nodes.back()] = type;
      }
    }
    const unsigned statements = 10 + random() % 70;
    for (unsigned i = 0; i < statements; ++i) {
      Said s;
      s.from = nodes[random() % nodes.size()];
      s.to = nodes[random() % nodes.size()];
      const std::string& from = types[s.from];
      const std::string& to = types[s.to];
      if (s.from == s.to) continue;
      if (from == "Firm" && to == "Firm") {
        s.family = random() % 2 == 0 ? "COMPETES_WITH" : "SUPPLIES";
      } else if (from == "Firm" && to == "Strategy") {
        s.family = "PURSUES";
      } else if (from == "Firm" && to == "Mechanism") {
        s.family = "BUILDS";
      } else if (from == "Effect" && to == "Firm") {
        s.family = "AFFECTS";
      } else if (from != "Firm" && to != "Firm") {
        s.family = random() % 4 == 0 ? "HINDERS" : "LEADS_TO";
      } else {
        continue;
      }
      s.document = random() % 4;
      static constexpr int kConfidences[] = {500, 800, 900, 1000};
      s.confidence = kConfidences[random() % 4];
      s.denied = random() % 6 == 0;
      TinyEvidence evidence;
      evidence.document = kDocuments[s.document];
      evidence.language = kKorean[s.document] ? Language::Korean : Language::English;
      evidence.confidence = s.confidence;
      evidence.polarity = s.denied ? Polarity::Denied : Polarity::Asserted;
      graph.edge(s.family, s.from, s.to, evidence);
      const bool turned = s.family == "COMPETES_WITH" && key(s.to) < key(s.from);
      if (turned) std::swap(s.from, s.to);
      said.push_back(s);
    }
  }

  std::string key(NodeId node) const { return graph.key_of(node); }
};

struct Words {
  std::string text;
  bool korean = false;
  bool denied = false;
  bool same_document = false;
  std::size_t works = 1;
};

struct Hop {
  std::string family;
  NodeId source;
  NodeId target;
  std::size_t works = 0;
  int confidence = 0;
  std::set<unsigned> documents;
};

std::vector<Hop> hops_of(const TraceLiterature& story, const Words& words) {
  std::map<std::tuple<std::string, NodeId, NodeId>, std::vector<const Said*>> edges;
  for (const Said& s : story.said) {
    if ((words.korean && !kKorean[s.document]) || s.denied != words.denied) continue;
    edges[{s.family, s.from, s.to}].push_back(&s);
  }
  std::vector<Hop> out;
  for (const auto& [edge, statements] : edges) {
    Hop hop;
    std::tie(hop.family, hop.source, hop.target) = edge;
    std::map<unsigned, int> best;
    for (const Said* s : statements) {
      int& of_work = best[kWorks[s->document]];
      of_work = std::max(of_work, s->confidence);
      hop.documents.insert(s->document);
    }
    double doubt = 1;
    for (const auto& [work, confidence] : best) doubt *= 1 - confidence / 1000.0;
    hop.works = best.size();
    hop.confidence = static_cast<int>(std::lround((1 - doubt) * 1000));
    if (hop.works >= words.works) out.push_back(hop);
  }
  return out;
}

struct Line {
  Rank rank;
  std::vector<std::string> keys;  // of the nodes and edges, as ties are broken
  std::string text;
};

void walk(const TraceLiterature& story, const std::vector<Hop>& hops, const Words& words,
          std::size_t max_hops, const std::set<std::string>& through, const std::string& end_type,
          std::vector<NodeId>& nodes, const std::set<unsigned>& documents, const Line& so_far,
          std::vector<Line>& out) {
  const NodeId here = nodes.back();
  for (const Hop& hop : hops) {
    const bool both_ways = hop.family == "COMPETES_WITH";
    if (hop.source != here && !(both_ways && hop.target == here)) continue;
    const NodeId there = hop.source == here ? hop.target : hop.source;
    if (std::find(nodes.begin(), nodes.end(), there) != nodes.end()) continue;
    std::set<unsigned> shared;
    for (const unsigned d : hop.documents) {
      if (nodes.size() == 1 || documents.contains(d)) shared.insert(d);
    }
    if (words.same_document && shared.empty()) continue;
    Line next = so_far;
    next.rank.add(static_cast<std::uint32_t>(hop.works), hop.confidence);
    next.keys.push_back(story.key(there));
    next.keys.push_back(story.key(hop.source) + " " + hop.family + " " + story.key(hop.target));
    const std::string name = story.types.at(there) + story.key(there).back();
    next.text += (hop.source == here ? " -" : " <-") + hop.family +
                 (hop.source == here ? "-> " : "- ") + name;
    if (story.types.at(there) == end_type) {
      out.push_back(next);
      out.back().rank = scaled(next.rank);
    }
    if (next.rank.hops >= max_hops) continue;
    if (!through.empty() && !through.contains(story.types.at(there))) continue;
    nodes.push_back(there);
    walk(story, hops, words, max_hops, through, end_type, nodes, shared, next, out);
    nodes.pop_back();
  }
}

}  // namespace

namespace {

std::string trace_text(const TraceLiterature& story, const GraphView& view, const PathValue& path) {
  const auto name = [&](NodeId node) { return story.types.at(node) + story.key(node).back(); };
  std::string out = name(path.nodes[0]);
  for (std::size_t i = 0; i < path.edges.size(); ++i) {
    const EdgeValue& edge = path.edges[i];
    const RelationId family = view.edge_table(edge.id.table()).family;
    const bool forward = edge.source == path.nodes[i];
    out += (forward ? " -" : " <-") + view.ontology().relation(family).name +
           (forward ? "-> " : "- ") + name(path.nodes[i + 1]);
  }
  return out;
}

}  // namespace

TEST_CASE("TRACE over a store is the enumeration of its statements", "[executor][trace]") {
  const std::vector<Words> all_words = {{""},
                                        {" IN LANGUAGE ko", true},
                                        {" DENIED", false, true},
                                        {" SUPPORTED BY >= 2 DOCUMENTS", false, false, false, 2},
                                        {" IN SAME DOCUMENT", false, false, true}};
  std::size_t chains = 0;
  for (std::uint32_t seed = 0; seed < 250; ++seed) {
    TraceLiterature story(seed);
    const GraphView& view = story.graph.view();
    std::mt19937 random(seed + 1000);
    for (const Words& words : all_words) {
      const std::size_t max_hops = 1 + random() % 6;
      const std::size_t top = 1 + random() % 40;
      const std::string start_type = random() % 2 == 0 ? "Firm" : "Strategy";
      const std::string end_type = random() % 3 == 0 ? "Firm" : "Effect";
      std::set<std::string> through;
      std::string through_text;
      if (random() % 2 == 0) {
        through = {"Strategy", "Mechanism", start_type};
        through_text = " THROUGH Strategy|Mechanism|" + start_type;
      }
      const bool one = random() % 2 == 0;
      std::vector<Line> expected;
      const std::vector<Hop> hops = hops_of(story, words);
      for (const NodeId node : story.nodes) {
        if (story.types[node] != start_type) continue;
        const std::string name = start_type + story.key(node).back();
        if (one && name != start_type + "0") continue;
        std::vector<NodeId> nodes{node};
        Line line;
        line.text = name;
        line.keys = {story.key(node)};
        walk(story, hops, words, max_hops, through, end_type, nodes, {}, line, expected);
      }
      std::sort(expected.begin(), expected.end(), [](const Line& a, const Line& b) {
        if (const int c = compare(a.rank, b.rank); c != 0) return c < 0;
        return a.keys < b.keys;
      });
      if (expected.size() > top) expected.resize(top);
      chains += expected.size();
      const std::string query = "TRACE (:" + start_type + (one ? " '" + start_type + "0'" : "") +
                                ") TO (:" + end_type + ")" + through_text + " WITHIN " +
                                std::to_string(max_hops) + " HOPS" + words.text + " TOP " +
                                std::to_string(top);
      INFO("seed " << seed << ": " << query);
      auto result = ask(view, query);
      if (!result && max_hops == 1 && result.error().name == "ImpossiblePattern") {
        REQUIRE(expected.empty());
        continue;
      }
      INFO((result ? std::string() : result.error().message));
      REQUIRE(result);
      REQUIRE(result->rows.size() == expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& row = result->rows[i];
        REQUIRE(trace_text(story, view, row[0].path()) == expected[i].text);
        REQUIRE(row[1].integer() == std::int64_t{expected[i].rank.support});
        const double product = static_cast<double>(expected[i].rank.product) / 1e18;
        REQUIRE(std::abs(row[2].floating() - product) < 1e-9);
        REQUIRE(row[3].integer() == static_cast<std::int64_t>(expected[i].rank.hops));
      }
    }
  }
  CHECK(chains > 1500);
}

TEST_CASE("Over edges without statements TRACE gives shorter chains first", "[executor][trace]") {
  std::size_t chains = 0;
  for (std::uint32_t seed = 0; seed < 120; ++seed) {
    std::mt19937 random(seed);
    std::vector<OpenNode> nodes;
    std::vector<OpenEdge> edges;
    const unsigned count = 3 + random() % 6;
    for (unsigned i = 0; i < count; ++i) nodes.push_back({i, "N", {{"n", Value(std::int64_t{i})}}});
    for (unsigned i = 0; i < count * 2; ++i) {
      edges.push_back({i,
                       static_cast<std::int64_t>(random() % count),
                       static_cast<std::int64_t>(random() % count),
                       i % 3 == 0 ? "R" : "S",
                       {}});
    }
    const auto graph = open_graph(nodes, edges);
    const GraphView& view = graph->view();
    // Every trail that repeats no node.
    auto trails = ask(view, "MATCH p = (a {n: 0})-[*1..6]->(b) WHERE b.n % 2 = 1 RETURN p");
    REQUIRE(trails);
    std::multiset<std::pair<std::size_t, std::vector<EdgeId>>> expected;
    const auto entry = [](const PathValue& path) {
      std::vector<EdgeId> ids;
      for (const EdgeValue& edge : path.edges) ids.push_back(edge.id);
      return std::pair(ids.size(), ids);
    };
    for (const auto& row : trails->rows) {
      const PathValue& path = row[0].path();
      const std::set<NodeId> distinct(path.nodes.begin(), path.nodes.end());
      if (distinct.size() == path.nodes.size()) expected.insert(entry(path));
    }
    INFO("seed " << seed);
    auto traced = ask(view, "TRACE p = (a {n: 0}) TO (b) WHERE b.n % 2 = 1 TOP 100000 RETURN p");
    REQUIRE(traced);
    std::size_t hops = 0;
    std::multiset<std::pair<std::size_t, std::vector<EdgeId>>> found;
    for (const auto& row : traced->rows) {
      found.insert(entry(row[0].path()));
      CHECK(row[0].path().edges.size() >= hops);
      hops = row[0].path().edges.size();
    }
    CHECK(found == expected);
    auto three = ask(view, "TRACE p = (a {n: 0}) TO (b) WHERE b.n % 2 = 1 RETURN p");
    REQUIRE(three);
    CHECK(three->rows.size() == std::min<std::size_t>(3, expected.size()));
    for (std::size_t i = 0; i < three->rows.size(); ++i) {
      CHECK(entry(three->rows[i][0].path()) == entry(traced->rows[i][0].path()));
    }
    chains += expected.size();
  }
  CHECK(chains > 400);
}

TEST_CASE("TRACE stops at its budget", "[executor][trace]") {
  TinyGraph graph;
  std::vector<NodeId> firms;
  for (int i = 0; i < 60; ++i) firms.push_back(graph.firm("Firm " + std::to_string(i)));
  for (const NodeId a : firms) {
    for (const NodeId b : firms) {
      if (a != b) graph.edge("SUPPLIES", a, b);
    }
  }
  const GraphView& view = graph.view();
  // 60 firms, all joined: over 10^8 chains of at most six hops. The first three are at once there.
  CHECK(rows_of(view, "TRACE (:Firm 'Firm 0') TO (:Firm 'Firm 9') RETURN hops") ==
        Lines{"1", "2", "2"});
  AskWith little;
  little.limits.memory_bytes = std::uint64_t{8} << 20;
  CHECK(ask(view, "TRACE (:Firm 'Firm 0') TO (:Firm 'Firm 9') TOP 1000000 RETURN hops", little)
            .error()
            .code == ErrorCode::LimitReached);
  AskWith hurried;
  hurried.limits.timeout_ms = 50;
  CHECK(ask(view, "TRACE (:Firm 'Firm 0') TO (:Firm 'Firm 9') WHERE hops > 6 RETURN hops", hurried)
            .error()
            .code == ErrorCode::LimitReached);
  CancelToken token;
  token.cancel();
  AskWith cancelled;
  cancelled.cancel = &token;
  CHECK(ask(view, "TRACE (:Firm 'Firm 0') TO (:Firm 'Firm 9')", cancelled).error().code ==
        ErrorCode::Cancelled);
}
