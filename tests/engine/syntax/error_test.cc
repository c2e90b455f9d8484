#include "engine/syntax/diagnostic.h"
#include "tests/engine/syntax/parse_helpers.h"

using namespace sarye;
using namespace sarye::test;

TEST_CASE("a slip of the hand is named, at the word itself", "[syntax]") {
  const Error error = failure("MATCH (정책:Policy)\n RETRUN 정책");
  CHECK(error.name == "UnexpectedSyntax");
  CHECK((error.place->line == 2 && error.place->column == 2));
  CHECK(error.hint == "did you mean RETURN?");
  CHECK(failure("MTACH (n) RETURN n").hint == "did you mean MATCH?");
  CHECK(failure("MATCH (n) RETURN n ODER BY n.x").hint == "did you mean ORDER?");
  CHECK(failure("MATCH (n) SUPORTED BY 2 DOCUMENTS RETURN n").hint == "did you mean SUPPORTED?");
}

TEST_CASE("a word of another language gets its counterpart", "[syntax]") {
  auto hints = [](const char* text, const char* word) {
    const Error error = failure(text);
    INFO(text << ": " << error.hint);
    return error.hint.find(word) != std::string::npos;
  };
  CHECK(hints("SELECT f FROM Firm", "RETURN"));
  CHECK(hints("MATCH (n) RETURN n.x, count(*) HAVING n.x > 1", "WITH"));
  CHECK(hints("MATCH (n) RETURN n SORT BY n.x", "ORDER BY"));
  CHECK(hints("MATCH (n) WHERE n.x == 1 RETURN n", "write ="));
  CHECK(hints("MATCH (n) WHERE a && b RETURN n", "AND"));
  CHECK(hints("MATCH (n) WHERE a || b RETURN n", "OR"));
  CHECK(hints("CREATE (n:Firm)", "sarye load"));
  CHECK(hints("MATCH p = shortestPath((a)-[*]-(b)) RETURN p", "ANY SHORTEST"));
  CHECK(hints("-- note\nRETURN 1", "//"));
  CHECK(hints("MATCH (n) RETURN n WHERE n.x = 1", "behind MATCH"));
  CHECK(hints("RETURN 'it''s'", "backslash"));
  CHECK(hints("MATCH (a)-[:X->(b) RETURN a", "']'"));
}

TEST_CASE("a text that stops too early is incomplete, a wrong one is not", "[syntax]") {
  for (const char* text :
       {"MATCH", "MATCH (n", "MATCH (n)", "MATCH (n) RETURN", "RETURN 1 +", "RETURN 'abc",
        "RETURN 1 /* x", "MATCH (n:`a", "RETURN CASE WHEN a THEN 1",
        "SHOW types; LET x =", "RETURN “华为", "EXPLAIN", "RETURN 'a\\'", "RETURN 1 AS x UNION"}) {
    INFO(text);
    CHECK(is_incomplete(failure(text)));
  }
  for (const char* text :
       {"MATCH )", "RETRUN 'abc", "RETURN 12ab + 'abc", "SELECT (", "RETURN 1 1 /*"}) {
    INFO(text);
    CHECK_FALSE(is_incomplete(failure(text)));
  }
}

TEST_CASE("a sign that no sentence has is told from a word out of place", "[syntax]") {
  CHECK(failure("RETURN 42 — 41").name == "InvalidUnicodeCharacter");
  CHECK(failure("RETURN 42 # 41").name == "UnexpectedSyntax");
}

TEST_CASE("bytes that are not UTF-8 are reported with their offset", "[syntax]") {
  const Error error = failure("RETURN '네\xFF'");
  CHECK(error.name == "InvalidUtf8");
  CHECK(error.place->byte_begin == 11);
  CHECK(error.message.find("byte 11") != std::string::npos);
  CHECK(failure("\xED\xA0\x80").name == "InvalidUtf8");
}

TEST_CASE("200 levels of any kind are read, 201 are refused", "[syntax]") {
  auto nested = [](const char* open, const char* middle, const char* close, int levels) {
    return "RETURN " + repeated(open, levels) + middle + repeated(close, levels);
  };
  struct Form {
    const char* open;
    const char* middle;
    const char* close;
  };
  for (const Form& form : {Form{"(", "1", ")"}, Form{"[", "1", "]"}, Form{"f(", "1", ")"},
                           Form{"NOT ", "a", ""}, Form{"-", "a", ""}, Form{"a[", "1", "]"},
                           Form{"CASE WHEN true THEN ", "1", " END"}, Form{"[x IN ", "a", "]"}}) {
    INFO(form.open);
    CHECK(parse(nested(form.open, form.middle, form.close, 200)).has_value());
    const Error error = failure(nested(form.open, form.middle, form.close, 201));
    CHECK(error.name == "NestingTooDeep");
    CHECK(error.code == ErrorCode::LimitReached);
    CHECK(failure(nested(form.open, form.middle, form.close, 20000)).name == "NestingTooDeep");
  }
  CHECK(parse("MATCH (n:" + repeated("!", 199) + "A) RETURN n").has_value());
  CHECK(failure("MATCH (n:" + repeated("!", 200) + "A) RETURN n").name == "NestingTooDeep");
}

TEST_CASE("a tree that grows without brackets is limited too, across subqueries", "[syntax]") {
  CHECK(parse("RETURN 1" + repeated(" + 1", 900)).has_value());
  CHECK(failure("RETURN 1" + repeated(" + 1", 1001)).name == "NestingTooDeep");
  CHECK(failure("RETURN a" + repeated(" IS NULL", 1001)).name == "NestingTooDeep");
  const std::string open = "COUNT { (a) WHERE ";
  const std::string close = repeated(" + 1", 400) + " > 1 }";
  CHECK(parse("RETURN " + repeated(open, 2) + "1" + repeated(close, 2)).has_value());
  CHECK(failure("RETURN " + repeated(open, 3) + "1" + repeated(close, 3)).name == "NestingTooDeep");
}

TEST_CASE("a text of 1 MiB is read, one byte more is refused", "[syntax]") {
  const std::string head = "RETURN '";
  const std::string text = head + std::string(ast::kMaxTextBytes - head.size() - 1, 'x') + "'";
  CHECK(parse(text).has_value());
  CHECK(failure(text + " ").name == "QueryTooLong");
}

TEST_CASE("a caret stands under the place by display width", "[syntax]") {
  const std::string text = "MATCH (정책:Policy)-[:PURSUES]=>(전략) RETURN 1";
  CHECK(format_diagnostic(failure(text), text) ==
        "query:1:29: = cannot stand here\n"
        "  MATCH (정책:Policy)-[:PURSUES]=>(전략) RETURN 1\n"
        "                                ^\n"
        "  what may stand here: '-'");
}

TEST_CASE("a caret marks whole words of two cells, one line only, and tabs as one", "[syntax]") {
  const std::string text = "a\n\t漢字 b\nc";
  Error error{ErrorCode::Semantic, "m", "h", "", TextPlace{2, 2, 3, text.size()}};
  CHECK(format_diagnostic(error, text, "x.sq") == "x.sq:2:2: m\n   漢字 b\n   ^^^^^^\n  h");
}

TEST_CASE("of a long line only the part around the place is shown", "[syntax]") {
  const std::string text = "RETURN " + repeated("가, ", 5000) + ")" + repeated(" x", 5000);
  const std::string shown = format_diagnostic(failure(text), text);
  CHECK(shown.size() < 1000);
  const std::size_t caret = shown.find('^');
  REQUIRE(caret != std::string::npos);
}

TEST_CASE("a place at the very end of the text still gets a caret", "[syntax]") {
  const std::string shown = format_diagnostic(failure("MATCH (n\n"), "MATCH (n\n");
  CHECK(shown.find("\n  MATCH (n\n          ^\n") != std::string::npos);
}

TEST_CASE("a control character never passes for a sign that the lexer is given", "[syntax]") {
  for (const char sign : {'\x01', '\x02', '\x03', '\x05', '\x7F'}) {
    CHECK(failure(std::string("RETURN a") + sign).message.find("cannot") != std::string::npos);
    CHECK(failure(std::string("RETURN ") + sign + "a" + sign).hint != "");
  }
  CHECK(failure(std::string("MATCH (x:A") + '\0' + "|B) RETURN x").hint != "");
  CHECK(statement("RETURN 'a\x03\x04\x01'").place.byte_begin == 0);
}
