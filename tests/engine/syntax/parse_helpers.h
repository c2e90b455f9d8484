// What the tests of this room share: a parse that must succeed, one that must fail, and short
// forms.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "engine/syntax/parser.h"
#include "tests/support/catch.h"

namespace sarye::test {

inline ast::Statement statement(std::string_view text) {
  auto parsed = parse_statement(text);
  if (!parsed) FAIL(text << "\n" << parsed.error().message << "\n" << parsed.error().hint);
  return std::move(*parsed);
}

template <typename T>
T body(std::string_view text) {
  ast::Statement one = statement(text);
  REQUIRE(std::holds_alternative<T>(one.body));
  return std::move(std::get<T>(one.body));
}

template <typename T = ast::Query>
T question(std::string_view text) {
  auto asked = body<ast::QuestionStatement>(text);
  REQUIRE(std::holds_alternative<T>(asked.question));
  return std::move(std::get<T>(asked.question));
}

inline ast::Expression expression(const std::string& text) {
  auto query = question("RETURN " + text);
  REQUIRE(query.parts[0].result.projection.items.size() == 1);
  return std::move(query.parts[0].result.projection.items[0].expression);
}

inline ast::MatchClause match(const std::string& text) {
  auto query = question(text + " RETURN 1");
  REQUIRE(query.parts[0].clauses.size() == 1);
  return std::move(std::get<ast::MatchClause>(query.parts[0].clauses[0]));
}

inline Error failure(std::string_view text) {
  auto parsed = parse(text);
  if (parsed) FAIL("parsed: " << text.substr(0, 200));
  return parsed.error();
}

inline std::string repeated(std::string_view part, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out;
}

// The tree of an expression as brackets: (+ 1 (* 2 3)).
inline std::string shape(const ast::Expression& e) {
  using Kind = ast::ExpressionKind;
  switch (e.kind) {
    case Kind::Null:
      return "null";
    case Kind::Boolean:
      return e.boolean ? "true" : "false";
    case Kind::Integer:
      return std::to_string(e.integer);
    case Kind::String:
      return "'" + e.text + "'";
    case Kind::Variable:
      return e.text;
    case Kind::Parameter:
      return "$" + e.text;
    default:
      break;
  }
  static const char* const kComparisons[] = {"=", "<>", "<", "<=", ">", ">="};
  std::string name = "#" + std::to_string(static_cast<int>(e.kind));
  if (e.kind == Kind::Property) name = "." + e.text;
  if (e.kind == Kind::Call) name = e.text + (e.distinct ? " distinct" : "");
  if (e.kind == Kind::List) name = "list";
  if (e.kind == Kind::Index) name = "[]";
  if (e.kind == Kind::HasLabel) name = ":" + e.label->name.text;
  if (e.kind == Kind::And) name = "and";
  if (e.kind == Kind::Or) name = "or";
  if (e.kind == Kind::Xor) name = "xor";
  if (e.kind == Kind::Not) name = "not";
  if (e.kind == Kind::Add) name = "+";
  if (e.kind == Kind::Subtract) name = "-";
  if (e.kind == Kind::Multiply) name = "*";
  if (e.kind == Kind::Divide) name = "/";
  if (e.kind == Kind::Modulo) name = "%";
  if (e.kind == Kind::Power) name = "^";
  if (e.kind == Kind::Negate) name = "neg";
  if (e.kind == Kind::In) name = "in";
  if (e.kind == Kind::NotIn) name = "not-in";
  if (e.kind == Kind::StartsWith) name = "starts";
  if (e.kind == Kind::IsNull) name = "is-null";
  if (e.kind == Kind::IsNotNull) name = "is-not-null";
  if (e.kind == Kind::Comparison) {
    name = "cmp";
    for (auto one : e.comparisons) name += std::string(" ") + kComparisons[static_cast<int>(one)];
  }
  std::string out = "(" + name;
  for (const auto& operand : e.operands) out += " " + shape(operand);
  return out + ")";
}

}  // namespace sarye::test
