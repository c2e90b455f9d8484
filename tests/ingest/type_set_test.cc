#include "ingest/arguments/type_set.h"

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("A set of types has what was put into it, once, and nothing else",
          "[ingest][arguments]") {
  TypeSet types{"Product", "Firm"};
  types.insert("Agency");
  types.insert("Firm");
  CHECK(std::vector<std::string>(types.begin(), types.end()) ==
        std::vector<std::string>{"Agency", "Firm", "Product"});
  CHECK(types.size() == 3);
  for (const std::string_view name : {"Agency", "Firm", "Product"}) CHECK(types.count(name) == 1);
  for (const std::string_view name : {"", "Place", "Person", "Form", "Firms", "firm", "Policy"}) {
    CHECK(types.count(name) == 0);
  }
  CHECK(TypeSet().empty());
  CHECK(!TypeSet().contains(""));
}
