// From the parser's contexts to ast::Expression, and what the rest of the tree shares with it:
// places, names, the first error. Internal to engine/syntax; the contexts are those of the
// generated parser.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/syntax/ast.h"
#include "engine/syntax/literal.h"

namespace antlr4::tree {
class ParseTree;
}

namespace sarye {

class SourceText;

class ExpressionBuilder {
 public:
  using Tree = antlr4::tree::ParseTree;

  explicit ExpressionBuilder(const SourceText& source) : source_(source) {}
  virtual ~ExpressionBuilder() = default;

  // The first error met. After it, what is built has no meaning.
  const std::optional<Error>& error() const { return error_; }

 protected:
  // Any context of the expression rules, from `expr` to `atom`.
  ast::Expression expression(Tree* tree);
  // The same where a pattern cannot stand, since it is a condition and not a value.
  ast::Expression value(Tree* tree);
  // Nothing for a null pointer.
  std::optional<ast::Expression> maybe(Tree* tree);

  // Words.
  ast::Expression string(Tree* word);
  ast::Expression parameter(Tree* word);
  ast::Name parameter_name(Tree* word) const;
  std::int64_t integer(Tree* word);
  ast::Name name(Tree* tree) const;
  std::optional<ast::Name> maybe_name(Tree* tree) const;

  TextPlace place(Tree* tree) const;
  std::string written(Tree* tree) const;
  // The type of a word in the lexer grammar; 0 for a context.
  static std::size_t word_type(Tree* tree);

  void fail(Error error);
  void fail(TextPlace at, std::string error_name, std::string message, std::string hint);
  void several_types(Tree* second);
  // Keeps the depth of a tree below the limit, also where a pattern or subquery stands between.
  void note_depth(int depth, TextPlace at);

  virtual ast::LabelExpression label_of(Tree* label_expr) = 0;
  virtual ast::PathPattern path_of(Tree* path_expr) = 0;
  virtual ast::Subquery subquery_of(Tree* subquery) = 0;

 private:
  ast::Expression row(ast::ExpressionKind kind, Tree* tree);
  ast::Expression negation(Tree* tree);
  ast::Expression comparison_chain(Tree* tree);
  ast::Expression predicate(Tree* tree);
  ast::Expression arithmetic(Tree* tree);
  ast::Expression unary(Tree* tree);
  ast::Expression postfix(Tree* tree);
  ast::Expression access(ast::Expression base, Tree* accessor);
  ast::Expression atom(Tree* tree);
  ast::Expression literal(Tree* tree, bool negative);
  ast::Expression case_expression(Tree* tree);
  ast::Expression call(Tree* tree);
  ast::MeasuredGraph measured_graph(Tree* tree);
  ast::Expression over_list(ast::ExpressionKind kind, Tree* atom);

  ast::Expression make(ast::ExpressionKind kind, TextPlace at) const;
  void add(ast::Expression& parent, ast::Expression child);
  void no_pattern(const ast::Expression& expression);
  template <typename Part, typename Build>
  void build_inside(ast::Expression& parent, std::unique_ptr<Part>& part, Build build);
  SourceRange range(Tree* tree) const;

  const SourceText& source_;
  std::optional<Error> error_;
  int deepest_ = 0;  // among the trees built since the innermost build_inside began
};

}  // namespace sarye
