// The subqueries of EXISTS, COUNT and pattern conditions, and lists that ask subqueries about their
// elements.
#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

BoundExpression is_null(BoundExpression operand) {
  BoundExpression out;
  out.kind = ExprKind::IsNull;
  out.type = Kind::Boolean;
  out.place = operand.place;
  out.operands.push_back(std::move(operand));
  return out;
}

// list[..]: the list itself; anything else fails, which UNWIND would take as one element.
BoundExpression whole_list(BoundExpression list) {
  BoundExpression out;
  out.kind = ExprKind::Slice;
  out.type = list.type;
  out.place = list.place;
  out.operands.push_back(std::move(list));
  return out;
}

// An expression that will stand twice: its literals are no longer those of a place in the text, or
// who exchanges a literal by its place would find one copy and not the other.
void forget_literal_places(BoundExpression& e) {
  if (e.kind == ExprKind::Literal) e.place = {};
  for (BoundExpression& operand : e.operands) forget_literal_places(operand);
}

// Collects the slots that a subquery reads, down to the subqueries inside of it.
class SlotReader {
 public:
  SlotReader(const BoundQuery& query, std::vector<Slot>& out) : query_(query), out_(out) {}

  void subquery(const BoundSubquery& subquery) {
    part(subquery.part);
    for (const BoundPart& next : subquery.more) part(next);
  }

 private:
  void part(const BoundPart& part) {
    for (const BoundClause& clause : part.clauses) {
      std::visit([this](const auto& one) { read(one); }, clause);
    }
  }
  void read(const BoundMatch& match) {
    for (const PatternNode& node : match.nodes) out_.push_back(node.slot);
    for (const PatternEdge& edge : match.edges) {
      out_.push_back(edge.slot);
      expressions(edge.hop_predicates);
    }
    expressions(match.predicates);
  }
  void read(const BoundProjection& projection) {
    columns(projection.keys);
    columns(projection.columns);
    for (const BoundAggregate& aggregate : projection.aggregates) expressions(aggregate.arguments);
    for (const BoundSortItem& item : projection.order_by) expression(item.expression);
    expressions(projection.where);
  }
  void read(const BoundTrace&) {}  // never inside of another query
  void read(const BoundUnwind& unwind) { expression(unwind.list); }
  void read(const BoundSearch& search) { expression(search.text); }

  void columns(const std::vector<BoundColumn>& columns) {
    for (const BoundColumn& column : columns) expression(column.expression);
  }
  void expressions(const std::vector<BoundExpression>& several) {
    for (const BoundExpression& e : several) expression(e);
  }
  void expression(const BoundExpression& e) {
    if (e.kind == ExprKind::Variable) out_.push_back(e.slot);
    if (e.kind == ExprKind::Subquery) subquery(query_.subqueries[e.index]);
    expressions(e.operands);
  }

  const BoundQuery& query_;
  std::vector<Slot>& out_;
};

}  // namespace

// The slots of the outer query that it reads, sorted.
std::vector<Slot> Binding::outer_slots(const BoundSubquery& subquery) const {
  std::vector<Slot> out;
  SlotReader(out_, out).subquery(subquery);
  std::erase_if(out, [&](Slot slot) { return slot >= subquery.first; });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

BoundExpression Binding::add_subquery(BoundSubquery subquery, StaticType type, TextPlace place) {
  subquery.slot = new_slot("", type);
  BoundExpression out;
  out.kind = ExprKind::Subquery;
  out.place = place;
  out.slot = subquery.slot;
  out.index = static_cast<std::uint16_t>(out_.subqueries.size());
  out.type = std::move(type);
  out_.subqueries.push_back(std::move(subquery));
  return out;
}

Result<BoundExpression> Binding::subquery(const ast::Expression& e, const Place& at) {
  const bool pattern = e.kind == ast::ExpressionKind::PatternPredicate;
  if (pattern && !at.condition) {
    return semantic("UnexpectedSyntax", e.place, "a pattern is a condition, not a value",
                    "it stands in WHERE; elsewhere ask EXISTS { ... } or COUNT { ... }");
  }
  if (at.documents) {
    return semantic("UnsupportedStatement", e.place,
                    "the documents of a set are told by their own properties",
                    "language = 'ko' AND year >= 2020");
  }
  const auto first = static_cast<Slot>(out_.slots.size());
  BoundSubquery out;
  if (pattern) {
    auto bound = pattern_condition(*e.pattern);
    if (!bound) return bound.error();
    out = std::move(*bound);
  } else {
    if (e.kind == ast::ExpressionKind::CountSubquery) out.kind = BoundSubquery::Kind::Count;
    if (auto ok = subquery_parts(*e.subquery, out); !ok) return ok.error();
  }
  out.first = first;
  const Kind type = out.kind == BoundSubquery::Kind::Count ? Kind::Integer : Kind::Boolean;
  return add_subquery(std::move(out), type, e.place);
}

Result<void> Binding::subquery_parts(const ast::Subquery& written, BoundSubquery& out) {
  const Scope outer = scope_;
  const std::vector<Slot> citable = citable_;
  const std::vector<Slot> ranks = ranks_;
  const auto bind_part = [&](const ast::SubqueryPart& part, BoundPart& to) -> Result<void> {
    scope_ = outer;
    for (const ast::Clause& inner : part.clauses) {
      if (auto ok = clause(inner, to); !ok) return ok.error();
    }
    if (!part.result) {
      if (written.operators.empty()) return {};
      return semantic("UnexpectedSyntax", part.place, "each side of a UNION ends in RETURN",
                      "RETURN what both sides have");
    }
    if (part.result->cite) {
      return semantic("UnexpectedSyntax", part.result->cite->place,
                      "CITE stands at the end of a query only");
    }
    auto bound = projection(part.result->projection, true, nullptr, nullptr);
    if (!bound) return bound.error();
    to.clauses.emplace_back(std::move(*bound));
    return {};
  };
  out.more.resize(written.parts.size() - 1);
  Result<void> done;
  for (std::size_t i = 0; i < written.parts.size() && done; ++i) {
    done = bind_part(written.parts[i], i == 0 ? out.part : out.more[i - 1]);
  }
  scope_ = outer;
  citable_ = citable;
  ranks_ = ranks;
  if (!done || written.operators.empty()) return done;
  std::vector<const BoundProjection*> results;
  std::vector<TextPlace> places;
  for (std::size_t i = 0; i < written.parts.size(); ++i) {
    const BoundPart& part = i == 0 ? out.part : out.more[i - 1];
    results.push_back(&std::get<BoundProjection>(part.clauses.back()));
    places.push_back(written.parts[i].result->place);
  }
  for (const ast::SetOperator op : written.operators) {
    out.operators.push_back(static_cast<SetOperator>(op));
  }
  auto columns = merged_columns(results, places);
  if (!columns) return columns.error();
  out.columns = std::move(*columns);
  return {};
}

// A list expression whose filter or result asks a subquery: the list is unwound in an inner plan,
// where the subquery has a row for each element. A quantifier then looks at the list of its truths.
BoundExpression Binding::collected(BoundExpression e) {
  const bool comprehension = e.kind == ExprKind::ListComprehension;
  BoundExpression list = std::move(e.operands[0]);
  forget_literal_places(list);
  BoundSubquery out;
  out.kind = BoundSubquery::Kind::Collect;
  out.first = e.slot;
  out.part.clauses.emplace_back(BoundUnwind{whole_list(list), e.slot});
  BoundExpression value = variable(e.slot, type_of(e.slot));
  if (comprehension) {
    if (e.has_filter) {
      BoundProjection kept;
      kept.place = e.place;
      add_conjuncts(std::move(e.operands[1]), kept.where);
      out.part.clauses.emplace_back(std::move(kept));
    }
    if (e.has_result) value = std::move(e.operands.back());
  } else {
    value = std::move(e.operands[1]);
  }
  const StaticType element = value.type;
  out.value = new_slot("", element);
  BoundProjection results;
  results.place = e.place;
  results.columns.push_back({out.value, "", std::move(value)});
  out.part.clauses.emplace_back(std::move(results));

  // UNWIND of null gives no rows, a list expression over null is null.
  BoundExpression gathered;
  gathered.kind = ExprKind::Case;
  gathered.place = e.place;
  gathered.type = StaticType::list_of(element);
  gathered.operands.push_back(is_null(std::move(list)));
  gathered.operands.push_back(literal(Value()));
  gathered.operands.push_back(add_subquery(std::move(out), gathered.type, e.place));
  if (comprehension) return gathered;
  e.slot = new_slot("", element);
  e.has_filter = false;
  e.operands.clear();
  e.operands.push_back(std::move(gathered));
  return e;
}

}  // namespace sarye::binding
