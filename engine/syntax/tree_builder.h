// From the parser's contexts to statements, clauses and patterns. Internal to engine/syntax.
#pragma once

#include "engine/base/result.h"
#include "engine/syntax/ast.h"

namespace antlr4::tree {
class ParseTree;
}

namespace sarye {

class SourceText;

// `script` is the context of rule `script`, parsed without an error from `source`.
// Errors: those of parse() that concern a value: IntegerOverflow, InvalidUnicodeLiteral, ...
Result<ast::Script> build_script(antlr4::tree::ParseTree* script, const SourceText& source);

}  // namespace sarye
