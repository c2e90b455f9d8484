// Types that are visibly wrong in the text. What is only known from the data fails there.
#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

Error wrong_type(const BoundExpression& e, std::string_view wanted, std::string_view where) {
  return semantic(
      "InvalidArgumentType", e.place,
      std::string(where) + " needs " + std::string(wanted) + ", this is " + describe(e.type));
}

StaticType arithmetic_type(ExprKind kind, const StaticType& a, const StaticType& b) {
  if (kind == ExprKind::Power) return Kind::Float;
  if (a.kind == Kind::Integer && b.kind == Kind::Integer) return Kind::Integer;
  if (a.kind == Kind::Date || b.kind == Kind::Date) return {};
  if (a.may_be_number() && b.may_be_number() && !a.open() && !b.open()) {
    return a.kind == Kind::Float || b.kind == Kind::Float ? Kind::Float : Kind::Number;
  }
  return {};
}

bool adds_up(const StaticType& type) {
  return type.may_be_number() || type.kind == Kind::String || type.kind == Kind::List ||
         type.kind == Kind::Date;
}

StaticType sum_type(const StaticType& a, const StaticType& b) {
  if (a.kind == Kind::List && b.kind == Kind::List) return join_types(a, b);
  if (a.kind == Kind::List) return StaticType::list_of(join_types(a.element_type(), b));
  if (b.kind == Kind::List) return StaticType::list_of(join_types(a, b.element_type()));
  if (a.open() || b.open()) return {};
  if (a.kind == Kind::String || b.kind == Kind::String) return Kind::String;
  return arithmetic_type(ExprKind::Add, a, b);
}

}  // namespace

Result<void> Binding::check_boolean(const BoundExpression& e, std::string_view what) const {
  if (e.type.may_be(Kind::Boolean)) return {};
  return wrong_type(e, "a Boolean", what);
}

// Checks the operands of an operator and gives `out` its type.
Result<void> Binding::check_operands(const ast::Expression& e, BoundExpression& out) const {
  const auto& operands = out.operands;
  switch (out.kind) {
    case ExprKind::And:
    case ExprKind::Or:
    case ExprKind::Xor:
    case ExprKind::Not: {
      const char* word = out.kind == ExprKind::And   ? "AND"
                         : out.kind == ExprKind::Or  ? "OR"
                         : out.kind == ExprKind::Xor ? "XOR"
                                                     : "NOT";
      for (const BoundExpression& operand : operands) {
        if (auto ok = check_boolean(operand, word); !ok) return ok.error();
      }
      out.type = Kind::Boolean;
      return {};
    }
    case ExprKind::Add:
      for (std::size_t i = 0; i < 2; ++i) {
        const StaticType& other = operands[1 - i].type;
        if (adds_up(operands[i].type) || other.open() || other.kind == Kind::List) continue;
        return wrong_type(operands[i], "a number, a String or a List", "+");
      }
      out.type = sum_type(operands[0].type, operands[1].type);
      return {};
    case ExprKind::Subtract:
    case ExprKind::Multiply:
    case ExprKind::Divide:
    case ExprKind::Modulo:
    case ExprKind::Power:
      for (const BoundExpression& operand : operands) {
        const bool date = out.kind == ExprKind::Subtract && operand.type.kind == Kind::Date;
        if (!operand.type.may_be_number() && !date)
          return wrong_type(operand, "a number", "arithmetic");
      }
      out.type = arithmetic_type(out.kind, operands[0].type, operands[1].type);
      return {};
    case ExprKind::Negate:
      if (!operands[0].type.may_be_number()) return wrong_type(operands[0], "a number", "-");
      out.type = operands[0].type;
      return {};
    case ExprKind::In:
      if (!operands[1].type.may_be(Kind::List)) return wrong_type(operands[1], "a List", "IN");
      out.type = Kind::Boolean;
      return {};
    case ExprKind::Matches:
      for (const BoundExpression& operand : operands) {
        if (!operand.type.may_be(Kind::String)) return wrong_type(operand, "a String", "MATCHES");
      }
      if (auto ok = check_search_text(operands[1]); !ok) return ok;
      out.type = Kind::Boolean;
      return {};
    case ExprKind::Contains:
    case ExprKind::StartsWith:
    case ExprKind::EndsWith:
    case ExprKind::RegexMatches:
    case ExprKind::IsNull:
    case ExprKind::IsNotNull:
      out.type = Kind::Boolean;
      return {};
    case ExprKind::Index: {
      const StaticType& base = operands[0].type;
      if (base.kind == Kind::List) {
        if (!operands[1].type.may_be(Kind::Integer)) {
          return wrong_type(operands[1], "an Integer", "the index of a List");
        }
        out.type = base.element_type();
      } else if (base.kind == Kind::Node || base.kind == Kind::Edge) {
        if (!operands[1].type.may_be(Kind::String)) {
          return wrong_type(operands[1], "a String", "the name of a property");
        }
      } else if (!base.open()) {
        return wrong_type(operands[0], "a List, a node or an edge", "[..]");
      }
      return {};
    }
    case ExprKind::Slice:
      if (!operands[0].type.may_be(Kind::List)) return wrong_type(operands[0], "a List", "[a..b]");
      for (std::size_t i = 1; i < operands.size(); ++i) {
        if (!operands[i].type.may_be(Kind::Integer)) {
          return wrong_type(operands[i], "an Integer", "an end of [a..b]");
        }
      }
      out.type = operands[0].type.kind == Kind::List ? operands[0].type : StaticType();
      return {};
    case ExprKind::List: {
      StaticType element(Kind::Null);
      for (const BoundExpression& operand : operands) element = join_types(element, operand.type);
      out.type = StaticType::list_of(operands.empty() ? StaticType() : element);
      return {};
    }
    default:
      (void)e;
      return {};
  }
}

Result<void> Binding::check_arguments(const FunctionInfo& info, const ast::Expression& e,
                                      const BoundExpression& out) const {
  const auto count = static_cast<int>(out.operands.size());
  if (count < info.min_arguments || (info.max_arguments >= 0 && count > info.max_arguments)) {
    std::string wanted = std::to_string(info.min_arguments);
    if (info.max_arguments < 0) wanted += " or more";
    if (info.max_arguments > info.min_arguments)
      wanted += " to " + std::to_string(info.max_arguments);
    return semantic("InvalidNumberOfArguments", e.place,
                    std::string(info.name) + " takes " + wanted + " arguments, here are " +
                        std::to_string(count),
                    std::string(info.name) + ": " + std::string(info.help));
  }
  for (int i = 0; i < count && i < 3; ++i) {
    const BoundExpression& operand = out.operands[static_cast<std::size_t>(i)];
    const std::uint32_t accepted = info.accepts[i];
    if (accepted == 0 || operand.type.open()) continue;
    if ((accepted >> static_cast<int>(operand.type.kind) & 1u) != 0) continue;
    // Where an ontology gives every node exactly one type, type(n) is that.
    if (info.id == FunctionId::Type && operand.type.kind == Kind::Node && ontology_.closed())
      continue;
    return semantic("InvalidArgumentType", operand.place,
                    std::string(info.name) + " does not take " + describe(operand.type),
                    std::string(info.name) + ": " + std::string(info.help));
  }
  return {};
}

}  // namespace sarye::binding
