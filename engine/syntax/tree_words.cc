#include "engine/syntax/tree_words.h"

#include <utility>

#include "antlr4-runtime.h"
#include "engine/syntax/source_text.h"

namespace sarye {

using antlr4::ParserRuleContext;
using antlr4::tree::TerminalNode;

SourceRange TreeWords::range(Tree* tree) const {
  const antlr4::Token* first = nullptr;
  const antlr4::Token* last = nullptr;
  if (auto* ctx = dynamic_cast<ParserRuleContext*>(tree)) {
    first = ctx->start;
    last = ctx->stop;
  } else {
    first = last = static_cast<TerminalNode*>(tree)->getSymbol();
  }
  return {first->getStartIndex(), last->getStopIndex() + 1};
}

TextPlace TreeWords::place(Tree* tree) const {
  const SourceRange r = range(tree);
  return source_.place(r.begin, r.end);
}

std::string TreeWords::written(Tree* tree) const {
  const SourceRange r = range(tree);
  return std::string(source_.slice(r.begin, r.end));
}

std::size_t TreeWords::word_type(Tree* tree) {
  auto* word = dynamic_cast<TerminalNode*>(tree);
  return word == nullptr ? 0 : word->getSymbol()->getType();
}

ast::Name TreeWords::name(Tree* tree) const {
  const SourceRange r = range(tree);
  return {name_text(source_, r), source_.place(r.begin, r.end), source_.mapped()[r.begin] == U'`'};
}

std::optional<ast::Name> TreeWords::maybe_name(Tree* tree) const {
  if (tree == nullptr) return std::nullopt;
  return name(tree);
}

ast::Name TreeWords::parameter_name(Tree* word) const {
  const SourceRange r = range(word);
  return {name_text(source_, {r.begin + 1, r.end}), source_.place(r.begin, r.end),
          source_.mapped()[r.begin + 1] == U'`'};
}

std::int64_t TreeWords::integer(Tree* word) {
  const auto number = integer_literal(source_, range(word), false);
  if (!number) fail(number.error());
  return number ? *number : 0;
}

std::string TreeWords::quoted(Tree* word) {
  auto text = string_literal(source_, range(word));
  if (!text) {
    fail(text.error());
    return {};
  }
  return std::move(*text);
}

void TreeWords::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void TreeWords::fail(TextPlace at, std::string error_name, std::string message, std::string hint) {
  fail(Error{ErrorCode::Syntax, std::move(message), std::move(hint), std::move(error_name), at});
}

}  // namespace sarye
