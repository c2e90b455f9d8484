#include "engine/graph/name_memory.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace sarye {
namespace {

std::vector<NodeId> one(std::uint32_t offset) {
  return {NodeId(TypeId(1), offset)};
}

TEST_CASE("a name that was asked for is remembered, also one of nothing", "[graph]") {
  NameMemory memory;
  CHECK(!memory.find("한빛전지"));
  memory.keep("한빛전지", one(7));
  memory.keep("nobody", {});
  REQUIRE(memory.find("한빛전지"));
  CHECK(*memory.find("한빛전지") == one(7));
  REQUIRE(memory.find("nobody"));
  CHECK(memory.find("nobody")->empty());
  CHECK(!memory.find("한빛"));
}

TEST_CASE("what is remembered is bounded, and right after the bound was met", "[graph]") {
  NameMemory memory;
  for (std::uint32_t i = 0; i < 100'000; ++i) memory.keep("firm " + std::to_string(i), one(i));
  std::size_t known = 0;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    if (const auto found = memory.find("firm " + std::to_string(i))) {
      ++known;
      if (*found != one(i)) FAIL("another firm than " << i);
    }
  }
  CHECK(known > 0);
  CHECK(known < 20'000);
  CHECK(memory.find("firm 99999"));
}

}  // namespace
}  // namespace sarye
