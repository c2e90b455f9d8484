#include "engine/executor/intersection_tests.h"

#include <algorithm>
#include <bit>

namespace sarye {

IntersectionTests::IntersectionTests(const QueryContext& context, const plan::Intersection& plan,
                                     OperatorProfile& profile)
    : plan_(plan), profile_(profile) {
  for (const plan::Intersection::Test& test : plan.tests) {
    tests_.push_back(std::make_unique<Test>(context, test));
  }
}

Result<bool> IntersectionTests::ready(const Batch& rows, std::size_t row, double nodes) {
  others_.clear();
  for (const Slot slot : plan_.other_than) {
    others_.push_back(rows.column(slot).node(row));
    if (others_.back() == null_node()) return false;
  }
  for (const auto& test : tests_) {
    const NodeId before = test->node;
    test->node = rows.column(test->plan.from).node(row);
    if (test->node == null_node()) {
      if (!test->plan.wants_none) return false;
      continue;
    }
    if (test->marks.is_of(test->node)) {
      test->by_marks = true;
      continue;
    }
    auto length = test->walk.degree(test->node);
    if (!length) return length.error();
    test->by_marks =
        before == test->node ||
        static_cast<double>(*length) <= nodes * static_cast<double>(std::bit_width(*length));
    if (!test->by_marks) continue;
    const auto once = [](const EdgeValue&, std::uint32_t) { return std::uint64_t{1}; };
    if (auto filled = test->marks.fill(test->node, test->walk, profile_, once); !filled) {
      return filled.error();
    }
  }
  return true;
}

bool IntersectionTests::passes(NodeId end) {
  if (std::find(others_.begin(), others_.end(), end) != others_.end()) return false;
  for (const auto& test : tests_) {
    bool has = false;
    if (test->node == null_node()) {
      has = false;
    } else if (test->by_marks) {
      has = test->marks.is_of(test->node) && test->marks.has(end);
    } else {
      auto found = test->walk.between(test->node, end, profile_,
                                      [&has](const EdgeValue&, NodeId) { has = true; });
      if (!found && !failed_) failed_ = found.error();
    }
    if (has == test->plan.wants_none) return false;
  }
  return true;
}

std::uint64_t IntersectionTests::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& test : tests_) sum += test->marks.bytes();
  return sum;
}

}  // namespace sarye
