#include "engine/binder/bound_query.h"

#include <algorithm>
#include <bitset>

namespace sarye {
namespace {

using SlotPairs = std::vector<std::pair<Slot, Slot>>;

bool edge_binds_a_slot(ExprKind kind) {
  return kind == ExprKind::ListComprehension || kind == ExprKind::All || kind == ExprKind::Any ||
         kind == ExprKind::None || kind == ExprKind::Single;
}

void collect_slots(const BoundExpression& e, std::vector<Slot>& inner, std::vector<Slot>& out) {
  if (e.kind == ExprKind::Variable || e.kind == ExprKind::Subquery) {
    if (std::find(inner.begin(), inner.end(), e.slot) == inner.end()) out.push_back(e.slot);
  }
  const bool binds = edge_binds_a_slot(e.kind);
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    if (binds && i == 1) inner.push_back(e.slot);
    collect_slots(e.operands[i], inner, out);
  }
  if (binds && e.operands.size() > 1) inner.pop_back();
}

bool same_value(const Value& a, const Value& b) {
  return a.type() == b.type() && same_group(a, b);
}

bool same(const BoundExpression& a, const BoundExpression& b, SlotPairs& inner) {
  if (a.kind != b.kind || a.comparison != b.comparison || a.function != b.function ||
      a.has_from != b.has_from || a.has_to != b.has_to || a.has_filter != b.has_filter ||
      a.has_result != b.has_result || a.types != b.types || a.relations != b.relations ||
      a.property.name != b.property.name || a.operands.size() != b.operands.size()) {
    return false;
  }
  if (a.kind == ExprKind::Subquery) return false;
  if (a.kind == ExprKind::Measure && a.index != b.index) return false;
  if (a.kind == ExprKind::Parameter && a.index != b.index) return false;
  if (a.kind == ExprKind::Literal && !same_value(a.value, b.value)) return false;
  if (a.kind == ExprKind::Variable) {
    for (auto it = inner.rbegin(); it != inner.rend(); ++it) {
      if (it->first == a.slot || it->second == b.slot) return *it == std::pair(a.slot, b.slot);
    }
    return a.slot == b.slot;
  }
  const bool binds = edge_binds_a_slot(a.kind);
  bool equal = true;
  for (std::size_t i = 0; i < a.operands.size() && equal; ++i) {
    if (binds && i == 1) inner.emplace_back(a.slot, b.slot);
    equal = same(a.operands[i], b.operands[i], inner);
  }
  if (binds && a.operands.size() > 1) inner.pop_back();
  return equal;
}

}  // namespace

BoundExpression literal(Value value) {
  using Kind = StaticType::Kind;
  BoundExpression out;
  switch (value.type()) {
    case ValueType::Null:
      out.type = Kind::Null;
      break;
    case ValueType::Boolean:
      out.type = Kind::Boolean;
      break;
    case ValueType::Integer:
      out.type = Kind::Integer;
      break;
    case ValueType::Float:
      out.type = Kind::Float;
      break;
    case ValueType::String:
      out.type = Kind::String;
      break;
    case ValueType::Date:
      out.type = Kind::Date;
      break;
    default:
      break;
  }
  out.value = std::move(value);
  return out;
}

BoundExpression variable(Slot slot, StaticType type) {
  BoundExpression out;
  out.kind = ExprKind::Variable;
  out.slot = slot;
  out.type = std::move(type);
  return out;
}

std::vector<Slot> slots_of(const BoundExpression& expression) {
  std::vector<Slot> inner;
  std::vector<Slot> out;
  collect_slots(expression, inner, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool same_expression(const BoundExpression& a, const BoundExpression& b) {
  SlotPairs inner;
  return same(a, b, inner);
}

bool is_constant(const BoundExpression& expression) {
  if (expression.kind == ExprKind::DocumentProperty) return false;
  if (!slots_of(expression).empty()) return false;
  return std::all_of(expression.operands.begin(), expression.operands.end(),
                     [](const BoundExpression& e) { return e.kind != ExprKind::DocumentProperty; });
}

bool EvidenceFilter::is_default() const {
  return *this == EvidenceFilter{};
}

bool EvidenceFilter::is_one_language() const {
  EvidenceFilter other = *this;
  other.languages = 0;
  other.drops_plain = false;
  return other.is_default() && std::bitset<8>(languages).count() == 1;
}

}  // namespace sarye
