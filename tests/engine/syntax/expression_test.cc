#include "tests/engine/syntax/parse_helpers.h"

using namespace sarye;
using namespace sarye::test;
using NodeKind = ast::ExpressionKind;

TEST_CASE("operators bind as in openCypher", "[syntax]") {
  CHECK(shape(expression("1 + 2 * 3")) == "(+ 1 (* 2 3))");
  CHECK(shape(expression("(1 + 2) * 3")) == "(* (+ 1 2) 3)");
  CHECK(shape(expression("8 - 4 - 2")) == "(- (- 8 4) 2)");
  CHECK(shape(expression("a % b / c")) == "(/ (% a b) c)");
  CHECK(shape(expression("a ^ b ^ c * d")) == "(* (^ (^ a b) c) d)");
  CHECK(shape(expression("-a ^ b")) == "(^ (neg a) b)");
  CHECK(shape(expression("NOT a = b AND c")) == "(and (not (cmp = a b)) c)");
  CHECK(shape(expression("a OR b XOR c AND d")) == "(or a (xor b (and c d)))");
  CHECK(shape(expression("a = b IN c")) == "(cmp = a (in b c))");
  CHECK(shape(expression("a + b IN c + d")) == "(in (+ a b) (+ c d))");
  CHECK(shape(expression("a.b[0].c")) == "(.c ([] (.b a) 0))");
  CHECK(shape(expression("n:Firm AND n.x IS NOT NULL")) == "(and (:Firm n) (is-not-null (.x n)))");
  CHECK(shape(expression("NOT NOT a")) == "(not (not a))");
  CHECK(shape(expression("a NOT IN b IS NULL")) == "(is-null (not-in a b))");
}

TEST_CASE("a comparison chain is one node, and a bracketed comparison is not part of it",
          "[syntax]") {
  CHECK(shape(expression("1 < a <= b <> c")) == "(cmp < <= <> 1 a b c)");
  CHECK(shape(expression("(1 < a) = b")) == "(cmp = (cmp < 1 a) b)");
  CHECK(shape(expression("a != b")) == "(cmp <> a b)");
}

TEST_CASE("rows of AND and OR are flat, whatever their length", "[syntax]") {
  std::string text = "x";
  for (int i = 0; i < 5000; ++i) text += " OR x";
  CHECK(expression(text).operands.size() == 5001);
}

TEST_CASE("integers of every base up to the ends of 64 bits", "[syntax]") {
  CHECK(expression("0x1F").integer == 31);
  CHECK(expression("-0x1f").integer == -31);
  CHECK(expression("0o17").integer == 15);
  CHECK(expression("9223372036854775807").integer == INT64_MAX);
  CHECK(expression("-9223372036854775808").integer == INT64_MIN);
  CHECK(shape(expression("- -5")) == "(neg -5)");
  CHECK(shape(expression("5 -3")) == "(- 5 3)");
  CHECK(failure("RETURN 9223372036854775808").name == "IntegerOverflow");
  CHECK(failure("RETURN -9223372036854775809").name == "IntegerOverflow");
  CHECK(failure("RETURN 0xFFFFFFFFFFFFFFFFF").name == "IntegerOverflow");
  CHECK(failure("RETURN -(9223372036854775808)").name == "IntegerOverflow");
}

TEST_CASE("floats, and what only looks like a number", "[syntax]") {
  CHECK(expression(".5").number == 0.5);
  CHECK(expression("1e-5").number == 1e-5);
  CHECK(expression("-2.5E+3").number == -2500.0);
  CHECK(expression("1e-999").number == 0.0);
  CHECK(expression("0." + repeated("0", 400) + "1").number == 0.0);
  CHECK(failure("RETURN 1e999").name == "FloatingPointOverflow");
  CHECK(failure("RETURN " + repeated("9", 400) + ".5").name == "FloatingPointOverflow");
  for (const char* text : {"12ab", "0x1G", "0o8", "1.5x", "2024년"}) {
    CHECK(failure(std::string("RETURN ") + text).name == "InvalidNumberLiteral");
  }
}

TEST_CASE("strings: four kinds of quotes, escapes, surrogate pairs, NFC", "[syntax]") {
  CHECK(expression(R"('a\'b')").text == "a'b");
  CHECK(expression(R"("a\tb\\")").text == "a\tb\\");
  CHECK(expression("\u201C华为\u201D").text == "华为");
  CHECK(expression("\u2018it's\u2019").text == "it's");
  CHECK(expression(R"('\uB124\u0041')").text == "네A");
  CHECK(expression(R"('\uD83D\uDE00')").text == "\U0001F600");
  CHECK(expression(R"('\U0001F600')").text == "\U0001F600");
  CHECK(expression("'\u1102\u1166'").text == "네");
  CHECK(expression("'// no comment'").text == "// no comment");
  CHECK(failure(R"(RETURN '\uD83D')").name == "InvalidUnicodeLiteral");
  CHECK(failure(R"(RETURN '\uDE00\uD83D')").name == "InvalidUnicodeLiteral");
  CHECK(failure(R"(RETURN '\u12G4')").name == "InvalidUnicodeLiteral");
  CHECK(failure(R"(RETURN '\U00110000')").name == "InvalidUnicodeLiteral");
  CHECK(failure(R"(RETURN 'a\qb')").place->column == 10);
}

TEST_CASE("slices know which end is written", "[syntax]") {
  const auto from = expression("a[1..]");
  CHECK(
      (from.kind == NodeKind::Slice && from.has_from && !from.has_to && from.operands.size() == 2));
  const auto to = expression("a[..b.c]");
  CHECK((to.kind == NodeKind::Slice && !to.has_from && to.has_to));
  CHECK(shape(to.operands[1]) == "(.c b)");
  CHECK(shape(expression("n['na' + 'me']")) == "([] n (+ 'na' 'me'))");
}

TEST_CASE("CASE in both forms", "[syntax]") {
  const auto simple = expression("CASE x WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END");
  CHECK((simple.has_subject && simple.has_else && simple.operands.size() == 6));
  const auto searched = expression("CASE WHEN x > 1 THEN end END");
  CHECK((!searched.has_subject && !searched.has_else && searched.operands.size() == 2));
}

TEST_CASE("quantifiers, comprehensions and subqueries", "[syntax]") {
  const auto all = expression("all(x IN xs WHERE x > 1)");
  CHECK((all.kind == NodeKind::All && all.text == "x" && all.has_filter));
  CHECK(expression("all(xs)").kind == NodeKind::Call);
  const auto made = expression("[x IN xs WHERE x > 1 | x.name]");
  CHECK((made.kind == NodeKind::ListComprehension && made.has_filter && made.has_result));
  CHECK(expression("[x IN xs]").kind == NodeKind::ListComprehension);
  CHECK(expression("[(x IN xs)]").kind == NodeKind::List);
  const auto exists = expression("EXISTS { (a)-[:USES]->(b) WHERE b.x = 1 }");
  REQUIRE(exists.subquery != nullptr);
  CHECK(std::get<ast::MatchClause>(exists.subquery->parts[0].clauses[0]).where.has_value());
  const auto count = expression("count { MATCH (a)-->(b) WITH b MATCH (b)-->(c) RETURN c }");
  CHECK(count.kind == NodeKind::CountSubquery);
  CHECK((count.subquery->parts[0].clauses.size() == 3 &&
         count.subquery->parts[0].result.has_value()));
  const auto worded =
      expression("EXISTS { (a)-->(b), (b)-->(c) IN LANGUAGE ko DENIED WHERE b.x = 1 }");
  const auto& match = std::get<ast::MatchClause>(worded.subquery->parts[0].clauses[0]);
  CHECK((match.paths.size() == 2 && match.evidence.size() == 2 && match.where.has_value()));
}

TEST_CASE("a measure has a graph behind its arguments, and may have a weight", "[syntax]") {
  const auto plain = expression("pagerank(f)");
  CHECK(plain.over == nullptr);
  const auto over =
      expression("distance(a, b OVER { (x)-[r:USES]->(y) IN LANGUAGE zh } BY 1 / r.w)");
  REQUIRE(over.over != nullptr);
  CHECK(over.operands.size() == 2);
  CHECK(over.over->graph_text == "(x)-[r:USES]->(y) IN LANGUAGE zh");
  CHECK(over.over->weight_text == "1 / r.w");
  REQUIRE(over.over->weight.has_value());
  CHECK(shape(*over.over->weight) == "(/ 1 (.w r))");
  const auto long_form = expression("degree(f OVER { MATCH (x)-->(y) WITH x MATCH (x)-->(z) })");
  CHECK(long_form.over->graph.parts[0].clauses.size() == 3);
  CHECK(shape(expression("f(over, over.over)")) == "(f over (.over over))");
}

TEST_CASE("the last bar of a list comprehension begins its result", "[syntax]") {
  const auto made = expression("[x IN xs WHERE x:Firm|Agency | x.name]");
  REQUIRE(made.has_result);
  CHECK(made.operands[1].label->operands.size() == 2);
  const auto nested = expression("[x IN [y IN ys | y.a] WHERE x:A|B | [z IN x | z]]");
  CHECK((nested.has_result && nested.operands[0].has_result && nested.operands[2].has_result));
}

TEST_CASE("calls, count(*) and DATE", "[syntax]") {
  CHECK(shape(expression("count(DISTINCT a.b)")) == "(count distinct (.b a))");
  CHECK(expression("count(*)").kind == NodeKind::CountStar);
  const auto date = expression("DATE '2023-06-30'");
  CHECK((date.kind == NodeKind::Date && date.text == "2023-06-30"));
  CHECK(shape(expression("date('2023')")) == "(date '2023')");
  CHECK(shape(expression("date")) == "date");
}

TEST_CASE("a pattern is a condition and not a value", "[syntax]") {
  CHECK(expression("NOT (a)-[:USES]->(b)").operands[0].kind == NodeKind::PatternPredicate);
  CHECK(expression("exists((a)-->(b))").operands[0].kind == NodeKind::PatternPredicate);
  CHECK(failure("RETURN (a)-->(b)").name == "UnexpectedSyntax");
  CHECK(failure("RETURN size((a)-->(b))").name == "UnexpectedSyntax");
  CHECK(failure("RETURN (a)-->(b) = true").hint.find("EXISTS") != std::string::npos);
}

TEST_CASE("a map is refused as a value, and read as the properties of a node", "[syntax]") {
  CHECK(failure("RETURN {a: 1}").message.find("map") != std::string::npos);
  CHECK(match("MATCH (n {a: 1, b: $x})").paths[0].nodes[0].properties.size() == 2);
}

TEST_CASE("an expression's place is its own bytes, and a column keeps its source text",
          "[syntax]") {
  const std::string text = "RETURN  a.b +  '네' AS x, count( * )";
  const auto query = question(text);
  const auto& items = query.parts[0].result.projection.items;
  const TextPlace place = items[0].expression.place;
  CHECK(text.substr(place.byte_begin, place.byte_end - place.byte_begin) == "a.b +  '네'");
  CHECK(items[1].source_text == "count( * )");
  CHECK(items[1].place.column == 26);
}
