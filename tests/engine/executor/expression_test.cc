#include "engine/executor/expression.h"

#include "tests/engine/executor/ask.h"

using namespace sarye;

namespace {

// The value of one expression over a graph without nodes.
std::string value_of_text(const std::string& expression, const AskWith& with = {}) {
  static const auto graph = open_graph({{1, "Node", {}}}, {});
  const auto rows = rows_of(graph->view(), "RETURN " + expression + " AS x", with);
  return rows.size() == 1 ? rows[0] : "rows: " + std::to_string(rows.size());
}

bool fails_with(const std::string& expression, const std::string& name) {
  return value_of_text(expression).starts_with("ERROR " + name + ":");
}

}  // namespace

TEST_CASE("Integers stay integers and never wrap", "[executor][expression]") {
  CHECK(value_of_text("7 / 2") == "3");
  CHECK(value_of_text("-7 / 2") == "-3");
  CHECK(value_of_text("-7 % 2") == "-1");
  CHECK(value_of_text("7 / 2.0") == "3.5");
  CHECK(value_of_text("2 ^ 3") == "8.0");
  CHECK(value_of_text("1.0 / 0") == "Infinity");
  CHECK(value_of_text("0.0 / 0.0") == "NaN");
  AskWith big;
  big.parameters["big"] = Value(std::numeric_limits<std::int64_t>::max());
  CHECK(value_of_text("$big + 1", big).starts_with("ERROR ArithmeticError"));
  CHECK(value_of_text("$big * 2", big).starts_with("ERROR ArithmeticError"));
  CHECK(value_of_text("-$big - 1", big) == "-9223372036854775808");
  CHECK(value_of_text("-$big - 2", big).starts_with("ERROR ArithmeticError"));
  AskWith zero;
  zero.parameters["zero"] = Value(std::int64_t{0});
  CHECK(value_of_text("1 / $zero", zero).starts_with("ERROR ArithmeticError"));
  CHECK(value_of_text("1 % $zero", zero).starts_with("ERROR ArithmeticError"));
}

TEST_CASE("Null is neither true nor false anywhere", "[executor][expression]") {
  CHECK(value_of_text("null = null") == "null");
  CHECK(value_of_text("null <> 1") == "null");
  CHECK(value_of_text("NOT null") == "null");
  CHECK(value_of_text("null AND false") == "false");
  CHECK(value_of_text("null AND true") == "null");
  CHECK(value_of_text("null OR true") == "true");
  CHECK(value_of_text("null XOR true") == "null");
  CHECK(value_of_text("null IN []") == "false");
  CHECK(value_of_text("null IN [1]") == "null");
  CHECK(value_of_text("2 IN [1, null]") == "null");
  CHECK(value_of_text("1 IN [1, null]") == "true");
  CHECK(value_of_text("1 IN null") == "null");
  CHECK(value_of_text("[1, null] = [1, 2]") == "null");
  CHECK(value_of_text("[1, null] = [2, null]") == "false");
  CHECK(value_of_text("'a' CONTAINS null") == "null");
  CHECK(value_of_text("1 + null") == "null");
  CHECK(value_of_text("null IS NULL") == "true");
  CHECK(value_of_text("coalesce(null, 2, 3)") == "2");
}

TEST_CASE("Order comparisons of different types are null, of NaN false", "[executor][expression]") {
  CHECK(value_of_text("1 < 'a'") == "null");
  CHECK(value_of_text("1 = 'a'") == "false");
  CHECK(value_of_text("1 = 1.0") == "true");
  CHECK(value_of_text("0.0 / 0.0 = 0.0 / 0.0") == "false");
  CHECK(value_of_text("0.0 / 0.0 < 1") == "false");
  CHECK(value_of_text("[1, 2] < [1, 3]") == "true");
  CHECK(value_of_text("9007199254740993 = 9007199254740992.0") == "false");
}

TEST_CASE("Quantifiers and comprehensions mind nulls", "[executor][expression]") {
  CHECK(value_of_text("all(x IN [1, null] WHERE x > 0)") == "null");
  CHECK(value_of_text("all(x IN [0, null] WHERE x > 0)") == "false");
  CHECK(value_of_text("any(x IN [1, null] WHERE x > 0)") == "true");
  CHECK(value_of_text("any(x IN [0, null] WHERE x > 0)") == "null");
  CHECK(value_of_text("none(x IN [0, null] WHERE x > 0)") == "null");
  CHECK(value_of_text("single(x IN [1, null] WHERE x > 0)") == "null");
  CHECK(value_of_text("single(x IN [1, 1, null] WHERE x > 0)") == "false");
  CHECK(value_of_text("all(x IN [] WHERE x > 0)") == "true");
  CHECK(value_of_text("any(x IN null WHERE x > 0)") == "null");
  CHECK(value_of_text("[x IN [1, null, 3] WHERE x > 1 | x * 2]") == "[6]");
  CHECK(value_of_text("[x IN range(1, 3) | [y IN range(1, x) | x * y]]") ==
        "[[1], [2, 4], [3, 6, 9]]");
}

TEST_CASE("Lists are indexed and sliced from both ends", "[executor][expression]") {
  CHECK(value_of_text("[1, 2, 3][-1]") == "3");
  CHECK(value_of_text("[1, 2, 3][3]") == "null");
  CHECK(value_of_text("[1, 2, 3][1..]") == "[2, 3]");
  CHECK(value_of_text("[1, 2, 3][..-1]") == "[1, 2]");
  CHECK(value_of_text("[1, 2, 3][2..1]") == "[]");
  CHECK(value_of_text("[1, 2, 3][-100..100]") == "[1, 2, 3]");
  CHECK(value_of_text("[1, 2, 3][null..2]") == "null");
  // As in openCypher, a string is no list; substring has its parts.
  AskWith text;
  text.parameters["s"] = Value(std::string("abc"));
  CHECK(value_of_text("$s[1..]", text).starts_with("ERROR InvalidArgumentType"));
  CHECK(value_of_text("[1] + 2 + [3]") == "[1, 2, 3]");
  CHECK(value_of_text("0 + [1]") == "[0, 1]");
  CHECK(value_of_text("range(5, 1, -2)") == "[5, 3, 1]");
  CHECK(value_of_text("range(2, 1)") == "[]");
  CHECK(fails_with("range(1, 2, 0)", "NumberOutOfRange"));
  CHECK(value_of_text("size(range(9223372036854775806, 9223372036854775807))") == "2");
}

TEST_CASE("A list that cannot fit into memory is refused before it is made",
          "[executor][expression]") {
  static const auto graph = open_graph({{1, "Node", {}}}, {});
  auto result = ask(graph->view(), "RETURN size(range(1, 9000000000000)) AS n");
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::LimitReached);
}

TEST_CASE("Strings are counted in code points", "[executor][expression]") {
  CHECK(value_of_text("size('深度求索')") == "4");
  CHECK(value_of_text("substring('딥시크는', 1, 2)") == "'시크'");
  CHECK(value_of_text("left('日本', 5)") == "'日本'");
  CHECK(value_of_text("right('日本語', 1)") == "'語'");
  CHECK(value_of_text("reverse('a한b')") == "'b한a'");
  CHECK(value_of_text("split('a,b,', ',')") == "['a', 'b', '']");
  CHECK(value_of_text("split('한글', '')") == "['한', '글']");
  CHECK(value_of_text("replace('aaa', 'aa', 'b')") == "'ba'");
  CHECK(value_of_text("trim('\u3000 x ')") == "'x'");
  CHECK(value_of_text("toUpper('straße')") == "'STRASSE'");
}

TEST_CASE("A pattern matches the whole string, and a bad one is told", "[executor][expression]") {
  CHECK(value_of_text("'abc' =~ 'b'") == "false");
  CHECK(value_of_text("'abc' =~ '.b.'") == "true");
  CHECK(value_of_text("'화웨이' =~ '\\\\p{IsHangul}+'") == "true");
  CHECK(value_of_text("1 =~ 'b'") == "null");
  CHECK(fails_with("'a' =~ '('", "InvalidArgumentValue"));
}

TEST_CASE("A pattern that would run for ever ends", "[executor][expression]") {
  static const auto graph = open_graph({{1, "Node", {}}}, {});
  auto result =
      ask(graph->view(), "RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ '(a+)+' AS x");
  REQUIRE(!result);
  CHECK(result.error().code == ErrorCode::LimitReached);
}

TEST_CASE("Conversions give null for unreadable strings and fail on other types",
          "[executor][expression]") {
  CHECK(value_of_text("toInteger('2.9')") == "2");
  CHECK(value_of_text("toInteger('x')") == "null");
  CHECK(value_of_text("toInteger(-2.9)") == "-2");
  CHECK(value_of_text("toFloat('1e3')") == "1000.0");
  CHECK(value_of_text("toString(1.0)") == "'1.0'");
  CHECK(value_of_text("toBoolean(' TRUE ')") == "true");
  CHECK(value_of_text("[x IN [1, []] | toString(x)]").starts_with("ERROR InvalidArgumentValue"));
  CHECK(
      value_of_text("[x IN [true, 1.0] | toBoolean(x)]").starts_with("ERROR InvalidArgumentValue"));
}

TEST_CASE("An operand that is not needed is not evaluated", "[executor][expression]") {
  CHECK(rows_of(open_graph({{1, "Node", {}}}, {})->view(),
                "UNWIND [0, 2] AS x RETURN x <> 0 AND 4 / x > 1 AS y") == Lines{"false", "true"});
  CHECK(rows_of(open_graph({{1, "Node", {}}}, {})->view(),
                "UNWIND [0, 2] AS x RETURN CASE WHEN x = 0 THEN -1 ELSE 4 / x END AS y") ==
        Lines{"-1", "2"});
}

TEST_CASE("Aggregates leave nulls out, and keep integers", "[executor][aggregate]") {
  const auto graph = open_graph({{1, "Node", {}}}, {});
  const GraphView& view = graph->view();
  CHECK(rows_of(view,
                "UNWIND [1, null, 2, 2] AS x RETURN count(*), count(x), count(DISTINCT x), "
                "sum(x), avg(x), min(x), max(x), collect(x), collect(DISTINCT x)") ==
        Lines{"4 | 3 | 2 | 5 | 1.6666666666666667 | 1 | 2 | [1, 2, 2] | [1, 2]"});
  CHECK(rows_of(view, "UNWIND [] AS x RETURN count(x), sum(x), avg(x), min(x), collect(x)") ==
        Lines{"0 | 0 | null | null | []"});
  CHECK(rows_of(view,
                "UNWIND [10, 20, 30, 40] AS x RETURN percentileDisc(x, 0.5), "
                "percentileCont(x, 0.5), percentileDisc(x, 0.0), stDev(x), stDevP([20, 40][0])") ==
        Lines{"20 | 25.0 | 10 | 12.909944487358056 | 0.0"});
  CHECK(error_of(view, "UNWIND [1, 2] AS x RETURN percentileCont(x, 1.5)") == "NumberOutOfRange");
  CHECK(error_of(view, "UNWIND [9223372036854775807, 1] AS x RETURN sum(x)") == "ArithmeticError");
  CHECK(rows_of(view, "UNWIND ['a', 1, [2], null] AS x RETURN min(x), max(x)") == Lines{"[2] | 1"});
  CHECK(rows_of(view, "UNWIND [null, null, 1, 1.0] AS x RETURN x, count(*) AS n") ==
        Lines{"null | 2", "1 | 2"});
}

TEST_CASE("ORDER BY orders all types, null last, and is stable", "[executor][sort]") {
  const auto graph = open_graph({{1, "Node", {}}}, {});
  CHECK(rows_of(graph->view(),
                "UNWIND [null, 1, 'a', true, [1], 0.0/0.0, 1.5] AS x "
                "RETURN x ORDER BY x") == Lines{"[1]", "'a'", "true", "1", "1.5", "NaN", "null"});
  CHECK(rows_of(graph->view(),
                "UNWIND range(1, 5000) AS x RETURN x ORDER BY x % 2, x DESC SKIP 2498 LIMIT 3") ==
        Lines{"4", "2", "4999"});
  AskWith with;
  with.parameters["n"] = Value(std::int64_t{-1});
  CHECK(error_of(graph->view(), "UNWIND [1] AS x RETURN x LIMIT $n", with) ==
        "NegativeIntegerArgument");
  with.parameters["n"] = Value(1.5);
  CHECK(error_of(graph->view(), "UNWIND [1] AS x RETURN x SKIP $n", with) == "InvalidArgumentType");
}

TEST_CASE("Set operations count occurrences with ALL and not without", "[executor][sets]") {
  const auto graph = open_graph({{1, "Node", {}}}, {});
  const GraphView& view = graph->view();
  const std::string a = "UNWIND [1, 1, 2, 3] AS x RETURN x ";
  const std::string b = " UNWIND [1, 3, 3, 4] AS x RETURN x";
  CHECK(rows_of(view, a + "UNION" + b) == Lines{"1", "2", "3", "4"});
  CHECK(rows_of(view, a + "UNION ALL" + b) == Lines{"1", "1", "2", "3", "1", "3", "3", "4"});
  CHECK(rows_of(view, a + "INTERSECT" + b) == Lines{"1", "3"});
  CHECK(rows_of(view, a + "INTERSECT ALL" + b) == Lines{"1", "3"});
  CHECK(rows_of(view, a + "EXCEPT" + b) == Lines{"2"});
  CHECK(rows_of(view, a + "EXCEPT ALL" + b) == Lines{"1", "2"});
}
