#include "engine/planner/measure_cost.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "engine/planner/cost.h"

namespace sarye {
namespace {

bool has(const std::vector<TypeId>& types, TypeId type) {
  return std::binary_search(types.begin(), types.end(), type);
}

bool has(const std::vector<RelationId>& families, RelationId family) {
  return std::binary_search(families.begin(), families.end(), family);
}

class Sizing {
 public:
  Sizing(const BoundQuery& query, const Catalog& catalog, double rows)
      : catalog_(catalog), estimate_(query, catalog), rows_(rows) {}

  void add(const BoundMatch& match) {
    std::vector<bool> joined(match.nodes.size(), false);
    for (const PatternEdge& edge : match.edges) {
      joined[edge.from] = joined[edge.to] = true;
      add(edge, match);
    }
    for (std::size_t i = 0; i < match.nodes.size(); ++i) {
      if (!joined[i]) lone_ += std::min(rows_, estimate_.nodes(match.nodes[i].types));
    }
  }

  GraphSize size() const {
    GraphSize out;
    double stored = 0;
    for (const auto& [table, edges] : tables_) stored += edges;
    out.edges = std::min(edges_, stored);
    out.arcs = edges_ > 0 ? arcs_ * out.edges / edges_ : 0;
    double ends = 0;
    for (const TypeId type : ends_) ends += static_cast<double>(catalog_.node_count(type));
    out.nodes = std::min(ends, 2 * out.edges);
    out.nodes = std::max(out.nodes, lone_);
    return out;
  }

 private:
  void add(const PatternEdge& edge, const BoundMatch& match) {
    const std::vector<TypeId>& left = match.nodes[edge.from].types;
    const std::vector<TypeId>& right = match.nodes[edge.to].types;
    const double share = estimate_.evidence(edge.filter, match.tests);
    double fitting = 0;
    double arcs = 0;
    for (const EdgeTableInfo& table : catalog_.edge_tables()) {
      if (!has(edge.families, table.family)) continue;
      const bool both = edge.direction == EdgeDirection::Either ||
                        catalog_.ontology().relation(table.family).symmetric;
      const bool along = has(left, table.from) && has(right, table.to);
      const bool against = has(left, table.to) && has(right, table.from);
      const bool fits = edge.quantified || (edge.direction != EdgeDirection::Left && along) ||
                        ((edge.direction == EdgeDirection::Left || both) && against);
      if (!fits) continue;
      const double edges = static_cast<double>(table.edges) * share;
      tables_[table.id.value] = std::max(tables_[table.id.value], edges);
      fitting += edges;
      arcs += both ? 2 * edges : edges;
      ends_.insert(table.from);
      ends_.insert(table.to);
    }
    const double hops = edge.quantified ? std::min<double>(edge.max_hops, 6) : 1;
    const double found = std::min(fitting, rows_ * hops);
    edges_ += found;
    if (fitting > 0) arcs_ += arcs * found / fitting;
  }

  const Catalog& catalog_;
  Estimator estimate_;
  double rows_;
  double edges_ = 0;
  double arcs_ = 0;
  double lone_ = 0;
  std::map<std::uint16_t, double> tables_;
  std::set<TypeId> ends_;
};

}  // namespace

GraphSize estimated_size(const BoundGraph& graph, const BoundQuery& query, const Catalog& catalog,
                         double rows) {
  Sizing sizing(query, catalog, rows);
  for (const BoundPart& part : graph.parts) {
    for (const BoundClause& clause : part.clauses) {
      if (const auto* match = std::get_if<BoundMatch>(&clause)) sizing.add(*match);
    }
  }
  return sizing.size();
}

double measure_steps(FunctionId measure, const GraphSize& size, bool weighted) {
  const double once = size.nodes + size.arcs;
  const double search = weighted ? 3 * once : once;  // with weights the nodes wait in a heap
  constexpr double kRounds = 100;                    // of PageRank; communities seldom need a fifth
  switch (measure) {
    case FunctionId::Betweenness:
    case FunctionId::Closeness:
      return size.nodes * search;
    case FunctionId::PageRank:
      return kRounds * once;
    case FunctionId::Community:
      return kRounds / 5 * once;
    case FunctionId::Distance:
    case FunctionId::CheapestPath:
      return search;
    default:
      return once;
  }
}

double measure_bytes(const GraphSize& size) {
  return 96 * size.nodes + 32 * size.arcs;
}

double graph_bytes(const GraphSize& size) {
  return 32 * size.nodes + 72 * size.edges;
}

std::string count_text(double count) {
  if (count >= 1e15) return "very many";
  const std::string digits = std::to_string(std::llround(std::ceil(count - 1e-9)));
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string steps_text(double steps) {
  if (steps < 1e6) return count_text(steps);
  const bool giga = steps >= 1e9;
  const double scaled = steps / (giga ? 1e9 : 1e6);
  if (scaled >= 100) return count_text(scaled) + (giga ? " G" : " M");
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f %c", scaled, giga ? 'G' : 'M');
  return buffer;
}

}  // namespace sarye
