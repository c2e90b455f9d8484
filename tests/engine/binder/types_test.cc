// Types that are visibly wrong are refused; what only the data can tell is left to it.
#include "tests/support/bound_text.h"

using namespace sarye;
using namespace sarye::test;

TEST_CASE("Visible wrong types are refused in the text", "[binder]") {
  const HandCatalog catalog = HandCatalog::open();
  for (const char* text : {
           "RETURN NOT 1",
           "RETURN true AND 'a'",
           "RETURN 1 IN 2",
           "RETURN 'a' * 2",
           "RETURN [1, 2]['a']",
           "WITH 5 AS n RETURN n.name",
           "MATCH p = (a)-->(b) RETURN p.name",
           "MATCH p = (a)-->(b) RETURN size(p)",
           "MATCH (a) RETURN type(a)",
           "MATCH (a)-[r]->(b) RETURN length(r)",
           "MATCH (a)-[r]->(b) RETURN labels(r)",
           "MATCH (a) WHERE (a) RETURN a",
           "RETURN all(x IN ['a', 'b'] WHERE x % 2 = 0)",
           "RETURN [x IN 5 | x]",
           "RETURN CASE WHEN 1 THEN 2 END",
       }) {
    INFO(text);
    CHECK(refused(text, catalog) == "InvalidArgumentType");
  }
}

TEST_CASE("What the data decides is not refused in the text", "[binder]") {
  const HandCatalog catalog = HandCatalog::open();
  for (const char* text : {
           "RETURN range(true, 1)",
           "RETURN [x IN [1, 'a'] | x % 2]",
           "RETURN null AND true",
           "RETURN 'a' STARTS WITH 1",
           "MATCH (a) WHERE a.flag RETURN a",
           "MATCH (a) RETURN a['na' + 'me']",
           "MATCH (a) WITH [a, 1] AS l RETURN labels(l[0])",
           "UNWIND [[1], []] AS l RETURN 1 IN l",
       }) {
    INFO(text);
    CHECK(refused(text, catalog).empty());
  }
}

TEST_CASE("Functions are known by name, without regard to case, with their numbers of arguments",
          "[binder]") {
  const HandCatalog catalog = HandCatalog::open();
  CHECK(refused("RETURN TOINTEGER('1')", catalog).empty());
  CHECK(error_of("RETURN toIntger('1')", catalog).hint == "did you mean toInteger?");
  CHECK(refused("RETURN substring('a')", catalog) == "InvalidNumberOfArguments");
  CHECK(refused("RETURN sum(*)", catalog) == "UnexpectedSyntax");
}

TEST_CASE("Every function is found by its own name", "[binder]") {
  for (const FunctionInfo& info : functions()) {
    INFO(info.name);
    REQUIRE(find_function_info(info.name) == &info);
    CHECK(&function_info(info.id) == &info);
  }
}

TEST_CASE("A pattern is a condition, not a value", "[binder]") {
  const HandCatalog catalog = HandCatalog::open();
  CHECK(refused("MATCH (a) RETURN (a)-->()", catalog) == "UnexpectedSyntax");
  CHECK(refused("MATCH (a) RETURN size((a)-->())", catalog) == "UnexpectedSyntax");
  CHECK(refused("MATCH (a) WHERE NOT (a)-->() OR a.x = 1 RETURN a", catalog).empty());
}
