#include "engine/syntax/expected.h"

#include <algorithm>

#include "tests/engine/syntax/parse_helpers.h"

using namespace sarye;
using Kind = ExpectationKind;

namespace {

bool offers(std::string_view prefix, Kind kind, std::string text = {}) {
  const auto expected = expected_after(prefix);
  return std::find(expected.begin(), expected.end(), Expectation{kind, std::move(text)}) !=
         expected.end();
}

}  // namespace

TEST_CASE("the kind of a name follows from where it stands", "[syntax]") {
  CHECK(offers("MATCH (f:", Kind::Type));
  CHECK_FALSE(offers("MATCH (f:", Kind::Relation));
  CHECK(offers("MATCH (f)-[r:", Kind::Relation));
  CHECK(offers("MATCH (f)-[r:USES|", Kind::Relation));
  CHECK_FALSE(offers("MATCH (f)-[r:", Kind::Type));
  CHECK(offers("MATCH (f:!(Firm|", Kind::Type));
  CHECK(offers("MATCH (f) RETURN f.", Kind::Property));
  CHECK(offers("MATCH (f {", Kind::Property));
  CHECK(offers("MATCH (f) WHERE ", Kind::Variable));
  CHECK(offers("MATCH (f) WHERE ", Kind::Function));
  CHECK(offers("MATCH (f:Firm ", Kind::Entity));
  CHECK(offers("FROM ", Kind::DocumentSet));
  CHECK(offers("MATCH (f) IN LANGUAGE ", Kind::Language));
  CHECK(offers("RETURN 1 AS ", Kind::NewName));
  CHECK(offers("SHOW ", Kind::Subject));
  CHECK(offers("SET ", Kind::Option));
  CHECK(offers("TRACE (a) TO (b) THROUGH ", Kind::Type));
}

TEST_CASE("only the words that can follow are offered", "[syntax]") {
  CHECK(offers("", Kind::Keyword, "MATCH"));
  CHECK_FALSE(offers("", Kind::Keyword, "WHERE"));
  CHECK(offers("MATCH (f) ", Kind::Keyword, "SUPPORTED"));
  CHECK_FALSE(offers("MATCH (f) ", Kind::Keyword, "LIMIT"));
  CHECK(offers("RETURN 1 ", Kind::Keyword, "LIMIT"));
  CHECK(offers("RETURN 1 ", Kind::End));
  CHECK_FALSE(offers("MATCH (f) ", Kind::End));
  CHECK_FALSE(offers("RETURN f.", Kind::Keyword, "LIMIT"));
  CHECK(offers("MATCH (a)-[r]->(b) SUPPORTED BY 2 ", Kind::Unit, "LANGUAGES"));
  CHECK(offers("MATCH (a) MODALITY ", Kind::Modality, "planned"));
  CHECK(offers("RETURN [x IN xs WHERE x ", Kind::Sign, "|"));
  CHECK(offers("RETURN pagerank(f ", Kind::Keyword, "OVER"));
  CHECK_FALSE(offers("RETURN (f ", Kind::Keyword, "OVER"));
  CHECK(offers("RETURN pagerank(f OVER { (a)--(b) ", Kind::Keyword, "SUPPORTED"));
  CHECK(offers("RETURN pagerank(f OVER { (a)--(b) } ", Kind::Keyword, "BY"));
}

TEST_CASE("what follows depends on all that is open, not on the last words", "[syntax]") {
  CHECK(offers("RETURN (1", Kind::Sign, ")"));
  CHECK_FALSE(offers("RETURN (1", Kind::End));
  CHECK(offers("MATCH (a) WHERE EXISTS { (a)-->(b) ", Kind::Sign, "}"));
  CHECK_FALSE(offers("MATCH (a) ", Kind::Sign, "}"));
  CHECK(offers("RETURN 1; MATCH (a) ", Kind::Keyword, "RETURN"));
}

TEST_CASE("nothing can follow a wrong prefix, an open text, or a very long statement", "[syntax]") {
  CHECK(expected_after("RETRUN ").empty());
  CHECK(expected_after("RETURN 'abc").empty());
  CHECK(expected_after("RETURN \xFF").empty());
  CHECK(expected_after("RETURN 1" + test::repeated(" + 1", 200)).empty());
  CHECK_FALSE(expected_after(test::repeated("RETURN 1; ", 200) + "MATCH ").empty());
}
