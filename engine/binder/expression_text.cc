// Bound expressions as text, for EXPLAIN: names and operators as in the language.
#include <string>

#include "engine/binder/bound_query.h"

namespace sarye {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string value_text(const Value& value) {
  switch (value.type()) {
    case ValueType::Null:
      return "null";
    case ValueType::Boolean:
      return value.boolean() ? "true" : "false";
    case ValueType::Integer:
      return std::to_string(value.integer());
    case ValueType::Float:
      return format_float(value.floating());
    case ValueType::String:
      return quoted(value.string());
    case ValueType::Date:
      return "DATE '" + value.date().to_string() + "'";
    case ValueType::List: {
      std::string out = "[";
      for (const Value& item : value.items()) {
        if (out.size() > 1) out += ", ";
        out += value_text(item);
      }
      return out + "]";
    }
    default:
      return std::string(value_type_name(value.type()));
  }
}

const char* comparison_text(ComparisonKind kind) {
  switch (kind) {
    case ComparisonKind::Equal:
      return " = ";
    case ComparisonKind::NotEqual:
      return " <> ";
    case ComparisonKind::Less:
      return " < ";
    case ComparisonKind::LessOrEqual:
      return " <= ";
    case ComparisonKind::Greater:
      return " > ";
    case ComparisonKind::GreaterOrEqual:
      return " >= ";
  }
  return " ? ";
}

// The word between two operands; nullptr: not an infix operator.
const char* infix(const BoundExpression& e) {
  switch (e.kind) {
    case ExprKind::And:
      return " AND ";
    case ExprKind::Or:
      return " OR ";
    case ExprKind::Xor:
      return " XOR ";
    case ExprKind::Compare:
      return comparison_text(e.comparison);
    case ExprKind::Add:
      return " + ";
    case ExprKind::Subtract:
      return " - ";
    case ExprKind::Multiply:
      return " * ";
    case ExprKind::Divide:
      return " / ";
    case ExprKind::Modulo:
      return " % ";
    case ExprKind::Power:
      return " ^ ";
    case ExprKind::In:
      return " IN ";
    case ExprKind::Contains:
      return " CONTAINS ";
    case ExprKind::StartsWith:
      return " STARTS WITH ";
    case ExprKind::EndsWith:
      return " ENDS WITH ";
    case ExprKind::Matches:
      return " MATCHES ";
    case ExprKind::RegexMatches:
      return " =~ ";
    default:
      return nullptr;
  }
}

class Writer {
 public:
  explicit Writer(const BoundQuery& query) : query_(query) {}

  std::string text(const BoundExpression& e) const {
    if (const char* word = infix(e)) {
      std::string out;
      for (const BoundExpression& operand : e.operands) {
        if (!out.empty()) out += word;
        out += infix(operand) != nullptr ? "(" + text(operand) + ")" : text(operand);
      }
      return out;
    }
    switch (e.kind) {
      case ExprKind::Literal:
        return value_text(e.value);
      case ExprKind::Parameter:
        // Without a name it is a lifted literal (lift_literals.h).
        return query_.parameters[e.index].name.empty()
                   ? value_text(query_.parameters[e.index].value)
                   : "$" + query_.parameters[e.index].name;
      case ExprKind::Variable:
        return slot(e.slot);
      case ExprKind::Property:
        return text(e.operands[0]) + "." + e.property.name;
      case ExprKind::DocumentProperty:
        return e.property.name;
      case ExprKind::Index:
        return text(e.operands[0]) + "[" + text(e.operands[1]) + "]";
      case ExprKind::Slice: {
        std::size_t at = 1;
        std::string out = text(e.operands[0]) + "[";
        if (e.has_from) out += text(e.operands[at++]);
        out += "..";
        if (e.has_to) out += text(e.operands[at]);
        return out + "]";
      }
      case ExprKind::HasType:
        return "has_type(" + text(e.operands[0]) + ")";
      case ExprKind::Not:
        return "NOT (" + text(e.operands[0]) + ")";
      case ExprKind::Negate:
        return "-(" + text(e.operands[0]) + ")";
      case ExprKind::IsNull:
        return text(e.operands[0]) + " IS NULL";
      case ExprKind::IsNotNull:
        return text(e.operands[0]) + " IS NOT NULL";
      case ExprKind::Case: {
        std::string out = "CASE";
        std::size_t i = 0;
        for (; i + 1 < e.operands.size(); i += 2) {
          out += " WHEN " + text(e.operands[i]) + " THEN " + text(e.operands[i + 1]);
        }
        if (i < e.operands.size()) out += " ELSE " + text(e.operands[i]);
        return out + " END";
      }
      case ExprKind::List:
        return "[" + list(e.operands) + "]";
      case ExprKind::Call:
        return std::string(function_info(e.function).name) + "(" + list(e.operands) + ")";
      case ExprKind::Measure: {
        const bool whole = query_.graphs[e.index].text.empty();
        return std::string(function_info(e.function).name) + "(" + list(e.operands) +
               (whole ? ")" : " OVER graph " + std::to_string(e.index + 1) + ")");
      }
      case ExprKind::ListComprehension:
        return "[" + bound_part(e) + (e.has_result ? " | " + text(e.operands.back()) : "") + "]";
      case ExprKind::All:
        return "all(" + bound_part(e) + ")";
      case ExprKind::Any:
        return "any(" + bound_part(e) + ")";
      case ExprKind::None:
        return "none(" + bound_part(e) + ")";
      case ExprKind::Single:
        return "single(" + bound_part(e) + ")";
      case ExprKind::Subquery:
        switch (query_.subqueries[e.index].kind) {
          case BoundSubquery::Kind::Exists:
            return "EXISTS {..}";
          case BoundSubquery::Kind::Count:
            return "COUNT {..}";
          case BoundSubquery::Kind::Collect:
            return "[.. IN ..]";
        }
        return "?";
      default:
        return "?";
    }
  }

 private:
  std::string slot(Slot slot) const {
    const std::string& name = query_.slots[slot].name;
    return name.empty() ? "_" + std::to_string(slot) : name;
  }
  std::string list(const std::vector<BoundExpression>& items) const {
    std::string out;
    for (const BoundExpression& item : items) {
      if (!out.empty()) out += ", ";
      out += text(item);
    }
    return out;
  }
  std::string bound_part(const BoundExpression& e) const {
    std::string out = slot(e.slot) + " IN " + text(e.operands[0]);
    if (e.has_filter) out += " WHERE " + text(e.operands[1]);
    return out;
  }

  const BoundQuery& query_;
};

}  // namespace

std::string to_text(const BoundExpression& expression, const BoundQuery& query) {
  return Writer(query).text(expression);
}

}  // namespace sarye
