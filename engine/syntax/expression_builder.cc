#include "engine/syntax/expression_builder.h"

#include <algorithm>
#include <utility>

#include "SaryeLexer.h"
#include "SaryeParser.h"
#include "antlr4-runtime.h"
#include "engine/syntax/source_text.h"
#include "engine/syntax/suggestion.h"

namespace sarye {

namespace {

using P = sarye_grammar::SaryeParser;
using L = sarye_grammar::SaryeLexer;
using antlr4::ParserRuleContext;
using antlr4::tree::TerminalNode;
using ast::Expression;
using Kind = ast::ExpressionKind;

ParserRuleContext* context(antlr4::tree::ParseTree* tree) {
  return dynamic_cast<ParserRuleContext*>(tree);
}

// Down through contexts that only hand on, so that a plain name costs one step and not eleven.
ParserRuleContext* first_that_says_something(antlr4::tree::ParseTree* tree) {
  ParserRuleContext* ctx = context(tree);
  while (ctx->children.size() == 1) {
    ParserRuleContext* inner = context(ctx->children[0]);
    if (inner == nullptr || ctx->getRuleIndex() == P::RuleVariable) break;
    ctx = inner;
  }
  return ctx;
}

Kind arithmetic_kind(std::size_t sign) {
  switch (sign) {
    case L::PLUS:
      return Kind::Add;
    case L::MINUS:
      return Kind::Subtract;
    case L::STAR:
      return Kind::Multiply;
    case L::SLASH:
      return Kind::Divide;
    case L::PERCENT:
      return Kind::Modulo;
    default:
      return Kind::Power;
  }
}

ast::ComparisonOperator comparison_operator(std::size_t sign) {
  using Operator = ast::ComparisonOperator;
  switch (sign) {
    case L::EQ:
      return Operator::Equal;
    case L::NEQ:
      return Operator::NotEqual;
    case L::LT:
      return Operator::Less;
    case L::LE:
      return Operator::LessOrEqual;
    case L::GT:
      return Operator::Greater;
    default:
      return Operator::GreaterOrEqual;
  }
}

// Whose operands are conditions, where a pattern may stand.
bool takes_conditions(const Expression& parent) {
  switch (parent.kind) {
    case Kind::And:
    case Kind::Or:
    case Kind::Xor:
    case Kind::Not:
    case Kind::Case:
    case Kind::All:
    case Kind::Any:
    case Kind::None:
    case Kind::Single:
    case Kind::ListComprehension:
      return true;
    case Kind::Call: {
      std::string lower = parent.text;
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      return lower == "exists";
    }
    default:
      return false;
  }
}

}  // namespace

// ---- words --------------------------------------------------------------------------------------

Expression ExpressionBuilder::parameter(Tree* word) {
  Expression out = make(Kind::Parameter, place(word));
  out.text = parameter_name(word).text;
  out.text_place = out.place;
  return out;
}

Expression ExpressionBuilder::string(Tree* word) {
  Expression out = make(Kind::String, place(word));
  out.text = quoted(word);
  out.text_place = out.place;
  return out;
}

// ---- errors -------------------------------------------------------------------------------------

void ExpressionBuilder::several_types(Tree* second) {
  fail(place(second), "UnexpectedSyntax", "a node has one type",
       "ask for alternatives with |, as in (n:Firm|Agency)");
}

void ExpressionBuilder::note_depth(int depth, TextPlace at) {
  deepest_ = std::max(deepest_, depth);
  if (depth <= ast::kMaxTreeDepth) return;
  fail(Error{ErrorCode::LimitReached,
             "more than " + std::to_string(ast::kMaxTreeDepth) + " operators on top of each other",
             "divide it with WITH, or give a list as a parameter", "NestingTooDeep", at});
}

void ExpressionBuilder::no_pattern(const Expression& expression) {
  if (expression.kind != Kind::PatternPredicate) return;
  fail(expression.place, "UnexpectedSyntax", "a pattern is a condition, not a value",
       "write EXISTS { ... } for whether it is there, COUNT { ... } for how often");
}

// ---- expressions --------------------------------------------------------------------------------

Expression ExpressionBuilder::make(Kind kind, TextPlace at) const {
  Expression out;
  out.kind = kind;
  out.place = at;
  return out;
}

void ExpressionBuilder::add(Expression& parent, Expression child) {
  if (parent.kind == Kind::Call && child.kind == Kind::PatternPredicate) {
    if (std::string habit = habit_hint(parent.text); !habit.empty()) {
      fail(parent.text_place, "UnknownFunction", "no function is called " + parent.text,
           std::move(habit));
    }
  }
  if (!takes_conditions(parent)) no_pattern(child);
  parent.depth = std::max(parent.depth, child.depth + 1);
  note_depth(parent.depth, child.place);
  parent.operands.push_back(std::move(child));
}

template <typename Part, typename Build>
void ExpressionBuilder::build_inside(Expression& parent, std::unique_ptr<Part>& part, Build build) {
  const int deepest_outside = std::exchange(deepest_, 0);
  part = std::make_unique<Part>(build());
  parent.depth = deepest_ + 1;
  note_depth(parent.depth, parent.place);
  deepest_ = std::max(deepest_, deepest_outside);
}

std::optional<Expression> ExpressionBuilder::maybe(Tree* tree) {
  if (tree == nullptr) return std::nullopt;
  return expression(tree);
}

Expression ExpressionBuilder::value(Tree* tree) {
  Expression out = expression(tree);
  no_pattern(out);
  return out;
}

Expression ExpressionBuilder::expression(Tree* tree) {
  if (error()) return {};
  ParserRuleContext* ctx = first_that_says_something(tree);
  switch (ctx->getRuleIndex()) {
    case P::RuleExpr:
      return row(Kind::Or, ctx);
    case P::RuleXorExpr:
      return row(Kind::Xor, ctx);
    case P::RuleAndExpr:
      return row(Kind::And, ctx);
    case P::RuleNotExpr:
      return negation(ctx);
    case P::RuleChain:
      return comparison_chain(ctx);
    case P::RulePredicate:
      return predicate(ctx);
    case P::RuleSum:
    case P::RuleProduct:
    case P::RulePower:
      return arithmetic(ctx);
    case P::RuleUnary:
      return unary(ctx);
    case P::RulePostfix:
      return postfix(ctx);
    case P::RuleLiteral:
      return literal(ctx, false);
    case P::RuleListLiteral: {
      Expression out = make(Kind::List, place(ctx));
      for (auto* element : static_cast<P::ListLiteralContext*>(ctx)->expr()) {
        add(out, expression(element));
      }
      return out;
    }
    case P::RuleCaseExpr:
      return case_expression(ctx);
    case P::RuleCall:
      return call(ctx);
    case P::RulePathExpr: {
      Expression out = make(Kind::PatternPredicate, place(ctx));
      build_inside(out, out.pattern, [&] { return path_of(ctx); });
      return out;
    }
    case P::RuleVariable: {
      Expression out = make(Kind::Variable, place(ctx));
      out.text = name(ctx).text;
      out.text_place = out.place;
      return out;
    }
    case P::RuleProps:
      fail(place(ctx), "UnexpectedSyntax", "a map is not a value of this language",
           "return its parts as columns, or a list of them");
      return {};
    default:
      return atom(ctx);
  }
}

Expression ExpressionBuilder::row(Kind kind, Tree* tree) {
  Expression out = make(kind, place(tree));
  for (auto* child : tree->children) {
    if (word_type(child) == 0) add(out, expression(child));
  }
  return out;
}

Expression ExpressionBuilder::negation(Tree* tree) {
  const auto& children = tree->children;
  Expression out = expression(children.back());
  const SourceRange whole = range(tree);
  for (std::size_t i = children.size() - 1; i-- > 0;) {
    Expression negated = make(Kind::Not, source().place(range(children[i]).begin, whole.end));
    add(negated, std::move(out));
    out = std::move(negated);
  }
  return out;
}

Expression ExpressionBuilder::comparison_chain(Tree* tree) {
  Expression out = make(Kind::Comparison, place(tree));
  for (std::size_t i = 0; i < tree->children.size(); ++i) {
    auto* child = context(tree->children[i]);
    if (i % 2 == 0) {
      add(out, expression(child));
    } else {
      out.comparisons.push_back(comparison_operator(child->start->getType()));
    }
  }
  return out;
}

Expression ExpressionBuilder::predicate(Tree* tree) {
  auto* ctx = static_cast<P::PredicateContext*>(tree);
  const std::size_t begin = range(ctx).begin;
  Expression out = expression(ctx->sum());
  for (auto* tail : ctx->predicateTail()) {
    if (error()) return {};
    Expression test = make(Kind::In, source().place(begin, range(tail).end));
    const bool negated = tail->NOT() != nullptr;
    if (tail->IS() != nullptr) {
      test.kind = negated ? Kind::IsNotNull : Kind::IsNull;
    } else if (tail->IN_() != nullptr) {
      test.kind = negated ? Kind::NotIn : Kind::In;
    } else if (tail->CONTAINS() != nullptr) {
      test.kind = Kind::Contains;
    } else if (tail->STARTS() != nullptr) {
      test.kind = Kind::StartsWith;
    } else if (tail->ENDS() != nullptr) {
      test.kind = Kind::EndsWith;
    } else {
      test.kind = tail->MATCHES() != nullptr ? Kind::Matches : Kind::RegexMatches;
    }
    add(test, std::move(out));
    if (tail->sum() != nullptr) add(test, expression(tail->sum()));
    out = std::move(test);
  }
  return out;
}

Expression ExpressionBuilder::arithmetic(Tree* tree) {
  const auto& children = tree->children;
  const std::size_t begin = range(tree).begin;
  Expression out = expression(children[0]);
  for (std::size_t i = 2; i < children.size() && !error(); i += 2) {
    Expression sum = make(arithmetic_kind(word_type(children[i - 1])),
                          source().place(begin, range(children[i]).end));
    add(sum, std::move(out));
    add(sum, expression(children[i]));
    out = std::move(sum);
  }
  return out;
}

// The sign next to a number is part of it, so that -9223372036854775808 can be written.
Expression ExpressionBuilder::unary(Tree* tree) {
  const auto& children = tree->children;
  const std::size_t end = range(tree).end;
  std::size_t signs = children.size() - 1;
  Expression out;
  ParserRuleContext* inner = first_that_says_something(children.back());
  const bool number =
      inner->getRuleIndex() == P::RuleLiteral &&
      (inner->start->getType() == L::INTEGER || inner->start->getType() == L::FLOAT);
  if (number && word_type(children[signs - 1]) == L::MINUS) {
    out = literal(inner, true);
    out.place = source().place(range(children[--signs]).begin, end);
  } else {
    out = expression(inner);
  }
  while (signs-- > 0 && !error()) {
    const bool minus = word_type(children[signs]) == L::MINUS;
    Expression signed_one =
        make(minus ? Kind::Negate : Kind::Plus, source().place(range(children[signs]).begin, end));
    add(signed_one, std::move(out));
    out = std::move(signed_one);
  }
  return out;
}

Expression ExpressionBuilder::postfix(Tree* tree) {
  auto* ctx = static_cast<P::PostfixContext*>(tree);
  const std::size_t begin = range(ctx).begin;
  Expression out = expression(ctx->atom());
  for (auto* accessor : ctx->accessor()) {
    if (error()) return {};
    out = access(std::move(out), accessor);
    out.place = source().place(begin, range(accessor).end);
  }
  return out;
}

Expression ExpressionBuilder::access(Expression base, Tree* tree) {
  auto* ctx = static_cast<P::AccessorContext*>(tree);
  Expression out = make(Kind::Property, {});
  if (ctx->property() != nullptr) {
    const ast::Name key = name(ctx->property());
    out.text = key.text;
    out.text_place = key.place;
    add(out, std::move(base));
  } else if (ctx->labelExpr() != nullptr) {
    if (base.kind == Kind::HasLabel && !base.parenthesised) several_types(ctx->labelExpr());
    out.kind = Kind::HasLabel;
    out.label = std::make_unique<ast::LabelExpression>(label_of(ctx->labelExpr()));
    add(out, std::move(base));
  } else {
    out.kind = ctx->RANGE() != nullptr ? Kind::Slice : Kind::Index;
    add(out, std::move(base));
    bool before_range = true;
    for (auto* child : ctx->children) {
      if (word_type(child) == L::RANGE) before_range = false;
      if (word_type(child) != 0) continue;
      (before_range ? out.has_from : out.has_to) = out.kind == Kind::Slice;
      add(out, expression(child));
    }
  }
  return out;
}

Expression ExpressionBuilder::atom(Tree* tree) {
  auto* ctx = static_cast<P::AtomContext*>(tree);
  if (ctx->PARAMETER() != nullptr) return parameter(ctx->PARAMETER());
  if (ctx->DATE() != nullptr) {
    Expression out = string(ctx->STRING());
    out.kind = Kind::Date;
    out.place = place(ctx);
    return out;
  }
  if (ctx->subquery() != nullptr) {
    Expression out =
        make(ctx->EXISTS() != nullptr ? Kind::Exists : Kind::CountSubquery, place(ctx));
    build_inside(out, out.subquery, [&] { return subquery_of(ctx->subquery()); });
    return out;
  }
  if (ctx->newName() != nullptr) {
    return over_list(ctx->ALL() != nullptr      ? Kind::All
                     : ctx->ANY() != nullptr    ? Kind::Any
                     : ctx->NONE() != nullptr   ? Kind::None
                     : ctx->SINGLE() != nullptr ? Kind::Single
                                                : Kind::ListComprehension,
                     ctx);
  }
  Expression out = expression(ctx->expr(0));
  out.parenthesised = true;
  return out;
}

Expression ExpressionBuilder::over_list(Kind kind, Tree* tree) {
  auto* ctx = static_cast<P::AtomContext*>(tree);
  Expression out = make(kind, place(ctx));
  const ast::Name variable = name(ctx->newName());
  out.text = variable.text;
  out.text_place = variable.place;
  add(out, value(ctx->expr(0)));
  if (ctx->where() != nullptr) {
    out.has_filter = true;
    add(out, expression(ctx->where()->expr()));
  }
  if (ctx->RESULT_BAR() != nullptr) {
    out.has_result = true;
    add(out, value(ctx->expr(1)));
  }
  return out;
}

Expression ExpressionBuilder::literal(Tree* tree, bool negative) {
  auto* ctx = static_cast<P::LiteralContext*>(tree);
  const SourceRange r = range(ctx);
  Expression out = make(Kind::Null, place(ctx));
  switch (ctx->start->getType()) {
    case L::TRUE_:
    case L::FALSE_:
      out.kind = Kind::Boolean;
      out.boolean = ctx->start->getType() == L::TRUE_;
      break;
    case L::INTEGER: {
      out.kind = Kind::Integer;
      const auto number = integer_literal(source(), r, negative);
      if (!number) fail(number.error());
      if (number) out.integer = *number;
      break;
    }
    case L::FLOAT: {
      out.kind = Kind::Float;
      const auto number = float_literal(source(), r, negative);
      if (!number) fail(number.error());
      if (number) out.number = *number;
      break;
    }
    case L::STRING:
      return string(ctx->STRING());
    default:
      break;
  }
  return out;
}

Expression ExpressionBuilder::case_expression(Tree* tree) {
  auto* ctx = static_cast<P::CaseExprContext*>(tree);
  Expression out = make(Kind::Case, place(ctx));
  out.has_subject = word_type(ctx->children[1]) == 0;
  out.has_else = ctx->ELSE() != nullptr;
  for (auto* part : ctx->expr()) add(out, expression(part));
  return out;
}

Expression ExpressionBuilder::call(Tree* tree) {
  auto* ctx = static_cast<P::CallContext*>(tree);
  Expression out = make(ctx->STAR() != nullptr ? Kind::CountStar : Kind::Call, place(ctx));
  const ast::Name function = name(ctx->function());
  out.text = function.text;
  out.text_place = function.place;
  out.distinct = ctx->DISTINCT() != nullptr;
  for (auto* argument : ctx->expr()) add(out, expression(argument));
  if (ctx->over() != nullptr) {
    const int arguments = out.depth;
    build_inside(out, out.over, [&] { return measured_graph(ctx->over()); });
    out.depth = std::max(out.depth, arguments);
  }
  return out;
}

ast::MeasuredGraph ExpressionBuilder::measured_graph(Tree* tree) {
  auto* ctx = static_cast<P::OverContext*>(tree);
  ast::MeasuredGraph out;
  out.place = place(ctx);
  out.graph = subquery_of(ctx->subquery());
  out.graph_text = written(ctx->subquery());
  if (ctx->expr() != nullptr) {
    out.weight = value(ctx->expr());
    out.weight_text = written(ctx->expr());
  }
  return out;
}

}  // namespace sarye
