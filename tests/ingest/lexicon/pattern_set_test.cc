#include "ingest/lexicon/pattern_set.h"

#include <string_view>
#include <vector>

#include "tests/support/catch.h"

namespace sarye {

TEST_CASE("A set rules out the expressions whose words a text does not have", "[lexicon]") {
  PatternSet set;
  set.add(Pattern("the parent of (.+)"));
  set.add(Pattern("(.*)"));  // needs nothing
  set.add(Pattern("(?:rival|Partner) of"));
  set.close();

  CHECK(set.may_match("Orlin, the PARENT of Velt") == std::vector<bool>{true, true, false});
  CHECK(set.may_match("a partner of Velt") == std::vector<bool>{false, true, true});
}

TEST_CASE("A set tells behind which place an expression cannot match", "[lexicon]") {
  PatternSet set;
  set.add(Pattern("是(.+)的原因"));
  set.add(Pattern("(.*)"));
  set.add(Pattern("导致(.+)"));
  set.close();

  const std::string_view text = "降价是亏损的原因，扩产也是";
  const auto from = set.hopeless_from(text);
  CHECK(from[0] > text.find("降价"));
  CHECK(from[0] <= text.find("扩产"));
  CHECK(from[1] == std::string_view::npos);
  CHECK(from[2] == 0);
}

TEST_CASE("A set on demand is filled once", "[lexicon]") {
  const PatternSetOnDemand set;
  const Pattern pattern("subsidiary");
  int fills = 0;
  const auto fill = [&](PatternSet& one) {
    ++fills;
    one.add(pattern);
  };
  CHECK(set.get(fill).may_match("a subsidiary") == std::vector<bool>{true});
  CHECK(set.get(fill).may_match("a parent") == std::vector<bool>{false});
  CHECK(fills == 1);
}

}  // namespace sarye
