#include "ingest/lexicon/pattern_start.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "ingest/lexicon/pattern.h"
#include "tests/support/catch.h"

namespace sarye {
namespace {

std::string whole_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::filesystem::path> files_below(const std::string& folder,
                                               const std::set<std::string>& endings) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::filesystem::path(SARYE_SOURCE_DIR) / folder)) {
    if (endings.contains(entry.path().extension().string())) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// The expressions that our rules are written with, those in one piece.
std::set<std::string> expressions_of_rules() {
  std::set<std::string> found;
  for (const auto& file : files_below("ingest", {".cc"})) {
    const std::string code = whole_file(file);
    for (std::size_t at = code.find("R\"("); at != std::string::npos;
         at = code.find("R\"(", at + 1)) {
      const std::size_t end = code.find(")\"", at);
      const std::size_t behind = end + 2;
      const bool whole = end != std::string::npos && at > 0 && code[at - 1] == '(' &&
                         behind < code.size() && (code[behind] == ')' || code[behind] == ',');
      if (whole) found.insert(code.substr(at + 3, end - at - 3));
    }
  }
  return found;
}

// The same without knowing what it begins with: the brackets in front are not understood.
Pattern tried_everywhere(const std::string& expression) {
  return Pattern("(?s-s:)(?:" + expression + ")", Pattern::Groups::Ignored);
}

std::vector<std::string> pieces_of_texts() {
  std::vector<std::string> pieces;
  for (const auto& file : files_below("corpus/cases", {".txt", ".md"})) {
    const std::string text = whole_file(file);
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (end > at) pieces.push_back(text.substr(at, end - at));
      // From the middle of words, and of characters.
      const std::size_t third = (end - at) / 3;
      if (third > 0) pieces.push_back(text.substr(at + third, third));
      if (third > 8) pieces.push_back(" " + text.substr(at + 2 * third, 8));
      at = end + 1;
    }
  }
  return pieces;
}

}  // namespace

TEST_CASE("An expression tells what its matches begin with", "[ingest][lexicon]") {
  const auto may = [](std::string_view expression, std::string_view text) {
    return PatternStart(expression).first_place(text, 0);
  };
  constexpr std::size_t kNowhere = PatternStart::kNowhere;
  CHECK(may("^\\s?(?:launched|sold)", " launched") == 0);
  CHECK(may("^\\s?(?:launched|sold)", " bought") == kNowhere);
  CHECK(may("^\\s?(?:launched|sold)", "it launched") == kNowhere);
  CHECK(may("^\\s*(?:公司|集团)", "  公司") == 0);
  CHECK(may("^\\s*(?:公司|集团)", " 中国") == kNowhere);
  CHECK(may("(?:㈜|\\(주\\))", "한빛 (주)") == std::string_view("한빛 ").size());
  CHECK(may("(?:㈜|\\(주\\))", "한빛전지") == kNowhere);
  CHECK(may(" (?:Inc|Corp)\\.?$", "Orlin Steel Corp") == 11);
  CHECK(may(" (?:Inc|Corp)\\.?$", "Orlin Steel") == kNowhere);
  CHECK(may("(?i)\\bfirm", "the FIRM") == 4);
  CHECK(may("(?i)kind", "\u212Aind") == 0);
  CHECK(may("[^a-z]+x", "abcXx") == 3);
  CHECK(may("a?b{0,2}c", "xxac") == 2);
  CHECK(may(" +x", "a b  x") == 3);
  CHECK(may("(?: |a)x", "y x") == 1);
  CHECK(may("x|", "y") == 0);
  CHECK(may("[\\p{Hangul}A-Z]{2}", "ab 한") == 3);
  CHECK(may(" ", "a ") == 1);
  // Not understood: anywhere.
  CHECK(may("(?m)^x", "y") == 0);
  CHECK(may("\\x{AC00}", "y") == 0);
}

TEST_CASE("An expression tells what its matches end with", "[ingest][lexicon]") {
  const auto ends = [](std::string_view expression, std::string_view text) {
    return PatternStart(expression).may_end(text);
  };
  CHECK(ends("(?:launched|sold) ?", "it sold"));
  CHECK(ends("(?:launched|sold) ?", "it sold "));
  CHECK_FALSE(ends("(?:launched|sold) ?", "it sells"));
  CHECK_FALSE(ends("(?:launched|sold) ?", "it sells "));
  CHECK(ends("(?:公司|集团)\\s*", "青岚集团  "));
  CHECK_FALSE(ends("(?:公司|集团)\\s*", "青岚 "));
  CHECK(ends("a(?:b|c?)", "xa"));
  CHECK(ends("x{1,3}y{0,2}", "zx"));
  CHECK_FALSE(ends("x", ""));
  CHECK(ends("x?", ""));
  CHECK(ends("x", "\xEC\x97"));  // no whole character

  const auto may = [](std::string_view expression, std::string_view text) {
    return PatternStart(expression).may_be_in(text);
  };
  CHECK(may("x$", "yx"));
  CHECK_FALSE(may("x$", "xy"));
  CHECK(may("x", "xy"));
  CHECK(may("x$|y", "yz"));
  CHECK(may("x(?:$|y)", "xyz"));
  CHECK_FALSE(may("(?:x$|y$)", "xyz"));
  CHECK_FALSE(may("x\\b$", "xyz"));
  CHECK(may("(?:x$)?", "y"));
  CHECK(may("\\x{AC00}$", "y"));
}

TEST_CASE("An expression tells the words that its matches hold", "[ingest][lexicon]") {
  const auto needed = [](std::string_view expression) { return PatternStart(expression).needed(); };
  using Words = std::vector<std::string>;
  CHECK(needed("(?:공장|설비)를 .*늘린") == Words{"공장를 ", "설비를 "});
  CHECK(needed("[^，]{2,9}?(?:收购|入股)了?[^，]*") == Words{"入股", "入股了", "收购", "收购了"});
  CHECK(needed("CEO|[A-Z] chief") == Words{" chief", "ceo"});
  CHECK(needed("[ab]x?y") == Words{"axy", "ay", "bxy", "by"});
  CHECK(needed("(?:ab)+c") == Words{"ab"});
  CHECK(needed("(?i)risk") == Words{"ri"});  // the s and k of other scripts
  CHECK(needed("a?|b").empty());
  CHECK(needed("\\d+(?:[^x]|\\s)").empty());

  const auto may = [](std::string_view expression, std::string_view text) {
    return PatternStart(expression).may_hold(text);
  };
  CHECK(may(".*(?:공장|설비).*", "새 설비를"));
  CHECK_FALSE(may(".*(?:공장|설비).*", "새 건물을"));
  CHECK(may("x.*CEO", "its ceo"));  // of either case; the match is for the expression to find
  CHECK(may(" ?[^ ]*의", "가람의"));
}

TEST_CASE("What rules find is found whatever they begin with", "[ingest][lexicon]") {
  const auto expressions = expressions_of_rules();
  const auto pieces = pieces_of_texts();
  REQUIRE(expressions.size() > 100);
  REQUIRE(pieces.size() > 500);
  std::size_t spared = 0;
  std::size_t found = 0;
  for (const std::string& expression : expressions) {
    const Pattern pattern(expression, Pattern::Groups::Ignored);
    const Pattern everywhere = tried_everywhere(expression);
    const PatternStart start(expression);
    for (const std::string& piece : pieces) {
      const auto expected = everywhere.find(piece);
      const auto match = pattern.find(piece);
      spared += start.first_place(piece, 0) == PatternStart::kNowhere;
      found += expected.has_value();
      const bool same = expected.has_value() == match.has_value() &&
                        (!match || match->bytes == expected->bytes) &&
                        pattern.found_in(piece) == expected.has_value() &&
                        (!match || start.may_hold(piece)) &&
                        pattern.matches_whole(piece) == everywhere.matches_whole(piece);
      if (same) continue;
      INFO(expression << " in " << piece);
      CHECK(same);
    }
  }
  CHECK(found > 1000);
  CHECK(spared > pieces.size() * expressions.size() / 4);
}

}  // namespace sarye
