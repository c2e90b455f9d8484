// From the parser's contexts to ast::Expression. Internal to engine/syntax; the contexts are those
// of the generated parser.
#pragma once

#include <memory>
#include <optional>

#include "engine/syntax/ast.h"
#include "engine/syntax/tree_words.h"

namespace sarye {

class ExpressionBuilder : public TreeWords {
 public:
  using TreeWords::TreeWords;
  virtual ~ExpressionBuilder() = default;

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

  int deepest_ = 0;  // among the trees built since the innermost build_inside began
};

}  // namespace sarye
