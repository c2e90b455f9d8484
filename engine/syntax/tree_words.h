// What a tree of the parser's contexts says word by word: places, names, numbers, and the first
// error that is met in it. Internal to engine/syntax; the contexts are those of the generated
// parser.
#pragma once

#include <cstdint>
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

class TreeWords {
 public:
  using Tree = antlr4::tree::ParseTree;

  // `source` outlives this object.
  explicit TreeWords(const SourceText& source) : source_(source) {}

  // The first error met. After it, what is built has no meaning.
  const std::optional<Error>& error() const { return error_; }

 protected:
  ~TreeWords() = default;

  SourceRange range(Tree* tree) const;
  TextPlace place(Tree* tree) const;
  std::string written(Tree* tree) const;
  // The type of a word in the lexer grammar; 0 for a context.
  static std::size_t word_type(Tree* tree);

  ast::Name name(Tree* tree) const;
  // Nothing for a null pointer.
  std::optional<ast::Name> maybe_name(Tree* tree) const;
  ast::Name parameter_name(Tree* word) const;
  std::int64_t integer(Tree* word);
  std::string quoted(Tree* word);

  void fail(Error error);
  void fail(TextPlace at, std::string error_name, std::string message, std::string hint);

  const SourceText& source() const { return source_; }

 private:
  const SourceText& source_;
  std::optional<Error> error_;
};

}  // namespace sarye
