// TRACE a TO b: two ends, what may lie between them, and the columns that a chain has.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

constexpr std::uint32_t kDefaultHops = 6;
constexpr std::uint32_t kMostHops = 100;
constexpr std::int64_t kDefaultTop = 3;

// The first name in the label, left to right, for which `fits` is true.
template <typename F>
const ast::Name* find_name(const ast::LabelExpression& label, const F& fits) {
  if (label.kind == ast::LabelExpression::Kind::Name) {
    return fits(label.name) ? &label.name : nullptr;
  }
  for (const ast::LabelExpression& operand : label.operands) {
    if (const ast::Name* found = find_name(operand, fits)) return found;
  }
  return nullptr;
}

}  // namespace

Result<BoundQuery> Binding::trace(const ast::Trace& written) {
  if (written.from) {
    auto set = document_set(*written.from);
    if (!set) return set.error();
    from_.push_back(intern(std::move(*set)));
  }
  BoundTrace bound;
  if (auto ok = trace_ends(written, bound); !ok) return ok.error();
  if (written.through) {
    if (auto ok = through(*written.through, bound); !ok) return ok.error();
  }
  if (auto ok = evidence(written.evidence, bound.match); !ok) return ok.error();
  trace_measures(bound);
  if (written.where) {
    auto ok = condition(*written.where, bound.match.predicates, "in WHERE");
    if (!ok) return ok.error();
  }
  auto top = row_count(written.top, "TOP");
  if (!top) return top.error();
  bound.top = *top ? std::move(**top) : literal(Value(kDefaultTop));
  citable_.push_back(bound.match.edges[0].slot);

  const ast::Cite* cite = written.cite ? &*written.cite : nullptr;
  auto result = written.projection ? projection(*written.projection, true, nullptr, cite)
                                   : trace_columns(written, bound);
  if (!result) return result.error();
  BoundPart part;
  part.clauses.emplace_back(std::move(bound));
  part.clauses.emplace_back(std::move(*result));
  out_.parts.push_back(std::move(part));
  const auto& columns = std::get<BoundProjection>(out_.parts[0].clauses.back());
  for (const BoundColumn& column : columns.columns) {
    out_.columns.emplace_back(column.name, column.slot);
  }
  out_.cite = columns.cite;
  return std::move(out_);
}

// Both ends, and the edge of several hops between them.
Result<void> Binding::trace_ends(const ast::Trace& written, BoundTrace& out) {
  BoundMatch& match = out.match;
  match.place = written.place;
  Written nodes;
  for (const ast::NodePattern* end : {&written.start, &written.end}) {
    auto index = node(*end, true, match);
    if (!index) return index.error();
    nodes.nodes.emplace_back(end, *index);
  }
  if (match.nodes.size() != 2) {
    return semantic("VariableAlreadyBound", written.end.variable->place,
                    written.end.variable->text + " stands at both ends of TRACE",
                    "a chain visits no node twice: give the other end another name");
  }
  PatternEdge edge;
  edge.place = written.start.place;
  edge.place.byte_end = written.end.place.byte_end;
  edge.direction = EdgeDirection::Right;
  edge.from = 0;
  edge.to = 1;
  edge.families = wildcard_families();
  edge.quantified = true;
  edge.max_hops = kDefaultHops;
  if (written.within) {
    if (*written.within < 1 || *written.within > kMostHops) {
      return semantic("InvalidArgumentValue", written.within_place,
                      "WITHIN takes 1 to " + std::to_string(kMostHops) + " hops",
                      "WITHIN 5 HOPS; without WITHIN a chain has at most 6");
    }
    edge.max_hops = static_cast<std::uint32_t>(*written.within);
  }
  edge.slot = new_slot("", StaticType::list_of(StaticType::edge({})));
  match.edges.push_back(std::move(edge));

  if (written.variable && scope_.find(written.variable->text) != kNoSlot) {
    return semantic("VariableAlreadyBound", written.variable->place,
                    written.variable->text + " is bound already", "give the chain another name");
  }
  const std::string name = written.variable ? written.variable->text : "chain";
  out.path = new_slot(name, Kind::Path);
  if (scope_.find(name) == kNoSlot) scope_.add(name, out.path);
  const TextPlace between = match.edges[0].place;
  auto ok = details(nodes, match);
  if (ok || ok.error().name != "ImpossiblePattern") return ok;
  Error error = ok.error();
  if (error.place && error.place->byte_begin == between.byte_begin &&
      error.place->byte_end == between.byte_end) {
    error.message = "no chain leads from such a node to such a node";
    error.hint = "a chain runs over what texts state; MENTIONS, IN and CITES are no part of it";
    if (match.edges[0].max_hops == 1) {
      error.message += " in one hop";
      error.hint = "no relation joins them; give the chain more hops";
    }
  }
  return error;
}

// What a chain is ranked by has names of its own, where the ends leave them free.
void Binding::trace_measures(BoundTrace& out) {
  const auto add = [&](const char* name, Kind kind) {
    const Slot slot = new_slot(name, kind);
    if (scope_.find(name) == kNoSlot) scope_.add(name, slot);
    return slot;
  };
  out.support = add("support", Kind::Integer);
  out.confidence = add("confidence", Kind::Float);
  out.hops = add("hops", Kind::Integer);
}

Result<void> Binding::through(const ast::LabelExpression& label, BoundTrace& out) {
  const ast::Name* relation = find_name(label, [&](const ast::Name& name) {
    const bool is_type = ontology_.find_type(name.text) != nullptr ||
                         ontology_.find_type_any_case(name.text) != nullptr;
    return !is_type && (ontology_.find_relation(name.text) != nullptr ||
                        ontology_.find_relation_any_case(name.text) != nullptr);
  });
  if (relation != nullptr) {
    return semantic("UnknownType", relation->place,
                    "THROUGH names types of nodes, and " + relation->text + " is a relation",
                    "WHERE all(r IN relationships(p) WHERE type(r) IN ['" + relation->text +
                        "']), with TRACE p = ... TO ...");
  }
  auto types = types_of(label);
  if (!types) return types.error();
  out.through = std::move(*types);
  return {};
}

// Without RETURN: the chain, what it was ranked by, and the document that IN SAME names.
Result<BoundProjection> Binding::trace_columns(const ast::Trace& written, const BoundTrace& bound) {
  BoundProjection out;
  out.place = written.place;
  out.is_return = true;
  std::vector<Slot> slots = {bound.path, bound.support, bound.confidence, bound.hops};
  if (bound.match.shared && bound.match.shared->alias != kNoSlot) {
    slots.push_back(bound.match.shared->alias);
  }
  Scope after;
  for (const Slot slot : slots) {
    const std::string& name = out_.slots[slot].name;
    if (after.find(name) != kNoSlot) {
      return semantic("ColumnNameConflict", written.place, "two columns are called " + name,
                      "rename what TRACE or AS names, or say what to RETURN");
    }
    after.add(name, slot);
    out.columns.push_back({slot, name, variable(slot, type_of(slot))});
  }
  if (written.cite) {
    const Scope before = scope_;
    if (auto ok = bind_cite(*written.cite, before, after, out); !ok) return ok.error();
  }
  return out;
}

}  // namespace sarye::binding
