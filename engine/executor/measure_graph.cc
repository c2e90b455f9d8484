#include "engine/executor/measure_graph.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "engine/executor/canonical_order.h"
#include "engine/executor/expression.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

constexpr std::size_t kCompactAt = std::size_t{1} << 16;
constexpr char kWho[] = "the graph of a measure";

bool is_whole_number(FunctionId measure, bool weighted) {
  switch (measure) {
    case FunctionId::Component:
    case FunctionId::Community:
    case FunctionId::KCore:
      return true;
    case FunctionId::Degree:
    case FunctionId::InDegree:
    case FunctionId::OutDegree:
    case FunctionId::Distance:
      return !weighted;
    default:
      return false;
  }
}

Value number_value(double number, bool whole) {
  return whole ? Value(static_cast<std::int64_t>(number)) : Value(number);
}

Scores as_scores(const Numbers& numbers) {
  return {numbers.begin(), numbers.end()};
}

}  // namespace

MeasureGraph::MeasureGraph(QueryContext& context, const plan::MeasureGraph& plan, Inputs inputs)
    : Operator(context, std::move(inputs)),
      plan_(plan),
      graph_(context.query.graphs[plan.graph]),
      compact_at_(kCompactAt) {
  if (context.graphs.size() <= plan.graph) context.graphs.resize(plan.graph + std::size_t{1});
  context.graphs[plan.graph] = this;
}

MeasureGraph::~MeasureGraph() = default;

Result<void> MeasureGraph::evaluate(const BoundExpression& call,
                                    std::span<const std::vector<Value>> arguments,
                                    std::vector<Value>& out) {
  const auto placed = [&](const Error& error) { return with_place(error, call); };
  if (!gathered_) {
    // Of the whole graph the catalog knows the size, so that nothing needs to be read in vain.
    if (graph_.text.empty() && !graph_.filtered) {
      auto ok = affordable(call.function, {plan_.nodes, plan_.edges, plan_.arcs});
      if (!ok) return placed(ok.error());
    }
    Batch none;
    if (auto done = next(none); !done) return placed(done.error());
  }
  const bool search =
      call.function == FunctionId::Distance || call.function == FunctionId::CheapestPath;
  auto done = search ? paths(call, arguments, out) : lookup(call, arguments[0], out);
  if (!done) return placed(done.error());
  return {};
}

// ---- gathering ----------------------------------------------------------------------------------

Result<bool> MeasureGraph::produce(Batch&) {
  if (auto done = gather(); !done) return done.error();
  return false;
}

Result<void> MeasureGraph::gather() {
  for (std::size_t part = 0; part < input_count(); ++part) {
    Batch rows;
    for (;;) {
      auto more = input(part).next(rows);
      if (!more) return more.error();
      if (!*more) break;
      if (auto done = add_rows(rows); !done) return done;
    }
  }
  if (auto done = compact(); !done) return done;
  if (auto done = number_nodes(); !done) return done;
  sort_edges();
  flat_.nodes = static_cast<std::uint32_t>(nodes_.size());
  flat_.weighted = graph_.weight.has_value();
  flat_.edges.reserve(edges_.size());
  double arcs = 0;
  for (const Gathered& edge : edges_) {
    flat_.edges.push_back({edge.from, edge.to, edge.weight, edge.both_ways});
    arcs += edge.both_ways ? 2 : 1;
  }
  size_ = {static_cast<double>(nodes_.size()), static_cast<double>(edges_.size()), arcs};
  profile_.graph_nodes = nodes_.size();
  profile_.graph_edges = edges_.size();
  const auto& asked = graph_.measures;
  if (std::find(asked.begin(), asked.end(), FunctionId::CheapestPath) == asked.end()) {
    edges_ = {};  // only paths show them
  }
  gathered_ = true;
  return hold_all();
}

Result<void> MeasureGraph::hold_all() {
  std::uint64_t bytes = edges_.capacity() * sizeof(Gathered) +
                        flat_.edges.capacity() * sizeof(FlatEdge) +
                        nodes_.capacity() * sizeof(NodeId);
  for (const auto& of_type : numbers_) bytes += of_type.size() * sizeof(std::uint32_t);
  bytes += scores_.size() * nodes_.size() * sizeof(double);
  return hold(bytes, kWho);
}

Result<void> MeasureGraph::add_rows(const Batch& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    double weight = 1;
    if (graph_.weight && !rows.column(graph_.weighed).value(row).is_null()) {
      auto given = weight_of(rows, row);
      if (!given) return given.error();
      weight = *given;
    }
    for (const BoundGraph::Source& source : graph_.sources) {
      const BatchColumn& column = rows.column(source.slot);
      if (column.filled()) add(column.value(row), source.both_ways, weight, !std::isnan(weight));
    }
  }
  if (edges_.size() + nodes_.size() < compact_at_) return {};
  if (auto done = compact(); !done) return done;
  compact_at_ = std::max(kCompactAt, 2 * (edges_.size() + nodes_.size()));
  return hold_all();
}

void MeasureGraph::add(const Value& value, bool both_ways, double weight, bool keep_edges) {
  switch (value.type()) {
    case ValueType::Node:
      nodes_.push_back(value.node());
      return;
    case ValueType::Edge:
      add(value.edge(), both_ways, weight, keep_edges);
      return;
    case ValueType::Path:
      nodes_.insert(nodes_.end(), value.path().nodes.begin(), value.path().nodes.end());
      for (const EdgeValue& edge : value.path().edges) add(edge, both_ways, weight, keep_edges);
      return;
    case ValueType::List:
      for (const Value& item : value.items()) add(item, both_ways, weight, keep_edges);
      return;
    default:
      return;
  }
}

void MeasureGraph::add(const EdgeValue& edge, bool both_ways, double weight, bool keep) {
  if (!keep) {
    nodes_.push_back(edge.source);
    nodes_.push_back(edge.target);
    return;
  }
  const RelationId family = context_.graph.edge_table(edge.id.table()).family;
  const bool symmetric = context_.graph.ontology().relation(family).symmetric;
  edges_.push_back({edge, weight, both_ways || symmetric, 0, 0});
}

// NaN: null, so that the edge is left out.
Result<double> MeasureGraph::weight_of(const Batch& rows, std::size_t row) const {
  const Value given = rows.column(graph_.weight_slot).value(row);
  if (given.is_null()) return std::nan("");
  if (!given.is_number()) return with_place(wrong_type("BY", "a number", given), *graph_.weight);
  const double weight = given.number();
  if (weight > 0 && std::isfinite(weight)) return weight;
  Error error = runtime_error(
      "InvalidArgumentValue",
      "the edge " + edge_text(rows.column(graph_.weighed).edge(row)) + " has the weight " +
          (given.type() == ValueType::Integer ? std::to_string(given.integer())
                                              : format_float(weight)),
      "BY must be a positive number; null leaves an edge out");
  return with_place(std::move(error), *graph_.weight);
}

std::string MeasureGraph::edge_text(const EdgeValue& edge) const {
  const auto name = [&](NodeId node) {
    auto shown = context_.graph.display_name(node);
    if (shown && !shown->empty()) return *shown;
    auto key = context_.graph.stable_key(node);
    return key ? *key : std::string("?");
  };
  const RelationId family = context_.graph.edge_table(edge.id.table()).family;
  return name(edge.source) + " -" + context_.graph.ontology().relation(family).name + "-> " +
         name(edge.target);
}

Result<void> MeasureGraph::compact() {
  if (auto ok = context_.budget.check(); !ok) return ok;
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
  std::sort(edges_.begin(), edges_.end(), [](const Gathered& a, const Gathered& b) {
    if (a.edge.id != b.edge.id) return a.edge.id < b.edge.id;
    return a.weight != b.weight ? a.weight < b.weight : a.edge.filter < b.edge.filter;
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    if (kept == 0 || edges_[kept - 1].edge.id != edges_[i].edge.id) {
      edges_[kept++] = edges_[i];
      continue;
    }
    Gathered& same = edges_[kept - 1];
    same.both_ways = same.both_ways || edges_[i].both_ways;
    if (same.weight == edges_[i].weight) continue;
    Error error = runtime_error("InvalidArgumentValue",
                                "the edge " + edge_text(same.edge) +
                                    " has several weights: " + format_float(same.weight) + " and " +
                                    format_float(edges_[i].weight),
                                "let BY read the edge alone: startNode(r) and endNode(r) are its "
                                "ends");
    return with_place(std::move(error), *graph_.weight);
  }
  edges_.resize(kept);
  return {};
}

// By stable key, so that no result depends on the order of loading.
Result<void> MeasureGraph::number_nodes() {
  for (const Gathered& edge : edges_) {
    nodes_.push_back(edge.edge.source);
    nodes_.push_back(edge.edge.target);
  }
  std::sort(nodes_.begin(), nodes_.end());
  nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
  CanonicalOrder order(context_);
  std::vector<std::pair<std::uint64_t, NodeId>> ranked;
  ranked.reserve(nodes_.size());
  for (const NodeId node : nodes_) {
    if (auto done = order.prepare(Value(node)); !done) return done;
    ranked.emplace_back(order.rank(node), node);
  }
  std::sort(ranked.begin(), ranked.end());
  for (std::uint32_t i = 0; i < ranked.size(); ++i) {
    const NodeId node = nodes_[i] = ranked[i].second;
    if (node.type().value >= numbers_.size()) numbers_.resize(node.type().value + std::size_t{1});
    std::vector<std::uint32_t>& of_type = numbers_[node.type().value];
    if (of_type.empty()) of_type.assign(context_.graph.node_limit(node.type()), kOutside);
    of_type[node.offset()] = i;
  }
  return context_.budget.check();
}

void MeasureGraph::sort_edges() {
  const auto number = [&](NodeId node) { return numbers_[node.type().value][node.offset()]; };
  for (Gathered& edge : edges_) {
    edge.from = number(edge.edge.source);
    edge.to = number(edge.edge.target);
  }
  const auto name = [&](const Gathered& edge) -> const std::string& {
    const RelationId family = context_.graph.edge_table(edge.edge.id.table()).family;
    return context_.graph.ontology().relation(family).name;
  };
  std::sort(edges_.begin(), edges_.end(), [&](const Gathered& a, const Gathered& b) {
    if (a.from != b.from) return a.from < b.from;
    if (a.to != b.to) return a.to < b.to;
    if (a.weight != b.weight) return a.weight < b.weight;
    if (a.edge.id.table() == b.edge.id.table()) return a.edge.id < b.edge.id;
    return name(a) < name(b);
  });
}

// ---- measures -----------------------------------------------------------------------------------

Result<void> MeasureGraph::affordable(FunctionId measure, const GraphSize& size) const {
  const Limits& limits = context_.budget.limits();
  const std::string what = std::string(function_info(measure).name) + " over " +
                           count_text(size.nodes) + " nodes and " + count_text(size.edges) +
                           " edges";
  const double steps = measure_steps(measure, size, graph_.weight.has_value());
  const double allowed = kStepsPerMillisecond * static_cast<double>(limits.timeout_ms);
  if (limits.timeout_ms != 0 && steps > allowed) {
    return limit_reached(what + " takes about " + steps_text(steps) + " steps, more than the " +
                             steps_text(allowed) + " that the time limit of " +
                             std::to_string(limits.timeout_ms) + " ms allows",
                         "ask it of a smaller graph with OVER { ... }, or raise the limit with "
                         "--timeout or SET timeout");
  }
  const double bytes = (gathered_ ? 0 : graph_bytes(size)) + measure_bytes(size);
  const double left =
      static_cast<double>(limits.memory_bytes) - static_cast<double>(context_.budget.used());
  if (limits.memory_bytes != 0 && bytes > left) {
    return limit_reached(what + " needs about " + count_text(bytes / (1 << 20)) +
                             " MiB, more than is left of the memory limit of " +
                             std::to_string(limits.memory_bytes >> 20) + " MiB",
                         "ask it of a smaller graph with OVER { ... }, or raise the limit with "
                         "--max-memory or SET max_memory");
  }
  return {};
}

Result<const Scores*> MeasureGraph::scores(FunctionId measure) {
  if (const auto found = scores_.find(measure); found != scores_.end()) return &found->second;
  if (auto ok = affordable(measure, size_); !ok) return ok.error();
  const auto begin = std::chrono::steady_clock::now();
  const auto bytes = static_cast<std::uint64_t>(measure_bytes(size_));
  auto computed = [&]() -> Result<Scores> {
    if (auto ok = context_.budget.take(bytes, "a measure"); !ok) return ok.error();
    return compute(measure);
  }();
  context_.budget.give_back(bytes);
  if (!computed) return computed.error();
  profile_.nanoseconds += static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin)
          .count());
  const Scores& kept = scores_.emplace(measure, std::move(*computed)).first->second;
  if (auto ok = hold_all(); !ok) return ok.error();
  return &kept;
}

Result<Scores> MeasureGraph::compute(FunctionId measure) {
  Budget& budget = context_.budget;
  const auto numbers = [](const Result<Numbers>& made) -> Result<Scores> {
    if (!made) return made.error();
    return as_scores(*made);
  };
  switch (measure) {
    case FunctionId::Degree:
      return degrees(flat_, Ends::Both, budget);
    case FunctionId::InDegree:
      return degrees(flat_, Ends::In, budget);
    case FunctionId::OutDegree:
      return degrees(flat_, Ends::Out, budget);
    case FunctionId::PageRank:
      return pagerank(flat_, budget);
    case FunctionId::Betweenness:
      return betweenness(flat_, budget);
    case FunctionId::Closeness:
      return closeness(flat_, budget);
    case FunctionId::Component:
      return numbers(components(flat_, budget));
    case FunctionId::KCore:
      return numbers(cores(flat_, budget));
    case FunctionId::Community:
      return numbers(communities(flat_, budget));
    default:
      return Error{ErrorCode::Internal, "no measure of this name is computed for all nodes"};
  }
}

Result<std::uint32_t> MeasureGraph::number_of(const BoundExpression& call,
                                              const Value& value) const {
  if (value.is_null()) return kOutside;
  if (value.type() != ValueType::Node) {
    return wrong_type(function_info(call.function).name, "a node", value);
  }
  const NodeId node = value.node();
  if (node.type().value >= numbers_.size()) return kOutside;
  const std::vector<std::uint32_t>& of_type = numbers_[node.type().value];
  return node.offset() < of_type.size() ? of_type[node.offset()] : kOutside;
}

Result<void> MeasureGraph::lookup(const BoundExpression& call, const std::vector<Value>& nodes,
                                  std::vector<Value>& out) {
  auto all = scores(call.function);
  if (!all) return all.error();
  const bool whole = is_whole_number(call.function, graph_.weight.has_value());
  for (const Value& node : nodes) {
    auto number = number_of(call, node);
    if (!number) return number.error();
    out.push_back(*number == kOutside ? Value() : number_value((**all)[*number], whole));
  }
  return {};
}

// Rows with one source are answered by one search, in whatever order they come.
Result<void> MeasureGraph::paths(const BoundExpression& call,
                                 std::span<const std::vector<Value>> ends,
                                 std::vector<Value>& out) {
  struct Asked {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    std::size_t at = 0;
  };
  std::vector<Asked> rows;
  const std::size_t first = out.size();
  out.resize(first + ends[0].size());
  for (std::size_t i = 0; i < ends[0].size(); ++i) {
    auto source = number_of(call, ends[0][i]);
    if (!source) return source.error();
    auto target = number_of(call, ends[1][i]);
    if (!target) return target.error();
    if (*source != kOutside && *target != kOutside) rows.push_back({*source, *target, first + i});
  }
  if (rows.empty()) return {};
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Asked& a, const Asked& b) { return a.source < b.source; });
  const bool whole = is_whole_number(FunctionId::Distance, graph_.weight.has_value());
  const auto begin = std::chrono::steady_clock::now();
  if (!searches_) {
    if (auto ok = affordable(call.function, size_); !ok) return ok;
    auto made = ShortestPaths::make(flat_, context_.budget);
    if (!made) return made.error();
    searches_ = std::move(*made);
  }
  for (const Asked& row : rows) {
    if (row.source != source_) {
      source_ = kOutside;
      if (auto done = searches_->search(row.source, context_.budget); !done) return done;
      source_ = row.source;
    }
    if (call.function == FunctionId::CheapestPath) {
      const std::vector<std::uint32_t> path = searches_->path_to(row.target);
      if (!path.empty()) out[row.at] = path_value(path);
      continue;
    }
    const double distance = searches_->distances()[row.target];
    if (std::isfinite(distance)) out[row.at] = number_value(distance, whole);
  }
  profile_.nanoseconds += static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin)
          .count());
  return {};
}

Value MeasureGraph::path_value(const std::vector<std::uint32_t>& nodes) const {
  PathValue path;
  for (const std::uint32_t node : nodes) path.nodes.push_back(nodes_[node]);
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    path.edges.push_back(lightest(nodes[i - 1], nodes[i]).edge);
  }
  return Value::path(std::move(path));
}

// There is an edge that leads from one to the other.
const MeasureGraph::Gathered& MeasureGraph::lightest(std::uint32_t from, std::uint32_t to) const {
  const auto first_of = [&](std::uint32_t a, std::uint32_t b) {
    return std::lower_bound(edges_.begin(), edges_.end(), std::pair(a, b),
                            [](const Gathered& edge, const auto& pair) {
                              return std::pair(edge.from, edge.to) < pair;
                            });
  };
  auto along = first_of(from, to);
  const bool has_along = along != edges_.end() && along->from == from && along->to == to;
  auto against = first_of(to, from);
  while (against != edges_.end() && against->from == to && against->to == from &&
         !against->both_ways) {
    ++against;
  }
  const bool has_against = against != edges_.end() && against->from == to && against->to == from;
  if (has_along && (!has_against || along->weight <= against->weight)) return *along;
  return *against;
}

}  // namespace sarye
