#include "engine/planner/match_clauses.h"

#include <algorithm>
#include <iterator>

#include "engine/planner/expressions.h"

namespace sarye {

namespace {

// A constant, a variable or a property of a node or an edge: there on any row, if only as null.
bool is_there(const BoundExpression& e) {
  switch (e.kind) {
    case ExprKind::Literal:
    case ExprKind::Parameter:
    case ExprKind::Variable:
      return true;
    case ExprKind::Property: {
      const BoundExpression& of = e.operands[0];
      return of.kind == ExprKind::Variable &&
             (of.type.kind == StaticType::Kind::Node || of.type.kind == StaticType::Kind::Edge);
    }
    default:
      return false;
  }
}

// Whether it is true, false or null on any row, and never an error: then it does not matter which
// rows it sees.
bool never_fails(const BoundExpression& e) {
  switch (e.kind) {
    case ExprKind::And:
    case ExprKind::Or:
    case ExprKind::Xor:
    case ExprKind::Not:
      return std::all_of(e.operands.begin(), e.operands.end(), never_fails);
    case ExprKind::HasType:
    case ExprKind::Compare:
    case ExprKind::Contains:
    case ExprKind::StartsWith:
    case ExprKind::EndsWith:
    case ExprKind::IsNull:
    case ExprKind::IsNotNull:
      return std::all_of(e.operands.begin(), e.operands.end(), is_there);
    case ExprKind::Literal:
      return e.type.kind == StaticType::Kind::Boolean;
    default:
      return false;
  }
}

bool is_plain(const BoundMatch& match) {
  return !match.optional && !match.shared &&
         std::none_of(match.nodes.begin(), match.nodes.end(),
                      [](const PatternNode& node) { return node.mentions.has_value(); }) &&
         std::none_of(match.paths.begin(), match.paths.end(),
                      [](const PatternPath& path) { return path.search != PathSearch::None; });
}

// `last`: nothing comes behind it, so what it asks by a subquery is asked of the same rows.
bool conditions_never_fail(const BoundMatch& match, bool last) {
  return std::all_of(match.predicates.begin(), match.predicates.end(),
                     [last](const BoundExpression& e) {
                       return never_fails(e) || (last && has_subquery(e));
                     }) &&
         std::all_of(match.edges.begin(), match.edges.end(), [](const PatternEdge& edge) {
           return std::all_of(edge.hop_predicates.begin(), edge.hop_predicates.end(), never_fails);
         });
}

bool fills(const BoundMatch& match, Slot slot) {
  return std::any_of(match.edges.begin(), match.edges.end(),
                     [slot](const PatternEdge& edge) { return edge.slot == slot; });
}

// What both clauses ask of one node.
bool narrow(PatternNode& node, const PatternNode& other) {
  if (node.constants && other.constants) return false;
  std::vector<TypeId> types;
  std::set_intersection(node.types.begin(), node.types.end(), other.types.begin(),
                        other.types.end(), std::back_inserter(types));
  node.types = std::move(types);
  node.any_type = node.any_type && other.any_type;
  node.named = node.named || other.named;
  if (other.constants) {
    node.constants = other.constants;
    node.constant_text = other.constant_text;
  }
  return true;
}

}  // namespace

std::optional<BoundMatch> taken_together(const BoundMatch& first, const BoundMatch& second) {
  if (!is_plain(first) || !is_plain(second) || !(first.tests == second.tests)) return std::nullopt;
  if (!conditions_never_fail(first, false) || !conditions_never_fail(second, true)) {
    return std::nullopt;
  }
  BoundMatch out = first;
  std::uint16_t clause = 0;
  for (const PatternEdge& edge : first.edges) {
    clause = std::max(clause, static_cast<std::uint16_t>(edge.written_in + 1));
  }
  std::vector<std::uint16_t> place;  // of the second's nodes in `out`
  bool joined = false;
  for (const PatternNode& node : second.nodes) {
    const auto same =
        std::find_if(out.nodes.begin(), out.nodes.end(),
                     [&](const PatternNode& other) { return other.slot == node.slot; });
    place.push_back(static_cast<std::uint16_t>(same - out.nodes.begin()));
    if (same == out.nodes.end()) {
      out.nodes.push_back(node);
    } else if (place.back() >= first.nodes.size() || !narrow(*same, node)) {
      return std::nullopt;
    } else {
      joined = true;
    }
  }
  if (!joined || second.edges.empty()) return std::nullopt;
  const auto edges_before = static_cast<std::uint16_t>(out.edges.size());
  for (PatternEdge edge : second.edges) {
    if (fills(first, edge.slot)) return std::nullopt;
    edge.from = place[edge.from];
    edge.to = place[edge.to];
    edge.written_in = clause;
    out.edges.push_back(std::move(edge));
  }
  for (PatternPath path : second.paths) {
    for (std::uint16_t& node : path.nodes) node = place[node];
    for (std::uint16_t& edge : path.edges) edge = static_cast<std::uint16_t>(edge + edges_before);
    out.paths.push_back(std::move(path));
  }
  out.predicates.insert(out.predicates.end(), second.predicates.begin(), second.predicates.end());
  return out;
}

}  // namespace sarye
