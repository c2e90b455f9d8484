#include "ingest/lexicon/sorted_by_text.h"

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"

namespace sarye {

TEST_CASE("Things are sorted by the bytes of their texts, equal ones as they were", "[lexicon]") {
  struct Thing {
    std::string text;
    int number;
  };
  std::vector<Thing> things = {{"firm:velt-steel-b", 0},
                               {"firm:velt-steel-a", 1},
                               {"나래", 2},
                               {"firm", 3},
                               {"가람", 4},
                               {"firm", 5},
                               {"", 6},
                               {"firm:velt", 7}};
  sort_by_text(things, [](const Thing& one) -> std::string_view { return one.text; });
  std::vector<int> order;
  for (const Thing& one : things) order.push_back(one.number);
  CHECK(order == std::vector<int>{6, 3, 5, 7, 1, 0, 4, 2});
}

}  // namespace sarye
