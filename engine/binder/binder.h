// From what was written to what is meant: names are resolved against the catalog, and everything
// that can be known to be wrong before any data is read is refused here, with its place and what
// would work.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/base/result.h"
#include "engine/binder/bound_query.h"
#include "engine/model/catalog.h"
#include "engine/syntax/ast.h"

namespace sarye {

using Parameters = std::map<std::string, Value, std::less<>>;
using DocumentSets = std::map<std::string, BoundDocumentSet, std::less<>>;

struct BindOptions {
  const Parameters* parameters = nullptr;       // values of $name; borrowed for the call
  const DocumentSets* document_sets = nullptr;  // made by LET; ko, zh, en and ja need none
  bool strict_names =
      true;  // an unknown type, relation or property is an error; false: empty, null
  std::uint32_t max_hops = 6;  // of `*` without a bound; 0: unbounded
};

// Errors: Semantic, with a place and a name: UndefinedVariable, VariableAlreadyBound,
// VariableTypeConflict, InvalidArgumentType, InvalidAggregation, AmbiguousAggregationExpression,
// NestedAggregation, NoVariablesInScope, NoExpressionAlias, ColumnNameConflict,
// DifferentColumnsInUnion, UnknownFunction, InvalidNumberOfArguments, NonConstantExpression,
// NegativeIntegerArgument, RelationshipUniquenessViolation, UnexpectedSyntax, MissingParameter,
// UnknownType, UnknownRelation, UnknownProperty, UnknownLanguage, UnknownDocumentSet,
// UnknownEntity, AmbiguousEntity, ImpossiblePattern, InvalidEvidence, UnsupportedStatement,
// UnknownOption; and those of the catalog.
Result<BoundStatement> bind(const ast::Statement& statement, const Catalog& catalog,
                            const BindOptions& options = {});

}  // namespace sarye
