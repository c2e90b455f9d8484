// Calls: functions, aggregates, and the subqueries of EXISTS, COUNT and pattern conditions.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"
#include "engine/syntax/suggestion.h"

namespace sarye::binding {

Result<BoundExpression> Binding::call(const ast::Expression& e, const Place& at) {
  const FunctionInfo* info = find_function_info(e.text);
  if (info == nullptr) {
    std::vector<std::string_view> known;
    for (const FunctionInfo& other : functions()) known.push_back(other.name);
    std::string hint = habit_hint(e.text);
    if (hint.empty()) hint = did_you_mean(e.text, known);
    if (hint.empty()) hint = "SHOW functions lists what there is";
    return semantic("UnknownFunction", e.text_place, "no function is called " + e.text,
                    std::move(hint));
  }
  const bool star = e.kind == ast::ExpressionKind::CountStar;
  if (star && info->id != FunctionId::Count) {
    return semantic("UnexpectedSyntax", e.place, std::string(info->name) + "(*) means nothing",
                    "only count(*) counts rows");
  }
  if (info->aggregate) return aggregate(*info, e, at);
  if (e.distinct) {
    return semantic("UnexpectedSyntax", e.place,
                    "DISTINCT stands in aggregates only, not in " + std::string(info->name));
  }
  BoundExpression out;
  out.kind = ExprKind::Call;
  out.place = e.place;
  out.function = info->id;
  if (auto ok = operands(e, at, out); !ok) return ok.error();
  if (auto ok = check_arguments(*info, e, out); !ok) return ok.error();
  std::vector<StaticType> types;
  for (const BoundExpression& operand : out.operands) types.push_back(operand.type);
  out.type = result_type(info->id, types);
  return out;
}

Result<BoundExpression> Binding::aggregate(const FunctionInfo& info, const ast::Expression& e,
                                           const Place& at) {
  if (at.inside_aggregate) {
    return semantic("NestedAggregation", e.place,
                    std::string(info.name) + " stands inside another aggregate",
                    "aggregate first in a WITH, then over its result");
  }
  if (at.aggregates == nullptr) {
    return semantic(
        "InvalidAggregation", e.place,
        std::string(info.name) + " cannot aggregate " + at.why_no_aggregate,
        "aggregate in a WITH first: WITH a, " + std::string(info.name) + "(b) AS n WHERE n > 1");
  }
  BoundAggregate out;
  const bool star = e.kind == ast::ExpressionKind::CountStar;
  out.function = star ? FunctionId::CountStar : info.id;
  out.distinct = e.distinct;
  Place inside = at;
  inside.aggregates = nullptr;
  inside.inside_aggregate = true;
  BoundExpression arguments;
  if (!star) {
    if (auto ok = operands(e, inside, arguments); !ok) return ok.error();
    if (auto ok = check_arguments(info, e, arguments); !ok) return ok.error();
  }
  out.arguments = std::move(arguments.operands);
  for (const BoundAggregate& other : *at.aggregates) {
    const bool same = other.function == out.function && other.distinct == out.distinct &&
                      std::equal(other.arguments.begin(), other.arguments.end(),
                                 out.arguments.begin(), out.arguments.end(), same_expression);
    if (!same) continue;
    BoundExpression again = variable(other.slot, type_of(other.slot));
    again.place = e.place;
    return again;
  }
  std::vector<StaticType> types;
  for (const BoundExpression& argument : out.arguments) types.push_back(argument.type);
  const StaticType type = star ? StaticType(Kind::Integer) : result_type(out.function, types);
  out.slot = new_slot("", type);
  BoundExpression result = variable(out.slot, type);
  result.place = e.place;
  at.aggregates->push_back(std::move(out));
  return result;
}

Result<BoundExpression> Binding::subquery(const ast::Expression& e, const Place& at) {
  const bool pattern = e.kind == ast::ExpressionKind::PatternPredicate;
  if (pattern && !at.condition) {
    return semantic("UnexpectedSyntax", e.place, "a pattern is a condition, not a value",
                    "it stands in WHERE; elsewhere ask EXISTS { ... } or COUNT { ... }");
  }
  if (at.inner || at.documents) {
    return semantic("UnsupportedStatement", e.place,
                    "a subquery cannot stand inside a list comprehension or quantifier",
                    "UNWIND the list AS x, then ask WHERE EXISTS { (x)-[:...]->() }");
  }
  BoundSubquery out;
  out.kind = e.kind == ast::ExpressionKind::CountSubquery ? BoundSubquery::Kind::Count
                                                          : BoundSubquery::Kind::Exists;
  if (pattern) {
    auto bound = pattern_condition(*e.pattern);
    if (!bound) return bound.error();
    out = std::move(*bound);
  } else {
    const Scope outer = scope_;
    const std::vector<Slot> citable = citable_;
    const auto inner = [&]() -> Result<void> {
      for (const ast::Clause& inner_clause : e.subquery->clauses) {
        if (auto ok = clause(inner_clause, out.part); !ok) return ok.error();
      }
      if (!e.subquery->result) return {};
      const ast::ReturnClause& result = *e.subquery->result;
      if (result.cite) {
        return semantic("UnexpectedSyntax", result.cite->place,
                        "CITE stands at the end of a query only");
      }
      auto bound = projection(result.projection, true, nullptr, nullptr);
      if (!bound) return bound.error();
      out.part.clauses.emplace_back(std::move(*bound));
      return {};
    }();
    scope_ = outer;
    citable_ = citable;
    if (!inner) return inner.error();
  }
  const StaticType type = out.kind == BoundSubquery::Kind::Count ? Kind::Integer : Kind::Boolean;
  out.slot = new_slot("", type);
  BoundExpression result;
  result.kind = ExprKind::Subquery;
  result.place = e.place;
  result.slot = out.slot;
  result.index = static_cast<std::uint16_t>(out_.subqueries.size());
  result.type = type;
  out_.subqueries.push_back(std::move(out));
  return result;
}

}  // namespace sarye::binding
