#include "ingest/lexicon/literal_finder.h"

#include <random>
#include <string>

#include "ingest/lexicon/pattern.h"
#include "tests/support/catch.h"

namespace sarye {
namespace {

std::string random_letters(std::mt19937& random, std::size_t most) {
  std::string out(random() % (most + 1), 'a');
  for (char& c : out) c = static_cast<char>('a' + random() % 3);
  return out;
}

}  // namespace

TEST_CASE("Literals are found where find and rfind find them", "[ingest][lexicon]") {
  std::mt19937 random(7);
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> literals(random() % 8);
    for (std::string& one : literals) one = random_letters(random, 4);
    const LiteralFinder finder(literals);
    const std::string text = random_letters(random, 30);
    const auto places = finder.places(text);
    bool any = false;
    for (std::size_t i = 0; i < literals.size(); ++i) {
      INFO(literals[i] << " in " << text);
      if (literals[i].empty()) {
        CHECK(places[i].first == LiteralFinder::kNowhere);
        continue;
      }
      CHECK(places[i].first == text.find(literals[i]));
      CHECK(places[i].last == text.rfind(literals[i]));
      any = any || places[i].first != LiteralFinder::kNowhere;
    }
    CHECK(finder.any_in(text) == any);
  }
}

TEST_CASE("Literals that end together come longest first, equal ones in order",
          "[ingest][lexicon]") {
  const LiteralFinder finder({"将", "计划将", "将", "表示"});
  std::vector<std::pair<std::size_t, std::size_t>> found;
  finder.each("公司计划将扩产",
              [&](std::size_t literal, std::size_t begin) { found.emplace_back(literal, begin); });
  CHECK(found == std::vector<std::pair<std::size_t, std::size_t>>{{1, 6}, {0, 12}, {2, 12}});
  CHECK_FALSE(LiteralFinder().any_in("将"));
}

TEST_CASE("The leftmost literals are those of an expression with them", "[ingest][lexicon]") {
  std::mt19937 random(17);
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> literals;
    std::string expression;
    for (std::size_t n = 1 + random() % 7; n > 0; --n) {
      literals.push_back("a" + random_letters(random, 3));
      std::rotate(literals.back().begin(), literals.back().end() - 1, literals.back().end());
      expression += (expression.empty() ? "" : "|") + literals.back();
    }
    const std::string text = random_letters(random, 40);
    std::vector<ByteRange> expected;
    for (const PatternMatch& match : Pattern(expression).find_all(text)) {
      expected.push_back(match.bytes);
    }
    INFO(expression << " in " << text);
    REQUIRE(LiteralFinder(literals).leftmost(text) == expected);
    found += expected.size();
  }
  CHECK(found > 1000);
}

TEST_CASE("Where case does not count, a text is read as in small letters", "[ingest][lexicon]") {
  const LiteralFinder finder({"q1", "last year", "年"}, LiteralFinder::Case::Ignored);
  CHECK(finder.any_in("in Q1"));
  CHECK(finder.any_in("LAST Year"));
  CHECK(finder.any_in("2024年"));
  CHECK_FALSE(finder.any_in("Q2, last month, 月"));
  CHECK_FALSE(LiteralFinder({"q1"}).any_in("Q1"));
}

}  // namespace sarye
