// The door to Boost.Graph. What stops a search early (cancel, time) is thrown through Boost's loops
// and caught here.
#include "engine/graph/measures.h"

#include <algorithm>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/core_numbers.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/pending/disjoint_sets.hpp>
#include <boost/property_map/property_map.hpp>
#include <limits>
#include <utility>

namespace sarye {
namespace {

using Graph =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                       boost::no_property, std::uint32_t, std::uint64_t>;
using Edge = boost::graph_traits<Graph>::edge_descriptor;

struct Stopped {
  Error error;
};

// Counts steps, and asks the budget now and then.
class Watch {
 public:
  explicit Watch(Budget& budget) : budget_(&budget) {}
  void step() {
    if (--left_ > 0) return;
    left_ = kEvery;
    if (auto ok = budget_->check(); !ok) throw Stopped{ok.error()};
  }

 private:
  static constexpr std::uint32_t kEvery = 1u << 14;
  Budget* budget_;
  std::uint32_t left_ = kEvery;
};

// A map of distances that watches: Boost's betweenness takes no visitor.
struct WatchedDistances {
  using key_type = std::uint32_t;
  using value_type = double;
  using reference = double;
  using category = boost::read_write_property_map_tag;
  double* values;
  Watch* watch;
};
double get(const WatchedDistances& map, std::uint32_t node) {
  return map.values[node];
}
void put(const WatchedDistances& map, std::uint32_t node, double value) {
  map.watch->step();
  map.values[node] = value;
}

Graph boost_graph(const Arcs& arcs) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  pairs.reserve(arcs.ends.size());
  for (std::uint32_t node = 0; node < arcs.nodes(); ++node) {
    for (std::uint64_t i = arcs.begins[node]; i < arcs.begins[node + 1]; ++i) {
      pairs.emplace_back(node, arcs.ends[i]);
    }
  }
  return Graph(boost::edges_are_sorted, pairs.begin(), pairs.end(), arcs.nodes());
}

template <typename T>
auto by_node(std::vector<T>& values, const Graph& graph) {
  return boost::make_iterator_property_map(values.begin(), boost::get(boost::vertex_index, graph));
}

auto by_arc(const std::vector<double>& weights, const Graph& graph) {
  return boost::make_iterator_property_map(weights.begin(), boost::get(boost::edge_index, graph));
}

struct HopVisitor : boost::default_bfs_visitor {
  HopVisitor(Scores& hops, Numbers& came_from, Watch& watching)
      : distances(&hops), before(&came_from), watch(&watching) {}
  void tree_edge(const Edge& edge, const Graph& graph) const {
    const std::uint32_t from = source(edge, graph);
    const std::uint32_t to = target(edge, graph);
    (*distances)[to] = (*distances)[from] + 1;
    (*before)[to] = from;
  }
  void examine_edge(const Edge&, const Graph&) const { watch->step(); }
  Scores* distances;
  Numbers* before;
  Watch* watch;
};

struct WatchVisitor : boost::default_dijkstra_visitor {
  explicit WatchVisitor(Watch& watching) : watch(&watching) {}
  void examine_edge(const Edge&, const Graph&) const { watch->step(); }
  Watch* watch;
};

// Distances from one node; arrays are kept between searches.
class Search {
 public:
  Search(const Arcs& arcs, bool weighted)
      : weighted_(weighted), weights_(arcs.weights), graph_(boost_graph(arcs)) {
    distances.resize(arcs.nodes());
    before.resize(arcs.nodes());
    colours_.resize(arcs.nodes());
  }

  void from(std::uint32_t start, Watch& watch) {
    std::fill(distances.begin(), distances.end(), std::numeric_limits<double>::infinity());
    if (weighted_) {
      boost::dijkstra_shortest_paths(graph_, start,
                                     boost::predecessor_map(by_node(before, graph_))
                                         .distance_map(by_node(distances, graph_))
                                         .weight_map(by_arc(weights_, graph_))
                                         .distance_inf(std::numeric_limits<double>::infinity())
                                         .visitor(WatchVisitor(watch)));
      return;
    }
    std::fill(colours_.begin(), colours_.end(), boost::white_color);
    distances[start] = 0;
    before[start] = start;
    boost::queue<std::uint32_t> queue;
    boost::breadth_first_visit(graph_, start, queue, HopVisitor(distances, before, watch),
                               by_node(colours_, graph_));
  }

  Scores distances;
  Numbers before;  // of nodes that were reached: where from

 private:
  bool weighted_;
  std::vector<double> weights_;
  Graph graph_;
  std::vector<boost::default_color_type> colours_;
};

}  // namespace

Result<Scores> betweenness(const FlatGraph& graph, Budget& budget) {
  auto arcs = graph.arcs(ArcsOf::Lightest, budget);
  if (!arcs) return arcs.error();
  const std::size_t n = graph.nodes;
  Scores scores(n, 0.0);
  if (n < 3) return scores;
  const Graph made = boost_graph(*arcs);
  std::vector<std::vector<Edge>> incoming(n);
  Scores distances(n);
  Scores dependencies(n);
  Scores path_counts(n);
  Watch watch(budget);
  const WatchedDistances watched{distances.data(), &watch};
  try {
    if (graph.weighted) {
      boost::brandes_betweenness_centrality(
          made, by_node(scores, made), boost::dummy_property_map(), by_node(incoming, made),
          watched, by_node(dependencies, made), by_node(path_counts, made),
          boost::get(boost::vertex_index, made), by_arc(arcs->weights, made));
    } else {
      boost::brandes_betweenness_centrality(
          made, by_node(scores, made), boost::dummy_property_map(), by_node(incoming, made),
          watched, by_node(dependencies, made), by_node(path_counts, made),
          boost::get(boost::vertex_index, made));
    }
  } catch (const Stopped& stopped) {
    return stopped.error;
  }
  const double pairs = static_cast<double>(n - 1) * static_cast<double>(n - 2);
  for (double& score : scores) score /= pairs;
  return scores;
}

Result<Scores> closeness(const FlatGraph& graph, Budget& budget) {
  auto arcs = graph.arcs(ArcsOf::LightestReversed, budget);
  if (!arcs) return arcs.error();
  Search search(*arcs, graph.weighted);
  Scores scores(graph.nodes, 0.0);
  Watch watch(budget);
  try {
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
      search.from(node, watch);
      double sum = 0;
      double reached = 0;
      for (std::uint32_t other = 0; other < graph.nodes; ++other) {
        if (other % 64 == 0) watch.step();
        const double distance = search.distances[other];
        if (other == node || distance == std::numeric_limits<double>::infinity()) continue;
        sum += distance;
        ++reached;
      }
      if (reached > 0) scores[node] = reached / sum * (reached / (graph.nodes - 1.0));
    }
  } catch (const Stopped& stopped) {
    return stopped.error;
  }
  return scores;
}

Result<Numbers> components(const FlatGraph& graph, Budget& budget) {
  Numbers rank(graph.nodes, 0);
  Numbers parent(graph.nodes);
  const auto by_number = [](Numbers& values) {
    return boost::make_iterator_property_map(values.begin(),
                                             boost::typed_identity_property_map<std::uint32_t>());
  };
  boost::disjoint_sets sets(by_number(rank), by_number(parent));
  Watch watch(budget);
  try {
    for (std::uint32_t node = 0; node < graph.nodes; ++node) sets.make_set(node);
    for (const FlatEdge& edge : graph.edges) {
      watch.step();
      sets.union_set(edge.from, edge.to);
    }
    Numbers labels(graph.nodes);
    for (std::uint32_t node = 0; node < graph.nodes; ++node) {
      watch.step();
      labels[node] = sets.find_set(node);
    }
    return numbered_groups(labels);
  } catch (const Stopped& stopped) {
    return stopped.error;
  }
}

Result<Numbers> cores(const FlatGraph& graph, Budget& budget) {
  auto arcs = graph.arcs(ArcsOf::Joined, budget);
  if (!arcs) return arcs.error();
  Numbers numbers(graph.nodes, 0);
  if (graph.nodes == 0) return numbers;
  const Graph made = boost_graph(*arcs);
  boost::core_numbers(made, by_node(numbers, made));
  return numbers;
}

struct ShortestPaths::Impl {
  Arcs reversed;
  std::unique_ptr<Search> search;
};

ShortestPaths::ShortestPaths() : impl_(std::make_unique<Impl>()) {}
ShortestPaths::~ShortestPaths() = default;

Result<std::unique_ptr<ShortestPaths>> ShortestPaths::make(const FlatGraph& graph, Budget& budget) {
  std::unique_ptr<ShortestPaths> out(new ShortestPaths());
  auto arcs = graph.arcs(ArcsOf::Lightest, budget);
  if (!arcs) return arcs.error();
  auto reversed = graph.arcs(ArcsOf::LightestReversed, budget);
  if (!reversed) return reversed.error();
  out->impl_->search = std::make_unique<Search>(*arcs, graph.weighted);
  out->impl_->reversed = std::move(*reversed);
  return out;
}

Result<void> ShortestPaths::search(std::uint32_t source, Budget& budget) {
  Watch watch(budget);
  try {
    impl_->search->from(source, watch);
  } catch (const Stopped& stopped) {
    return stopped.error;
  }
  return {};
}

const Scores& ShortestPaths::distances() const {
  return impl_->search->distances;
}

std::vector<std::uint32_t> ShortestPaths::path_to(std::uint32_t target) const {
  const Scores& distance = impl_->search->distances;
  std::vector<std::uint32_t> path;
  if (distance[target] == std::numeric_limits<double>::infinity()) return path;
  path.push_back(target);
  const Arcs& back = impl_->reversed;
  for (std::uint32_t at = target; distance[at] > 0;) {
    // A weight that vanishes in the sum leaves both distances equal: then the search's own way.
    std::uint32_t next = impl_->search->before[at];
    for (std::uint64_t i = back.begins[at]; i < back.begins[at + 1]; ++i) {
      const std::uint32_t from = back.ends[i];
      if (distance[from] < distance[at] && distance[from] + back.weights[i] == distance[at]) {
        next = from;
        break;
      }
    }
    path.push_back(next);
    at = next;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace sarye
