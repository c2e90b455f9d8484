// Calls: functions and aggregates.
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
  if (e.over && !is_measure(info->id)) {
    return semantic("UnexpectedSyntax", e.over->place,
                    std::string(info->name) + " is no measure of a graph, so OVER says nothing",
                    "measures are degree, inDegree, outDegree, pagerank, betweenness, closeness, "
                    "component, kcore, community, distance and cheapestPath");
  }
  if (info->aggregate) return aggregate(*info, e, at);
  if (e.distinct) {
    return semantic("UnexpectedSyntax", e.place,
                    "DISTINCT stands in aggregates only, not in " + std::string(info->name));
  }
  if (is_measure(info->id)) return measure(*info, e, at);
  BoundExpression out;
  out.kind = ExprKind::Call;
  out.place = e.place;
  out.function = info->id;
  // exists((a)-->()) asks for the pattern, exists(a.name) for the property.
  if (info->id == FunctionId::Exists && e.operands.size() == 1 &&
      e.operands[0].kind == ast::ExpressionKind::PatternPredicate) {
    Place condition = at;
    condition.condition = true;
    return subquery(e.operands[0], condition);
  }
  if (auto ok = operands(e, at, out); !ok) return ok.error();
  if (auto ok = check_arguments(*info, e, out); !ok) return ok.error();
  if (info->id == FunctionId::Excerpt) {
    auto with_words = excerpt(e, std::move(out));
    if (!with_words) return with_words;
    out = std::move(*with_words);
  }
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

}  // namespace sarye::binding
