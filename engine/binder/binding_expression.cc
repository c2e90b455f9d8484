// Expressions: names to slots, operators and calls to bound trees, each with its static type.
#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

using Syntax = ast::ExpressionKind;

// Operators whose operands are bound one by one and then checked.
std::optional<ExprKind> plain_operator(Syntax kind) {
  switch (kind) {
    case Syntax::And:
      return ExprKind::And;
    case Syntax::Or:
      return ExprKind::Or;
    case Syntax::Xor:
      return ExprKind::Xor;
    case Syntax::Not:
      return ExprKind::Not;
    case Syntax::Add:
      return ExprKind::Add;
    case Syntax::Subtract:
      return ExprKind::Subtract;
    case Syntax::Multiply:
      return ExprKind::Multiply;
    case Syntax::Divide:
      return ExprKind::Divide;
    case Syntax::Modulo:
      return ExprKind::Modulo;
    case Syntax::Power:
      return ExprKind::Power;
    case Syntax::Negate:
      return ExprKind::Negate;
    case Syntax::In:
    case Syntax::NotIn:
      return ExprKind::In;
    case Syntax::Contains:
      return ExprKind::Contains;
    case Syntax::StartsWith:
      return ExprKind::StartsWith;
    case Syntax::EndsWith:
      return ExprKind::EndsWith;
    case Syntax::Matches:
      return ExprKind::Matches;
    case Syntax::RegexMatches:
      return ExprKind::RegexMatches;
    case Syntax::IsNull:
      return ExprKind::IsNull;
    case Syntax::IsNotNull:
      return ExprKind::IsNotNull;
    case Syntax::List:
      return ExprKind::List;
    case Syntax::Index:
      return ExprKind::Index;
    case Syntax::Slice:
      return ExprKind::Slice;
    default:
      return std::nullopt;
  }
}

bool is_logic(Syntax kind) {
  return kind == Syntax::And || kind == Syntax::Or || kind == Syntax::Xor || kind == Syntax::Not;
}

BoundExpression negation(BoundExpression operand) {
  BoundExpression out;
  out.kind = ExprKind::Not;
  out.type = Kind::Boolean;
  out.place = operand.place;
  out.operands.push_back(std::move(operand));
  return out;
}

// a XOR b XOR c is written as one row, and read from the left.
void nest_pairs(BoundExpression& row) {
  while (row.operands.size() > 2) {
    BoundExpression pair;
    pair.kind = row.kind;
    pair.type = row.type;
    pair.place = row.place;
    pair.operands.push_back(std::move(row.operands[0]));
    pair.operands.push_back(std::move(row.operands[1]));
    row.operands.erase(row.operands.begin());
    row.operands[0] = std::move(pair);
  }
}

BoundExpression equality(BoundExpression a, BoundExpression b) {
  BoundExpression out;
  out.kind = ExprKind::Compare;
  out.type = Kind::Boolean;
  out.place = a.place;
  out.operands.push_back(std::move(a));
  out.operands.push_back(std::move(b));
  return out;
}

// Why a comparison of these two is true of no value; empty: it may be.
std::string never_true(const StaticType& a, const StaticType& b, ComparisonKind comparison) {
  const auto sort_of = [](const StaticType& type) {
    return type.may_be_number() ? Kind::Number : type.kind;
  };
  if (a.open() || b.open() || sort_of(a) == sort_of(b)) return {};
  if (comparison == ComparisonKind::NotEqual) return {};
  std::string why = "a comparison of " + describe(a) + " with " + describe(b) + " is never true";
  const auto are = [&](Kind one, Kind other) {
    return (sort_of(a) == one && sort_of(b) == other) || (sort_of(a) == other && sort_of(b) == one);
  };
  if (are(Kind::Date, Kind::String) || are(Kind::Date, Kind::Number)) {
    why += ": write a day as DATE '2023-06-30'";
  } else if (are(Kind::Number, Kind::String)) {
    why += ": write a number without quotes, a text in them";
  }
  return why;
}

}  // namespace

bool contains_aggregate(const ast::Expression& e) {
  if (e.kind == Syntax::CountStar) return true;
  if (e.kind == Syntax::Call) {
    const FunctionInfo* info = find_function_info(e.text);
    if (info != nullptr && info->aggregate) return true;
  }
  return std::any_of(e.operands.begin(), e.operands.end(), contains_aggregate);
}

void add_conjuncts(BoundExpression e, std::vector<BoundExpression>& out) {
  if (e.kind != ExprKind::And) {
    out.push_back(std::move(e));
    return;
  }
  for (BoundExpression& operand : e.operands) add_conjuncts(std::move(operand), out);
}

Result<void> Binding::operands(const ast::Expression& e, const Place& at, BoundExpression& out) {
  for (const ast::Expression& operand : e.operands) {
    auto bound = expression(operand, at);
    if (!bound) return bound.error();
    out.operands.push_back(std::move(*bound));
  }
  return {};
}

Result<BoundExpression> Binding::expression(const ast::Expression& e, const Place& here) {
  Place at = here;
  if (!is_logic(e.kind)) at.condition = false;
  if (const auto kind = plain_operator(e.kind)) {
    BoundExpression out;
    out.kind = *kind;
    out.place = e.place;
    out.has_from = e.has_from;
    out.has_to = e.has_to;
    if (auto ok = operands(e, at, out); !ok) return ok.error();
    if (auto ok = check_operands(e, out); !ok) return ok.error();
    if (out.kind == ExprKind::Xor) nest_pairs(out);
    return e.kind == Syntax::NotIn ? negation(std::move(out)) : std::move(out);
  }
  switch (e.kind) {
    case Syntax::Null:
    case Syntax::Boolean:
    case Syntax::Integer:
    case Syntax::Float:
    case Syntax::String:
    case Syntax::Date: {
      auto value = constant(e);
      if (!value) return value.error();
      BoundExpression out = literal(std::move(*value));
      out.place = e.place;
      return out;
    }
    case Syntax::Variable:
      return variable_reference(e, at);
    case Syntax::Parameter:
      return parameter(e.text, e.place);
    case Syntax::Property: {
      BoundExpression out;
      out.kind = ExprKind::Property;
      out.place = e.place;
      if (auto ok = operands(e, at, out); !ok) return ok.error();
      const StaticType& base = out.operands[0].type;
      if (!base.open() && base.kind != Kind::Node && base.kind != Kind::Edge &&
          base.kind != Kind::Assertion && base.kind != Kind::Date) {
        return semantic(
            "InvalidArgumentType", e.place,
            "." + e.text + " is asked of " + describe(base) + ", which has no properties",
            base.kind == Kind::Path ? "nodes(p) and relationships(p) have them" : "");
      }
      auto property = property_of_type(base, e.text, e.text_place);
      if (!property) return property.error();
      out.property = std::move(*property);
      out.type = property_type(base, out.property);
      return out;
    }
    case Syntax::HasLabel:
      return has_label(e, at);
    case Syntax::Comparison:
      return comparison(e, at);
    case Syntax::Plus: {
      auto out = expression(e.operands[0], at);
      if (!out) return out.error();
      if (!out->type.may_be_number()) {
        return semantic("InvalidArgumentType", e.place,
                        "+ needs a number, this is " + describe(out->type));
      }
      return out;
    }
    case Syntax::Case:
      return case_of(e, at);
    case Syntax::Call:
    case Syntax::CountStar:
      return call(e, at);
    case Syntax::Exists:
    case Syntax::CountSubquery:
    case Syntax::PatternPredicate:
      return subquery(e, here);
    default:
      return over_list(e, at);
  }
}

Result<BoundExpression> Binding::variable_reference(const ast::Expression& e, const Place& at) {
  if (at.documents) {
    BoundExpression out;
    out.kind = ExprKind::DocumentProperty;
    out.place = e.place;
    out.property.name = e.text == "lang" ? "language" : e.text;
    if (const NodeType* document = ontology_.find_type("Document")) {
      if (const PropertyType* known = ontology_.find_property(document->id, out.property.name)) {
        out.property.name = known->name;
      }
    }
    const std::string& name = out.property.name;
    std::vector<std::string> fields = catalog_.document_properties();
    for (const char* own :
         {"key", "title", "work", "language", "year", "date", "authors", "kind", "publisher"}) {
      fields.emplace_back(own);
    }
    if (name == "year") out.type = Kind::Integer;
    if (name == "date") out.type = Kind::Date;
    if (name == "authors") out.type = StaticType::list_of(Kind::String);
    if (std::find(fields.begin(), fields.end(), name) != fields.end() || !options_.strict_names) {
      return out;
    }
    std::string hint = did_you_mean(name, {fields.begin(), fields.end()});
    if (hint.empty()) hint = "documents have " + or_list(fields);
    return semantic("UnknownProperty", e.place, "documents have no property " + name,
                    std::move(hint));
  }
  const Slot slot = scope_.find(e.text);
  if (slot == kNoSlot && is_outside(e.text)) return not_of_the_graph({e.text, e.place});
  if (slot == kNoSlot) {
    return semantic("UndefinedVariable", e.place, "nothing is called " + e.text + " here",
                    variable_hint(e.text));
  }
  BoundExpression out = variable(slot, type_of(slot));
  out.place = e.place;
  return out;
}

std::string Binding::variable_hint(std::string_view written) const {
  std::vector<std::string_view> known;
  for (const auto& [name, slot] : scope_.names()) known.push_back(name);
  return did_you_mean(written, known);
}

Result<BoundExpression> Binding::parameter(const std::string& name, TextPlace place) {
  BoundExpression out;
  out.kind = ExprKind::Parameter;
  out.place = place;
  for (std::size_t i = 0; i < out_.parameters.size(); ++i) {
    if (out_.parameters[i].name != name) continue;
    out.index = static_cast<std::uint16_t>(i);
    return out;
  }
  const Value* given = nullptr;
  if (options_.parameters != nullptr) {
    const auto found = options_.parameters->find(name);
    if (found != options_.parameters->end()) given = &found->second;
  }
  if (given == nullptr) {
    std::vector<std::string_view> known;
    if (options_.parameters != nullptr) {
      for (const auto& [other, value] : *options_.parameters) known.push_back(other);
    }
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) hint = "give it with the query, or LET $" + name + " = ...";
    return semantic("MissingParameter", place, "the parameter $" + name + " has no value",
                    std::move(hint));
  }
  out.index = static_cast<std::uint16_t>(out_.parameters.size());
  out_.parameters.push_back({name, *given, false});
  return out;
}

Result<BoundExpression> Binding::has_label(const ast::Expression& e, const Place& at) {
  BoundExpression out;
  out.kind = ExprKind::HasType;
  out.place = e.place;
  if (auto ok = operands(e, at, out); !ok) return ok.error();
  const StaticType& base = out.operands[0].type;
  if (!base.open() && base.kind != Kind::Node && base.kind != Kind::Edge) {
    return semantic("InvalidArgumentType", e.place,
                    "a type is asked of " + describe(base) + "; only nodes and edges have one");
  }
  if (base.kind != Kind::Edge) {
    auto types = types_of(*e.label);
    if (!types) return types.error();
    out.types = std::move(*types);
  } else {
    auto relations = relations_of(*e.label);
    if (!relations) return relations.error();
    out.relations = std::move(relations->families);
  }
  out.type = Kind::Boolean;
  return out;
}

Result<BoundExpression> Binding::comparison(const ast::Expression& e, const Place& at) {
  BoundExpression all;
  all.kind = ExprKind::And;
  all.type = Kind::Boolean;
  all.place = e.place;
  if (auto ok = operands(e, at, all); !ok) return ok.error();
  std::vector<BoundExpression> pairs;
  for (std::size_t i = 0; i < e.comparisons.size(); ++i) {
    BoundExpression pair = equality(all.operands[i], all.operands[i + 1]);
    pair.comparison = static_cast<ComparisonKind>(e.comparisons[i]);
    pair.place = e.place;
    if (e.operands[i].kind == Syntax::Null || e.operands[i + 1].kind == Syntax::Null) {
      out_.notices.push_back(
          {"a comparison with null is null, never true: write IS NULL or IS NOT "
           "NULL",
           e.place});
    }
    std::string why = never_true(all.operands[i].type, all.operands[i + 1].type, pair.comparison);
    if (!why.empty()) out_.notices.push_back({std::move(why), e.place});
    pairs.push_back(std::move(pair));
  }
  if (pairs.size() == 1) return std::move(pairs[0]);
  all.operands = std::move(pairs);
  return all;
}

Result<BoundExpression> Binding::case_of(const ast::Expression& e, const Place& at) {
  BoundExpression all;
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    // CASE WHEN (a)-->() THEN ...: what stands after WHEN is a condition.
    const bool is_else = e.has_else && i + 1 == e.operands.size();
    Place place = at;
    place.condition = !e.has_subject && i % 2 == 0 && !is_else;
    auto operand = expression(e.operands[i], place);
    if (!operand) return operand.error();
    all.operands.push_back(std::move(*operand));
  }
  BoundExpression out;
  out.kind = ExprKind::Case;
  out.place = e.place;
  StaticType type(Kind::Null);
  const std::size_t end = all.operands.size() - (e.has_else ? 1 : 0);
  for (std::size_t i = e.has_subject ? 1 : 0; i + 1 < end; i += 2) {
    BoundExpression& when = all.operands[i];
    if (e.has_subject) {
      when = equality(all.operands[0], std::move(when));
    } else if (auto ok = check_boolean(when, "WHEN"); !ok) {
      return ok.error();
    }
    type = join_types(type, all.operands[i + 1].type);
    out.operands.push_back(std::move(when));
    out.operands.push_back(std::move(all.operands[i + 1]));
  }
  if (e.has_else) {
    type = join_types(type, all.operands.back().type);
    out.operands.push_back(std::move(all.operands.back()));
  }
  out.type = std::move(type);
  return out;
}

// List comprehensions and quantifiers: the element's variable lives for what stands after IN.
Result<BoundExpression> Binding::over_list(const ast::Expression& e, const Place& at) {
  BoundExpression out;
  out.place = e.place;
  const bool comprehension = e.kind == Syntax::ListComprehension;
  out.kind = comprehension            ? ExprKind::ListComprehension
             : e.kind == Syntax::All  ? ExprKind::All
             : e.kind == Syntax::Any  ? ExprKind::Any
             : e.kind == Syntax::None ? ExprKind::None
                                      : ExprKind::Single;
  out.has_filter = e.has_filter;
  out.has_result = e.has_result;
  auto list = expression(e.operands[0], at);
  if (!list) return list.error();
  if (!list->type.may_be(Kind::List)) {
    return semantic("InvalidArgumentType", list->place,
                    "IN needs a List, this is " + describe(list->type));
  }
  const StaticType element =
      list->type.kind == Kind::List ? list->type.element_type() : StaticType();
  out.slot = new_slot(e.text, element);
  out.operands.push_back(std::move(*list));
  Place inside = at;
  inside.aggregates = nullptr;
  inside.why_no_aggregate = "inside a list comprehension or quantifier";
  scope_.add(e.text, out.slot);
  const std::size_t subqueries = out_.subqueries.size();
  StaticType result = element;
  for (std::size_t i = 1; i < e.operands.size(); ++i) {
    const bool filter = e.has_filter && i == 1;
    inside.condition = filter;
    auto operand = expression(e.operands[i], inside);
    if (!operand) {
      scope_.drop_last();
      return operand.error();
    }
    if (filter) {
      if (auto ok = check_boolean(*operand, "WHERE"); !ok) {
        scope_.drop_last();
        return ok.error();
      }
    } else {
      result = operand->type;
    }
    out.operands.push_back(std::move(*operand));
  }
  scope_.drop_last();
  out.type = comprehension ? StaticType::list_of(result) : StaticType(Kind::Boolean);
  if (out_.subqueries.size() != subqueries) return collected(std::move(out));
  return out;
}

Result<void> Binding::condition(const ast::Expression& e, std::vector<BoundExpression>& out,
                                const char* clause) {
  Place at;
  at.condition = true;
  at.why_no_aggregate = clause;
  auto bound = expression(e, at);
  if (!bound) return bound.error();
  if (auto ok = check_boolean(*bound, "WHERE"); !ok) return ok.error();
  add_conjuncts(std::move(*bound), out);
  return {};
}

}  // namespace sarye::binding
