#include "engine/model/suggestion.h"

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("Edits are counted in characters, not in bytes", "[model][suggestion]") {
  CHECK(edit_distance("전략", "전락") == 1);
  CHECK(edit_distance("Firm", "FIRM") == 0);
  CHECK(edit_distance("Frim", "Firm") == 1);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("A slip finds its name, and another word finds none", "[model][suggestion]") {
  CHECK(nearest_name("PURSEUS", {"OFFERS", "PURSUES", "USES"}) == "PURSUES");
  CHECK(nearest_name("전락", {"자원", "전략"}) == "전략");
  CHECK(nearest_name("LIKES", {"OFFERS", "PURSUES"}).empty());
  CHECK(nearest_name("USED", {"USES", "USER"}) == "USES");
}
