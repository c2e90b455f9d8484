// Variables: where they are known, what they can stand for, what is left of them after a
// projection.
#include "tests/support/bound_text.h"

using namespace sarye;
using namespace sarye::test;

TEST_CASE("A variable is known only from where it is bound", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(refused("MATCH (f:Firm) RETURN g", catalog) == "UndefinedVariable");
  CHECK(error_of("MATCH (firm:Firm) RETURN frim", catalog).hint == "did you mean firm?");
  CHECK(refused("MATCH (f:Firm) WITH f.name AS n RETURN f", catalog) == "UndefinedVariable");
  CHECK(refused("MATCH (f:Firm) WHERE (f)-[:PURSUES]->(s) RETURN f", catalog) ==
        "UndefinedVariable");
  CHECK(refused("MATCH (f:Firm) WHERE EXISTS { (f)-[:PURSUES]->(s) } RETURN f", catalog).empty());
  CHECK(refused("MATCH (f:Firm) WHERE EXISTS { (f)-[:PURSUES]->(s) } RETURN s", catalog) ==
        "UndefinedVariable");
  CHECK(refused("RETURN [x IN [1] | x] AS l, x", catalog) == "UndefinedVariable");
}

TEST_CASE("One name is one thing", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(refused("MATCH (a)-[a]->(b) RETURN a", catalog) == "VariableTypeConflict");
  CHECK(refused("WITH 5 AS a MATCH (a) RETURN a", catalog) == "VariableTypeConflict");
  CHECK(refused("MATCH (a)-[r]->(b) MATCH (a)-[r*]->(b) RETURN a", catalog) ==
        "VariableTypeConflict");
  CHECK(refused("MATCH p = (p)-->(b) RETURN b", catalog) == "VariableAlreadyBound");
  CHECK(refused("MATCH (a) UNWIND [1] AS a RETURN a", catalog) == "VariableAlreadyBound");
  CHECK(refused("MATCH (a)-[r]->(b)-[r]->(c) RETURN r", catalog) ==
        "RelationshipUniquenessViolation");
  CHECK(refused("MATCH (a)-[r]->(b) MATCH (a)-[r]->(c) RETURN c", catalog).empty());
}

TEST_CASE("A renamed variable keeps its slot and an expression gets one of its own", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query = bound("MATCH (f:Firm) WITH f AS g RETURN g, g.name AS n", catalog);
  const Slot firm = first_match(query).nodes[0].slot;
  CHECK(query.columns[0] == std::pair<std::string, Slot>("g", firm));
  CHECK(query.columns[1].second != firm);
}

TEST_CASE("ORDER BY sees what was there before only without DISTINCT and aggregation", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(refused("MATCH (f:Firm) RETURN f.name AS n ORDER BY f.founded", catalog).empty());
  CHECK(refused("MATCH (f:Firm) RETURN DISTINCT f.name AS n ORDER BY f.founded", catalog) ==
        "UndefinedVariable");
  CHECK(refused("MATCH (f:Firm) RETURN DISTINCT f.name AS n ORDER BY f.name", catalog).empty());
  CHECK(refused("MATCH (f:Firm) RETURN f.name AS n, count(*) AS c ORDER BY f.name, c", catalog)
            .empty());
  CHECK(refused("MATCH (f:Firm) RETURN f.name AS n, count(*) AS c ORDER BY f.founded", catalog) ==
        "UndefinedVariable");
  CHECK(refused("MATCH (f:Firm) WITH f.name AS n, f WHERE f.founded > 2000 RETURN n", catalog)
            .empty());
}

TEST_CASE("A new name hides the old one in ORDER BY", "[binder]") {
  const HandCatalog catalog = HandCatalog::open();
  const BoundQuery query = bound("UNWIND [1, 2] AS x WITH -x AS x ORDER BY x RETURN x", catalog);
  const auto& with = std::get<BoundProjection>(query.parts[0].clauses[1]);
  CHECK(with.order_by[0].expression.slot == with.columns[0].slot);
}

TEST_CASE("Beside an aggregate stand only columns", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(refused("MATCH (f:Firm) RETURN f.founded + count(*)", catalog) ==
        "AmbiguousAggregationExpression");
  CHECK(refused("MATCH (f:Firm) RETURN f.founded, f.founded + count(*) AS n", catalog).empty());
  CHECK(refused("MATCH (f:Firm) RETURN f, f.founded + count(*) AS n", catalog).empty());
  CHECK(refused("MATCH (f:Firm) RETURN f.founded + 1, f.founded + 1 + count(*)", catalog) ==
        "AmbiguousAggregationExpression");
  CHECK(refused("RETURN count(sum(1))", catalog) == "NestedAggregation");
  CHECK(refused("MATCH (f:Firm) WHERE count(f) > 1 RETURN f", catalog) == "InvalidAggregation");
  CHECK(refused("RETURN [x IN [1, 2] | count(x)] AS l", catalog) == "InvalidAggregation");
  CHECK(refused("MATCH (f:Firm) RETURN [x IN collect(f) | x.name] AS l", catalog).empty());
}

TEST_CASE("Equal aggregates are computed once", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  const BoundQuery query =
      bound("MATCH (f:Firm) RETURN count(f.founded) AS a, count(f.founded) + 1 AS b", catalog);
  CHECK(std::get<BoundProjection>(query.parts[0].clauses[1]).aggregates.size() == 1);
}

TEST_CASE("Columns have names, and parts of a union the same ones", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(refused("MATCH (f:Firm) WITH f.name RETURN 1 AS x", catalog) == "NoExpressionAlias");
  CHECK(refused("RETURN 1 AS a, 2 AS a", catalog) == "ColumnNameConflict");
  CHECK(refused("RETURN 1 AS a UNION RETURN 2 AS b", catalog) == "DifferentColumnsInUnion");
  CHECK(refused("MATCH () RETURN *", catalog) == "NoVariablesInScope");
  const BoundQuery query = bound("RETURN 1 AS a, 2 AS b UNION RETURN 3 AS b, 4 AS a", catalog);
  CHECK(query.columns[0].first == "a");
}

TEST_CASE("SKIP and LIMIT are constants that can be wrong before or after the start", "[binder]") {
  const HandCatalog catalog = HandCatalog::literature();
  CHECK(refused("MATCH (f:Firm) RETURN f LIMIT f.founded", catalog) == "NonConstantExpression");
  CHECK(refused("MATCH (f:Firm) RETURN f LIMIT -1", catalog) == "NegativeIntegerArgument");
  CHECK(refused("MATCH (f:Firm) RETURN f SKIP 1.5", catalog) == "InvalidArgumentType");
  const Parameters parameters = {{"n", Value(std::int64_t{-1})}};
  BindOptions options;
  options.parameters = &parameters;
  CHECK(refused("MATCH (f:Firm) RETURN f LIMIT $n", catalog, options).empty());
  CHECK(refused("MATCH (f:Firm) RETURN f LIMIT $m", catalog, options) == "MissingParameter");
}
