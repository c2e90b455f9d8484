#include "engine/executor/node_set.h"

#include <set>

#include "tests/support/catch.h"

using namespace sarye;

namespace {

// Every node twice, in an order that jumps about; of two types, so that bits and table are both
// met.
std::size_t distinct_nodes(std::uint32_t count, std::uint32_t limit) {
  NodeSet nodes;
  std::size_t fresh = 0;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t offset = i * 7919 % count;
      fresh += nodes.insert(NodeId(TypeId(1), offset), limit) ? 1 : 0;
      if (i % 5 == 0) fresh += nodes.insert(NodeId(TypeId(2), offset), limit) ? 1 : 0;
    }
  }
  return fresh;
}

}  // namespace

TEST_CASE("A set of nodes says once of each that it is new, in place, as a table and as bits") {
  for (const std::uint32_t count : {1u, 5u, 6u, 7u, 16u, 100u, 5000u}) {
    const std::size_t wanted = count + (count + 4) / 5;
    CHECK(distinct_nodes(count, count) == wanted);        // few enough for bits
    CHECK(distinct_nodes(count, 0xFFFFFFFFu) == wanted);  // a table to the end
  }
}
