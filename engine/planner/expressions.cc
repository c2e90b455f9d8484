#include "engine/planner/expressions.h"

#include <algorithm>

namespace sarye {

namespace {

bool asks_evidence(const BoundExpression& e, Slot edge) {
  const bool itself = e.kind == ExprKind::Call && e.function >= FunctionId::Assertions &&
                      e.function != FunctionId::Support && e.function <= FunctionId::Quotes &&
                      !e.operands.empty() && e.operands[0].kind == ExprKind::Variable &&
                      e.operands[0].slot == edge;
  return itself ||
         std::any_of(e.operands.begin(), e.operands.end(),
                     [&](const BoundExpression& part) { return asks_evidence(part, edge); });
}

bool asks_evidence(const BoundClause& clause, Slot edge) {
  const auto asks = [edge](const BoundExpression& e) { return asks_evidence(e, edge); };
  const auto any = [&](const auto& expressions) {
    return std::any_of(expressions.begin(), expressions.end(), asks);
  };
  if (const auto* match = std::get_if<BoundMatch>(&clause)) return any(match->predicates);
  if (const auto* unwind = std::get_if<BoundUnwind>(&clause)) return asks(unwind->list);
  const auto* projection = std::get_if<BoundProjection>(&clause);
  if (projection == nullptr) return false;
  const auto of_column = [&](const BoundColumn& column) { return asks(column.expression); };
  return std::any_of(projection->keys.begin(), projection->keys.end(), of_column) ||
         std::any_of(projection->columns.begin(), projection->columns.end(), of_column) ||
         std::any_of(projection->aggregates.begin(), projection->aggregates.end(),
                     [&](const BoundAggregate& aggregate) { return any(aggregate.arguments); }) ||
         any(projection->where);
}

}  // namespace

bool has_subquery(const BoundExpression& e) {
  return e.kind == ExprKind::Subquery ||
         std::any_of(e.operands.begin(), e.operands.end(), has_subquery);
}

bool reads_only(const BoundExpression& e, const std::set<Slot>& bound) {
  const std::vector<Slot> slots = slots_of(e);
  return std::all_of(slots.begin(), slots.end(), [&](Slot s) { return bound.count(s) != 0; });
}

void collect_subqueries(const BoundExpression& e, std::vector<std::uint16_t>& out) {
  if (e.kind == ExprKind::Subquery) out.push_back(e.index);
  for (const BoundExpression& operand : e.operands) collect_subqueries(operand, out);
}

bool asks_evidence(const BoundQuery& query, Slot edge) {
  return edge != kNoSlot &&
         std::any_of(query.parts.begin(), query.parts.end(), [edge](const BoundPart& part) {
           return std::any_of(part.clauses.begin(), part.clauses.end(),
                              [edge](const BoundClause& c) { return asks_evidence(c, edge); });
         });
}

}  // namespace sarye
