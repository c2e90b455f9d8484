// The kernels that questions spend their time in, each alone: decoding a chunk of adjacency and one
// of assertions, following edges, meeting lists, counting trees, grouping. The graph is made here:
// 20,000 firms whose edges follow a power law. Figures are per run; `items` are edges, rows or
// bytes, as each says.
//
//   apt-get install libbenchmark-dev
//   cmake --preset release -DSARYE_BUILD_BENCH=ON && cmake --build --preset release --target
//   kernels_bench build/release/tests/kernels_bench
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>

#include "engine/engine.h"
#include "engine/graph/adjacency.h"
#include "engine/graph/evidence_columns.h"
#include "engine/graph/imported_graph.h"
#include "engine/graph/publish.h"
#include "engine/store/memory_store.h"

using namespace sarye;

namespace {

constexpr std::uint32_t kFirms = 20'000;
constexpr std::uint32_t kStrategies = 2'000;
constexpr std::uint32_t kDocuments = 2'000;
constexpr std::uint32_t kPartners = 150'000;
constexpr std::uint32_t kPursuits = 150'000;

template <typename T>
T must(Result<T> result) {
  if (!result) {
    std::cerr << result.error().message << '\n';
    std::exit(1);
  }
  return std::move(*result);
}

// Small numbers far more often than large ones, the same ones in every run.
class Skewed {
 public:
  std::uint32_t below(std::uint32_t limit) {
    const double u = static_cast<double>(next_() >> 11) / static_cast<double>(1ULL << 53);
    const auto at = static_cast<std::uint32_t>(std::pow(u, 3.0) * limit);
    return std::min(at, limit - 1);
  }

 private:
  std::mt19937_64 next_{20261126};
};

ImportedGraph made_graph() {
  ImportedGraph graph;
  const std::uint16_t firm = graph.type_number("Firm");
  const std::uint16_t strategy = graph.type_number("Strategy");
  const std::uint16_t document = graph.type_number("Document");
  const auto add = [&graph](std::uint16_t type, std::uint32_t count, const char* name) {
    for (std::uint32_t i = 0; i < count; ++i) {
      ImportedNode& node = graph.nodes.emplace_back();
      node.type = type;
      node.id = i;
      node.properties.emplace_back("name", Value(std::string(name) + " " + std::to_string(i)));
      node.properties.emplace_back("n", Value(static_cast<std::int64_t>(i % 20)));
    }
  };
  add(firm, kFirms, "firm");
  add(strategy, kStrategies, "strategy");
  add(document, kDocuments, "document");
  Skewed random;
  const auto tie = [&](const char* relation, std::uint32_t count, std::uint32_t target_begin,
                       std::uint32_t targets) {
    const std::uint16_t number = graph.relation_number(relation);
    for (std::uint32_t i = 0; i < count; ++i) {
      ImportedEdge& edge = graph.edges.emplace_back();
      edge.relation = number;
      edge.source = random.below(kFirms);
      edge.target = target_begin + random.below(targets);
      edge.document = kFirms + kStrategies + random.below(kDocuments);
      edge.year = 1995 + static_cast<std::int32_t>(i % 30);
      edge.language = i % 3 == 0   ? Language::Korean
                      : i % 3 == 1 ? Language::Chinese
                                   : Language::English;
    }
  };
  tie("SUPPLIES", kPartners, 0, kFirms);
  tie("PURSUES", kPursuits, kFirms, kStrategies);
  return graph;
}

Engine& engine() {
  static MemoryStore store;
  static const std::unique_ptr<Engine> made = [] {
    must(commit_import(store, made_graph()));
    must(publish(store));
    return must(Engine::over(store));
  }();
  return *made;
}

// One question again and again; `edges` is what it has to pass at least.
void ask(benchmark::State& state, const std::string& question, std::uint64_t edges) {
  must(engine().ask(question));
  for (auto _ : state) benchmark::DoNotOptimize(must(engine().ask(question)));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * edges));
}

AdjacencyChunk made_adjacency() {
  AdjacencyChunk chunk;
  Skewed random;
  chunk.first.push_back(0);
  for (std::uint32_t node = 0; node < kRangeSize; ++node) {
    std::vector<std::uint32_t> list(random.below(40));
    for (std::uint32_t& neighbour : list) neighbour = random.below(kFirms);
    std::sort(list.begin(), list.end());
    chunk.nodes.insert(chunk.nodes.end(), list.begin(), list.end());
    chunk.first.push_back(static_cast<std::uint32_t>(chunk.nodes.size()));
  }
  chunk.visible.assign(chunk.nodes.size(), 1);
  return chunk;
}

AssertionChunk made_assertions() {
  AssertionChunk chunk;
  Skewed random;
  chunk.first.push_back(0);
  for (std::uint32_t edge = 0; edge < 8 * kRangeSize; ++edge) {
    const std::uint32_t rows = 1 + random.below(4);
    for (std::uint32_t i = 0; i < rows; ++i) {
      chunk.document.push_back(random.below(kDocuments));
      chunk.work.push_back(chunk.document.back());
      chunk.passage.push_back(random.below(10 * kDocuments));
      chunk.language.push_back(static_cast<std::uint8_t>(1 + i % 3));
      chunk.kind.push_back(1);
      chunk.polarity.push_back(0);
      chunk.modality.push_back(0);
      chunk.confidence.push_back(static_cast<std::uint16_t>(500 + random.below(500)));
      chunk.from.push_back(static_cast<std::int32_t>(10'000 + random.below(10'000)));
      chunk.to.push_back(DateSpan::kOpenEnd);
      chunk.time_is_stated.push_back(0);
      chunk.attribution.push_back(0);
      chunk.quote_begin.push_back(0);
      chunk.quote_end.push_back(0);
    }
    chunk.first.push_back(static_cast<std::uint32_t>(chunk.document.size()));
  }
  return chunk;
}

void decode_adjacency_chunk(benchmark::State& state) {
  const AdjacencyChunk chunk = made_adjacency();
  const std::string bytes = encode_adjacency(chunk, Direction::Out);
  for (auto _ : state) benchmark::DoNotOptimize(must(decode_adjacency(bytes, Direction::Out)));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * chunk.nodes.size()));
}
BENCHMARK(decode_adjacency_chunk);

void decode_assertion_chunk(benchmark::State& state) {
  const AssertionChunk chunk = made_assertions();
  const std::string bytes = encode_assertions(chunk);
  for (auto _ : state) benchmark::DoNotOptimize(must(decode_assertions(bytes)));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * chunk.rows()));
}
BENCHMARK(decode_assertion_chunk);

void expand_and_group(benchmark::State& state) {
  ask(state, "MATCH (f:Firm)-[:PURSUES]->(s:Strategy) RETURN s.n, count(DISTINCT f)", kPursuits);
}
BENCHMARK(expand_and_group)->Unit(benchmark::kMillisecond);

void meet_lists(benchmark::State& state) {
  ask(state,
      "MATCH (a:Firm)-[:SUPPLIES]->(b:Firm)-[:SUPPLIES]->(c:Firm), (a)-[:SUPPLIES]->(c) RETURN "
      "count(*)",
      kPartners);
}
BENCHMARK(meet_lists)->Unit(benchmark::kMillisecond);

void count_a_tree(benchmark::State& state) {
  ask(state,
      "MATCH (a:Firm)-[r:SUPPLIES]->(b:Firm)-[s:SUPPLIES]->(c:Firm)-[t:PURSUES]->(:Strategy) "
      "RETURN sum(support(r) * support(s) * support(t))",
      2 * kPartners + kPursuits);
}
BENCHMARK(count_a_tree)->Unit(benchmark::kMillisecond);

void filter_assertions(benchmark::State& state) {
  ask(state,
      "MATCH (f:Firm)-[:PURSUES]->(s:Strategy) IN LANGUAGE ko DURING 2005 TO 2015 RETURN count(*)",
      kPursuits);
}
BENCHMARK(filter_assertions)->Unit(benchmark::kMillisecond);

void reach_in_hops(benchmark::State& state) {
  ask(state, "MATCH (:Firm {name: 'firm 7'})-[:SUPPLIES*1..4]->(x:Firm) RETURN count(DISTINCT x)",
      kPartners);
}
BENCHMARK(reach_in_hops)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
