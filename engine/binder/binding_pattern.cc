// Patterns: which variables they bind, what their elements ask for.
#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

Error conflict(const ast::Name& name, const StaticType& type, std::string_view wanted) {
  return semantic(
      "VariableTypeConflict", name.place,
      name.text + " is " + describe(type) + " already; here it would be " + std::string(wanted),
      "give one of the two another name");
}

std::vector<TypeId> intersect(const std::vector<TypeId>& a, const std::vector<TypeId>& b) {
  std::vector<TypeId> out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

}  // namespace

Result<BoundMatch> Binding::match(const ast::MatchClause& clause) {
  BoundMatch out;
  out.place = clause.place;
  out.optional = clause.optional;
  Written written;
  for (const ast::PathPattern& pattern : clause.paths) {
    if (auto ok = path(pattern, true, out, written); !ok) return ok.error();
  }
  if (auto ok = details(written, out); !ok) return ok.error();
  if (auto ok = evidence(clause.evidence, out); !ok) return ok.error();
  if (clause.where) {
    const std::size_t own = out.predicates.size();
    const std::size_t subqueries = out_.subqueries.size();
    if (auto ok = condition(*clause.where, out.predicates, "in WHERE"); !ok) return ok.error();
    const bool asks_more = out_.subqueries.size() != subqueries;
    if (clause.optional && !asks_more) note_foreign_where(*clause.where, own, out);
  }
  for (const PatternEdge& edge : out.edges) citable_.push_back(edge.slot);
  return out;
}

// Of an OPTIONAL MATCH, WHERE decides what is found, never which rows stay. One that names nothing
// of what is found was probably meant for the rows.
void Binding::note_foreign_where(const ast::Expression& where, std::size_t first,
                                 const BoundMatch& bound) {
  const auto is_own = [&](Slot slot) {
    return std::any_of(bound.nodes.begin(), bound.nodes.end(),
                       [&](const PatternNode& n) { return n.slot == slot && !n.bound_before; }) ||
           std::any_of(bound.edges.begin(), bound.edges.end(),
                       [&](const PatternEdge& e) { return e.slot == slot && !e.bound_before; }) ||
           std::any_of(bound.paths.begin(), bound.paths.end(),
                       [&](const PatternPath& p) { return p.slot == slot; }) ||
           (bound.shared && bound.shared->alias == slot);
  };
  for (std::size_t i = first; i < bound.predicates.size(); ++i) {
    for (const Slot slot : slots_of(bound.predicates[i])) {
      if (is_own(slot)) return;
    }
  }
  out_.notices.push_back(
      {"this WHERE names nothing that OPTIONAL MATCH finds, so it drops no row; "
       "to drop rows write WITH ... WHERE ... behind it",
       where.place});
}

Result<BoundSubquery> Binding::pattern_condition(const ast::PathPattern& pattern) {
  BoundSubquery out;
  BoundMatch match;
  match.place = pattern.place;
  Written written;
  if (auto ok = path(pattern, false, match, written); !ok) return ok.error();
  if (auto ok = details(written, match); !ok) return ok.error();
  if (auto ok = evidence({}, match); !ok) return ok.error();
  out.part.clauses.emplace_back(std::move(match));
  return out;
}

Result<void> Binding::path(const ast::PathPattern& pattern, bool introduces, BoundMatch& out,
                           Written& written) {
  PatternPath bound;
  bound.search = static_cast<PathSearch>(pattern.search);
  if (bound.search != PathSearch::None &&
      (pattern.edges.size() != 1 || !pattern.edges[0].quantifier)) {
    return semantic("UnsupportedStatement", pattern.place,
                    "SHORTEST goes over one quantified edge between two nodes",
                    "ANY SHORTEST (a)-[*1..6]-(b)");
  }
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) {
    auto index = node(pattern.nodes[i], introduces, out);
    if (!index) return index.error();
    bound.nodes.push_back(*index);
    written.nodes.emplace_back(&pattern.nodes[i], *index);
    if (i == 0) continue;
    auto between = edge(pattern.edges[i - 1], pattern, introduces, out);
    if (!between) return between.error();
    PatternEdge& joined = out.edges[*between];
    joined.from = bound.nodes[i - 1];
    joined.to = bound.nodes[i];
    bound.edges.push_back(*between);
    written.edges.emplace_back(&pattern.edges[i - 1], *between);
  }
  if (pattern.variable) {
    const ast::Name& name = *pattern.variable;
    if (is_outside(name.text)) return not_of_the_graph(name);
    if (scope_.find(name.text) != kNoSlot) {
      return semantic("VariableAlreadyBound", name.place, name.text + " is bound already",
                      "give the path another name");
    }
    bound.slot = new_slot(name.text, Kind::Path);
    scope_.add(name.text, bound.slot);
  }
  out.paths.push_back(std::move(bound));
  return {};
}

Result<std::uint16_t> Binding::node(const ast::NodePattern& pattern, bool introduces,
                                    BoundMatch& out) {
  PatternNode bound;
  bound.place = pattern.place;
  if (pattern.variable) {
    const ast::Name& name = *pattern.variable;
    if (is_outside(name.text) && scope_.find(name.text) == kNoSlot) return not_of_the_graph(name);
    bound.named = true;
    bound.slot = scope_.find(name.text);
    if (bound.slot != kNoSlot) {
      const StaticType& type = type_of(bound.slot);
      if (!type.may_be(Kind::Node)) return conflict(name, type, "a node");
      for (std::size_t i = 0; i < out.nodes.size(); ++i) {
        if (out.nodes[i].slot == bound.slot) return static_cast<std::uint16_t>(i);
      }
      bound.bound_before = true;
      bound.any_type = type.node_types.empty();
      bound.types = type.node_types;
    } else if (!introduces) {
      return semantic("UndefinedVariable", name.place,
                      "nothing is called " + name.text + " here, and a condition binds nothing",
                      "EXISTS { ... } may name what it finds");
    }
  }
  if (bound.slot == kNoSlot) {
    bound.slot = new_slot(pattern.variable ? pattern.variable->text : "", Kind::Node);
    if (pattern.variable) scope_.add(pattern.variable->text, bound.slot);
  }
  out.nodes.push_back(std::move(bound));
  return static_cast<std::uint16_t>(out.nodes.size() - 1);
}

Result<std::uint16_t> Binding::edge(const ast::EdgePattern& pattern, const ast::PathPattern& path,
                                    bool introduces, BoundMatch& out) {
  PatternEdge bound;
  bound.place = pattern.label ? pattern.label->place : pattern.place;
  bound.direction = static_cast<EdgeDirection>(pattern.direction);
  bound.trail = path.mode != ast::PathMode::Walk;
  if (auto ok = quantifier(pattern, bound); !ok) return ok.error();
  if (pattern.variable) {
    const ast::Name& name = *pattern.variable;
    if (is_outside(name.text) && scope_.find(name.text) == kNoSlot) return not_of_the_graph(name);
    bound.named = true;
    bound.slot = scope_.find(name.text);
    for (const PatternEdge& other : out.edges) {
      if (other.slot != bound.slot || bound.slot == kNoSlot) continue;
      return semantic("RelationshipUniquenessViolation", name.place,
                      name.text + " stands for two edges of one MATCH",
                      "give them two names; no edge is used twice in a MATCH");
    }
    if (bound.slot != kNoSlot) {
      const StaticType& type = type_of(bound.slot);
      const bool fits = bound.quantified
                            ? type.may_be(Kind::List) && type.element_type().may_be(Kind::Edge)
                            : type.may_be(Kind::Edge);
      if (!fits) return conflict(name, type, bound.quantified ? "a list of edges" : "an edge");
      bound.bound_before = true;
    } else if (!introduces) {
      return semantic("UndefinedVariable", name.place,
                      "nothing is called " + name.text + " here, and a condition binds nothing",
                      "EXISTS { ... } may name what it finds");
    }
  }
  if (auto ok = relations(pattern, bound); !ok) return ok.error();
  if (bound.slot == kNoSlot) {
    StaticType type =
        StaticType::edge(bound.any_family ? std::vector<RelationId>{} : bound.families);
    if (bound.quantified) type = StaticType::list_of(std::move(type));
    bound.slot = new_slot(pattern.variable ? pattern.variable->text : "", std::move(type));
    if (pattern.variable) scope_.add(pattern.variable->text, bound.slot);
  }
  out.edges.push_back(std::move(bound));
  return static_cast<std::uint16_t>(out.edges.size() - 1);
}

Result<void> Binding::relations(const ast::EdgePattern& pattern, PatternEdge& out) {
  if (pattern.label) {
    auto found = relations_of(*pattern.label);
    if (!found) return found.error();
    out.any_family = false;
    out.families = std::move(found->families);
    if (!found->kinds.empty()) {
      EvidenceFilter filter;
      filter.kinds = std::move(found->kinds);
      out.filter = intern(filter);
    }
  } else if (out.bound_before) {
    // An edge that is there already may be of a family that a wildcard leaves out.
    const StaticType& type = type_of(out.slot);
    out.families = type.kind == Kind::List ? type.element_type().families : type.families;
    if (out.families.empty()) {
      for (const Relation& relation : ontology_.relations()) {
        if (relation.family == relation.id) out.families.push_back(relation.id);
      }
    }
  } else {
    out.families = wildcard_families();
  }
  const auto symmetric = [&](RelationId family) { return ontology_.relation(family).symmetric; };
  if (out.direction != EdgeDirection::Either && !out.families.empty() &&
      std::all_of(out.families.begin(), out.families.end(), symmetric)) {
    out.direction = EdgeDirection::Either;
    out.symmetric = true;
    out_.notices.push_back(
        {ontology_.relation(out.families[0]).name + " goes both ways: the arrow is not read",
         out.place});
  }
  return {};
}

Result<void> Binding::quantifier(const ast::EdgePattern& pattern, PatternEdge& out) {
  if (!pattern.quantifier) return {};
  const ast::Quantifier& written = *pattern.quantifier;
  const auto hops = [](std::int64_t n) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(n, 0, kUnboundedHops - 1));
  };
  out.quantified = true;
  out.hop_slot = new_slot("", Kind::Edge);
  out.min_hops = written.min ? hops(*written.min) : 1;
  if (written.max) {
    out.max_hops = hops(*written.max);
  } else if (options_.max_hops == 0) {
    out.max_hops = kUnboundedHops;
  } else {
    out.max_hops = std::max(out.min_hops, options_.max_hops);
    out.bounded_by_default = true;
    out_.notices.push_back({"* without an upper bound ends at " + std::to_string(out.max_hops) +
                                " hops; SET max_hops = 0 lifts it",
                            written.place});
  }
  return {};
}

Result<void> Binding::details(const Written& written, BoundMatch& out) {
  for (const auto& [pattern, index] : written.nodes) {
    if (!pattern->label) continue;
    auto types = types_of(*pattern->label);
    if (!types) return types.error();
    PatternNode& bound = out.nodes[index];
    bound.types = bound.any_type ? std::move(*types) : intersect(bound.types, *types);
    bound.any_type = false;
  }
  if (auto ok = narrow_types(out); !ok) return ok.error();
  for (PatternNode& bound : out.nodes) {
    if (bound.bound_before) continue;
    const bool says_nothing = bound.any_type && !ontology_.closed();
    out_.slots[bound.slot].type =
        StaticType::node(says_nothing ? std::vector<TypeId>{} : bound.types);
  }
  for (const auto& [pattern, index] : written.nodes) {
    if (auto ok = node_details(*pattern, out.nodes[index], out); !ok) return ok.error();
  }
  for (const auto& [pattern, index] : written.edges) {
    if (auto ok = edge_details(*pattern, out.edges[index], out); !ok) return ok.error();
  }
  return {};
}

Result<void> Binding::node_details(const ast::NodePattern& pattern, PatternNode& bound,
                                   BoundMatch& out) {
  if (pattern.entity) {
    const bool typed = ontology_.closed() || !bound.any_type;
    auto nodes = entities(*pattern.entity, typed ? &bound.types : nullptr, pattern.entity->place);
    if (!nodes) return nodes.error();
    if (bound.constants) {
      std::vector<NodeId> both;
      std::set_intersection(bound.constants->begin(), bound.constants->end(), nodes->begin(),
                            nodes->end(), std::back_inserter(both));
      *nodes = std::move(both);
    }
    bound.constants = std::move(*nodes);
    bound.constant_text = pattern.entity->kind == ast::ExpressionKind::Parameter
                              ? "$" + pattern.entity->text
                              : "\"" + pattern.entity->text + "\"";
  }
  if (auto ok = properties(pattern.properties, bound.slot, out.predicates); !ok) return ok.error();
  if (!pattern.filter) return {};
  return condition(*pattern.filter, out.predicates, "in WHERE");
}

Result<void> Binding::edge_details(const ast::EdgePattern& pattern, PatternEdge& bound,
                                   BoundMatch& out) {
  if (!bound.quantified) {
    if (auto ok = properties(pattern.properties, bound.slot, out.predicates); !ok) {
      return ok.error();
    }
    if (!pattern.filter) return {};
    return condition(*pattern.filter, out.predicates, "in WHERE");
  }
  // Of a quantified edge they are asked of every hop, under the edge's own name.
  out_.slots[bound.hop_slot].type = StaticType::edge(bound.families);
  const std::size_t subqueries = out_.subqueries.size();
  auto ok = properties(pattern.properties, bound.hop_slot, bound.hop_predicates);
  if (ok && pattern.filter) {
    if (pattern.variable) scope_.add(pattern.variable->text, bound.hop_slot);
    ok = condition(*pattern.filter, bound.hop_predicates, "in WHERE");
    if (pattern.variable) scope_.drop_last();
  }
  if (ok && out_.subqueries.size() != subqueries) {
    return semantic("UnsupportedStatement", pattern.filter ? pattern.filter->place : pattern.place,
                    "a subquery cannot be asked of every hop",
                    "ask it of nodes(p) after the MATCH");
  }
  return ok;
}

Result<void> Binding::properties(std::span<const ast::PropertyEntry> entries, Slot slot,
                                 std::vector<BoundExpression>& out) {
  for (const ast::PropertyEntry& entry : entries) {
    const StaticType& type = type_of(slot);
    auto property = property_of_type(type, entry.key.text, entry.key.place);
    if (!property) return property.error();
    BoundExpression left;
    left.kind = ExprKind::Property;
    left.place = entry.key.place;
    left.property = std::move(*property);
    left.type = property_type(type, left.property);
    left.operands.push_back(variable(slot, type));
    Place at;
    at.why_no_aggregate = "in a pattern";
    auto right = expression(entry.value, at);
    if (!right) return right.error();
    BoundExpression equal;
    equal.kind = ExprKind::Compare;
    equal.type = Kind::Boolean;
    equal.place = entry.key.place;
    equal.operands.push_back(std::move(left));
    equal.operands.push_back(std::move(*right));
    out.push_back(std::move(equal));
  }
  return {};
}

}  // namespace sarye::binding
