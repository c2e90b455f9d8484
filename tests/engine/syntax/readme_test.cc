#include <fstream>

#include "tests/engine/syntax/parse_helpers.h"

TEST_CASE("every example of the language's page is a statement", "[syntax]") {
  std::ifstream page(SARYE_SOURCE_DIR "/grammar/README.md");
  REQUIRE(page.is_open());
  bool inside = false;
  int examples = 0;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
    } else if (inside && !line.starts_with("//")) {
      INFO(line);
      CHECK(sarye::parse_statement(line).has_value());
      ++examples;
    }
  }
  CHECK(examples > 30);
}
