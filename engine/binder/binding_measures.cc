// Measures: pagerank(f OVER { ... } BY w). The graph of a measure is bound by itself, like a query
// of its own, because it is the same for every row; calls over the same text share it.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

// Nodes that no edge of the MATCH brings along: alone, or at the end of a pattern of no hop.
bool brought_by_edge(const BoundMatch& match, std::size_t node) {
  return std::any_of(match.edges.begin(), match.edges.end(), [&](const PatternEdge& edge) {
    return (edge.from == node || edge.to == node) && (!edge.quantified || edge.min_hops > 0);
  });
}

bool holds_graph_parts(const StaticType& type) {
  return type.open() || type.kind == Kind::Node || type.kind == Kind::Edge ||
         type.kind == Kind::Path ||
         (type.kind == Kind::List && holds_graph_parts(type.element_type()));
}

ast::MatchClause all_nodes(TextPlace place) {
  ast::MatchClause match;
  match.place = place;
  ast::PathPattern path;
  path.place = place;
  path.nodes.emplace_back().place = place;
  match.paths.push_back(std::move(path));
  return match;
}

ast::MatchClause all_edges(TextPlace place) {
  ast::MatchClause match = all_nodes(place);
  match.paths[0].nodes.emplace_back().place = place;
  ast::EdgePattern edge;
  edge.place = place;
  edge.direction = ast::Direction::Right;
  match.paths[0].edges.push_back(std::move(edge));
  return match;
}

}  // namespace

Result<BoundExpression> Binding::measure(const FunctionInfo& info, const ast::Expression& e,
                                         const Place& at) {
  const std::string name(info.name);
  if (at.documents) {
    return semantic("UnsupportedStatement", e.place, name + " cannot choose documents",
                    "a measure is of the nodes of a MATCH");
  }
  if (e.over && e.over->weight && !takes_weight(info.id)) {
    return semantic("UnexpectedSyntax", e.over->weight->place,
                    name + " takes no weights: it asks only which nodes are joined",
                    "leave BY out; to leave edges out, write WHERE inside of the braces");
  }
  BoundExpression out;
  out.kind = ExprKind::Measure;
  out.place = e.place;
  out.function = info.id;
  if (auto ok = operands(e, at, out); !ok) return ok.error();
  if (auto ok = check_arguments(info, e, out); !ok) return ok.error();
  auto graph = measured_graph(e);
  if (!graph) return graph.error();
  out.index = *graph;
  std::vector<FunctionId>& asked = out_.graphs[*graph].measures;
  if (std::find(asked.begin(), asked.end(), info.id) == asked.end()) asked.push_back(info.id);
  out.type = info.result;
  if (info.result == Kind::Number)
    out.type = e.over && e.over->weight ? Kind::Float : Kind::Integer;
  return out;
}

Result<std::uint16_t> Binding::measured_graph(const ast::Expression& call) {
  std::string key;
  if (call.over) key = call.over->graph_text + '\0' + call.over->weight_text;
  for (const std::uint16_t set : from_) key += '\0' + std::to_string(set);
  const auto known = std::find(graph_keys_.begin(), graph_keys_.end(), key);
  if (known != graph_keys_.end()) return static_cast<std::uint16_t>(known - graph_keys_.begin());

  BoundGraph out;
  out.filtered = !from_.empty();
  Scope outer = std::exchange(scope_, {});
  const std::vector<Slot> citable = citable_;
  const Scope* const outside = outside_;
  const Scope visible = outside != nullptr ? Scope::over(outer, *outside) : outer;
  outside_ = &visible;
  const Result<void> bound = call.over ? graph_of(*call.over, out) : whole_graph(call.place, out);
  outside_ = outside;
  citable_ = citable;
  scope_ = std::move(outer);
  if (!bound) return bound.error();
  graph_keys_.push_back(std::move(key));
  out_.graphs.push_back(std::move(out));
  return static_cast<std::uint16_t>(out_.graphs.size() - 1);
}

Result<void> Binding::whole_graph(TextPlace place, BoundGraph& out) {
  const std::size_t notices = out_.notices.size();
  for (const ast::MatchClause& written : {all_nodes(place), all_edges(place)}) {
    scope_ = {};
    auto bound = match(written);
    if (!bound) return bound.error();
    if (bound->edges.empty()) {
      out.sources.push_back({bound->nodes[0].slot, false});
    } else {
      const PatternEdge& edge = bound->edges[0];
      out.sources.push_back({edge.slot, edge.direction == EdgeDirection::Either});
    }
    out.parts.emplace_back().clauses.emplace_back(std::move(*bound));
  }
  out_.notices.resize(notices);  // nobody wrote the arrow that they would be about
  return {};
}

Result<void> Binding::graph_of(const ast::MeasuredGraph& written, BoundGraph& out) {
  out.text = written.graph_text;
  out.weight_text = written.weight_text;
  BoundPart& part = out.parts.emplace_back();
  if (!written.graph.operators.empty()) {
    return semantic("UnexpectedSyntax", written.graph.place,
                    "the graph of a measure is what one query finds",
                    "write the relations as alternatives: -[:SUPPLIES|PARTNERS_WITH]-");
  }
  const ast::SubqueryPart& query = written.graph.parts[0];
  for (const ast::Clause& one : query.clauses) {
    if (auto ok = clause(one, part); !ok) return ok;
  }
  if (query.result) {
    const ast::ReturnClause& result = *query.result;
    if (result.cite) {
      return semantic("UnexpectedSyntax", result.cite->place,
                      "CITE stands at the end of a query only");
    }
    auto bound = projection(result.projection, true, nullptr, nullptr);
    if (!bound) return bound.error();
    for (const BoundColumn& column : bound->columns) {
      const StaticType& type = column.expression.type;
      if (holds_graph_parts(type)) continue;
      return semantic(
          "InvalidArgumentType", bound->place,
          "a graph is made of nodes, edges and paths; " + column.name + " is " + describe(type),
          "RETURN inside of OVER names variables of the pattern");
    }
    part.clauses.emplace_back(std::move(*bound));
  }
  graph_sources(part, out);
  if (out.sources.empty()) {
    return semantic("UnexpectedSyntax", written.graph.place,
                    "the braces bind no node and no edge, so there is no graph",
                    "OVER { (:Firm)-[:SUPPLIES]->(:Firm) }");
  }
  return written.weight ? graph_weight(*written.weight, out) : Result<void>();
}

// What is there at the end of the part: after its last WITH or RETURN the columns, and what later
// MATCHes bind, named or not.
void Binding::graph_sources(const BoundPart& part, BoundGraph& out) {
  std::vector<Slot> without_arrow;
  const auto add = [&](Slot slot) {
    const bool known = std::any_of(out.sources.begin(), out.sources.end(),
                                   [&](const auto& source) { return source.slot == slot; });
    if (known || !holds_graph_parts(type_of(slot))) return;
    const bool both =
        std::find(without_arrow.begin(), without_arrow.end(), slot) != without_arrow.end();
    out.sources.push_back({slot, both});
  };
  for (const BoundClause& each : part.clauses) {
    if (const auto* columns = std::get_if<BoundProjection>(&each)) {
      out.sources.clear();
      for (const BoundColumn& column : columns->columns) add(column.slot);
      continue;
    }
    const auto* match = std::get_if<BoundMatch>(&each);
    if (match == nullptr) continue;
    const auto undirected = [&](std::uint16_t edge) {
      return match->edges[edge].direction == EdgeDirection::Either;
    };
    for (const PatternEdge& edge : match->edges) {
      if (edge.direction == EdgeDirection::Either) without_arrow.push_back(edge.slot);
      add(edge.slot);
    }
    for (std::size_t i = 0; i < match->nodes.size(); ++i) {
      if (!brought_by_edge(*match, i)) add(match->nodes[i].slot);
    }
    for (const PatternPath& path : match->paths) {
      if (path.slot != kNoSlot && std::all_of(path.edges.begin(), path.edges.end(), undirected)) {
        without_arrow.push_back(path.slot);
      }
    }
  }
}

Result<void> Binding::graph_weight(const ast::Expression& written, BoundGraph& out) {
  std::size_t several = 0;
  for (const BoundGraph::Source& source : out.sources) {
    const StaticType& type = type_of(source.slot);
    if (type.kind == Kind::Node) continue;
    if (type.kind == Kind::Edge) out.weighed = source.slot;
    several += type.kind == Kind::Edge ? 1 : 2;  // a path or a list may be many
  }
  if (several != 1) {
    return semantic("UnsupportedStatement", written.place,
                    several == 0 ? "BY weighs an edge, and the braces bind none"
                                 : "BY weighs one edge of each row, and the braces bind several",
                    "write one edge: OVER { (a)-[r:SUPPLIES]->(b) WHERE ... }, or RETURN the one "
                    "that counts");
  }
  Place at;
  at.why_no_aggregate = "in BY";
  auto weight = expression(written, at);
  if (!weight) return weight.error();
  if (!weight->type.may_be_number()) {
    return semantic("InvalidArgumentType", written.place,
                    "BY needs a number, this is " + describe(weight->type));
  }
  out.weight_slot = new_slot("", Kind::Number);
  out.weight = std::move(*weight);
  return {};
}

Error Binding::not_of_the_graph(const ast::Name& name) const {
  return semantic("VariableAlreadyBound", name.place,
                  name.text +
                      " is a variable of the query around; the graph of a measure is the "
                      "same for all rows",
                  "give the braces variables of their own, or none: OVER { (:Firm)-[]-(:Firm) }");
}

}  // namespace sarye::binding
