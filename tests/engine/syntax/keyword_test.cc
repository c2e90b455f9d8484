// Words of the lexer grammar: which texts are keywords.
#include <set>
#include <string>

#include "engine/syntax/source_text.h"
#include "engine/syntax/token.h"
#include "tests/support/catch.h"

namespace sarye {

namespace {

int type_of(std::string_view text) {
  const auto source = SourceText::read(text);
  REQUIRE(source);
  const std::vector<Token> tokens = tokenise(*source);
  REQUIRE(tokens.size() == 2);
  CHECK(tokens[0].begin == 0);
  CHECK(tokens[0].end == source->size());
  return tokens[0].type;
}

std::string name_of(std::string_view text) {
  return vocabulary().names[static_cast<std::size_t>(type_of(text))];
}

}  // namespace

TEST_CASE("Every keyword of the grammar is read as one, in either case", "[syntax]") {
  std::set<int> seen;
  for (const int type : vocabulary().keywords) {
    const std::string& text = vocabulary().text_of(type);
    INFO(text);
    std::string mixed = text;
    for (std::size_t i = 0; i < mixed.size(); i += 2) mixed[i] += 'a' - 'A';
    CHECK(type_of(text) == type);
    CHECK(type_of(mixed) == type);
    CHECK(seen.insert(type).second);
  }
  CHECK(name_of("null") == "NULL_");
  CHECK(name_of("ｍａｔｃｈ") == "MATCH");
}

TEST_CASE("What only resembles a keyword is a name", "[syntax]") {
  for (const char* text : {"MATCHE", "MATC", "MATCH_", "_MATCH", "MATCH1", "매치", "MATCHé", "x"}) {
    INFO(text);
    CHECK(name_of(text) == "IDENTIFIER");
  }
  CHECK(name_of("`MATCH`") == "QUOTED_IDENTIFIER");
  CHECK(name_of("'MATCH'") == "STRING");
  CHECK(name_of("$match") == "PARAMETER");
}

}  // namespace sarye
