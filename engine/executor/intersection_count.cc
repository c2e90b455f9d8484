#include "engine/executor/intersection_count.h"

#include <algorithm>
#include <bit>

namespace sarye {

namespace {

// What each halving of a search costs, and a mark, in entries gone through.
constexpr std::size_t kSearchCost = 2;
constexpr std::size_t kNoteCost = 2;
// The share of what copying costs that must have been looked at where it is expected to pay.
constexpr std::size_t kShareToSee = 8;

bool have_same_edges(const plan::EdgeAccess& a, const plan::EdgeAccess& b) {
  return a.steps == b.steps && a.filter == b.filter && a.to_types == b.to_types &&
         a.tests.empty() && b.tests.empty();
}

}  // namespace

IntersectionCount::IntersectionCount(const QueryContext& context, const plan::Intersection& plan,
                                     std::vector<const EdgeWalk*> walks, double expected)
    : graph_(context.graph), expected_(expected) {
  if (!plan.tests.empty() || !plan.other_than.empty() || plan.arms.size() < 2) return;
  arms_.resize(plan.arms.size());
  for (std::size_t i = 0; i < plan.arms.size(); ++i) {
    if (plan.arms[i].by_support) return;
    for (std::size_t j = 0; j < i && arms_[i].lists == nullptr; ++j) {
      if (have_same_edges(plan.arms[i].access, plan.arms[j].access))
        arms_[i].lists = arms_[j].lists;
    }
    if (arms_[i].lists != nullptr) continue;
    lists_.push_back(std::make_unique<NeighbourLists>(context.graph, *walks[i]));
    if (!lists_.back()->possible()) return;
    arms_[i].lists = lists_.back().get();
  }
  possible_ = std::all_of(arms_.begin(), arms_.end(), [this](const Arm& arm) {
    return arm.lists->reached() == arms_.front().lists->reached();
  });
}

Result<void> IntersectionCount::looked_at(std::size_t entries, OperatorProfile& profile) {
  if (!possible_ || ready_) return {};
  looked_at_ += entries;
  if (due_ == 0) {
    ready_ = true;
    for (const auto& lists : lists_) {
      if (auto taken = lists->take(0); !taken) return taken;
      ready_ = ready_ && lists->filled();
    }
    if (ready_) return {};
    for (const auto& lists : lists_) {
      auto all = lists->walk().entries();
      if (!all) return all.error();
      due_ += lists->copy_cost() * *all + 1;
    }
    if (expected_ >= static_cast<double>(due_)) due_ /= kShareToSee;
  }
  if (looked_at_ < due_) return {};
  for (const auto& lists : lists_) {
    if (lists->filled()) continue;
    if (auto done = lists->fill(profile); !done) return done;
  }
  ready_ = true;
  return {};
}

std::size_t IntersectionCount::search_cost(const Arm& arm) {
  return kSearchCost * static_cast<std::size_t>(std::bit_width(arm.list.size()));
}

// Two edges to one neighbour are two marks; what has more than a mark can hold is searched for.
void IntersectionCount::mark(Arm& arm) {
  const std::span<const std::uint32_t> list = arm.lists->of(arm.node);
  if (arm.marks.empty()) arm.marks.resize(graph_.node_limit(arm.lists->reached()));
  arm.is_marked = true;
  for (const std::uint32_t end : list) {
    if (++arm.marks[end] != 0) continue;
    unmark(arm);
    return;
  }
}

void IntersectionCount::unmark(Arm& arm) {
  if (!arm.is_marked) return;
  for (const std::uint32_t end : arm.lists->of(arm.node)) arm.marks[end] = 0;
  arm.is_marked = false;
}

std::uint64_t IntersectionCount::edges_to(const Arm& arm, std::uint32_t end) {
  if (arm.is_marked) return arm.marks[end];
  const auto [begin, behind] = std::equal_range(arm.list.begin(), arm.list.end(), end);
  return static_cast<std::uint64_t>(behind - begin);
}

// The arm whose list is gone through: that with the least to do, looks at the others included.
std::size_t IntersectionCount::base_of_row() const {
  std::size_t best = 0;
  std::size_t least = ~std::size_t{0};
  for (std::size_t base = 0; base < arms_.size(); ++base) {
    std::size_t each = 1;
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      if (i != base && !arms_[i].is_marked) each += search_cost(arms_[i]);
    }
    const std::size_t cost = arms_[base].list.size() * each;
    if (cost < least) {
      least = cost;
      best = base;
    }
  }
  return best;
}

std::uint64_t IntersectionCount::count(std::span<const NodeId> from, const OffsetBounds& bounds,
                                       std::span<const std::uint32_t> others) {
  for (std::size_t i = 0; i < arms_.size(); ++i) {
    Arm& arm = arms_[i];
    const std::uint32_t offset = from[i].offset();
    if (from[i].type() != arm.lists->start()) return 0;
    arm.list = arm.lists->of(offset);
    if (arm.list.empty()) return 0;
    if (arm.node == offset) {
      if (!arm.is_marked) mark(arm);  // it stays at its node
      continue;
    }
    unmark(arm);
    arm.node = offset;
  }
  const std::size_t base = base_of_row();
  const std::span<const std::uint32_t> list = arms_[base].list;
  for (std::size_t i = 0; i < arms_.size(); ++i) {
    if (i == base || arms_[i].is_marked) continue;
    if (kNoteCost * arms_[i].list.size() <= list.size() * search_cost(arms_[i])) mark(arms_[i]);
  }
  const auto ways_to = [&](std::uint32_t end) {
    std::uint64_t ways = 1;
    for (std::size_t i = 0; i < arms_.size() && ways != 0; ++i) {
      if (i != base) ways *= edges_to(arms_[i], end);
    }
    return ways;
  };
  // From the last one down: most bounds are those of nodes that must lie behind another.
  const std::uint32_t* last = list.data() + list.size();
  if (*(last - 1) >= bounds.end) last = std::lower_bound(list.data(), last, bounds.end);
  std::uint64_t sum = 0;
  const auto each = [&](auto&& ways) {
    for (const std::uint32_t* end = last; end != list.data() && *(end - 1) >= bounds.begin; --end) {
      sum += ways(*(end - 1));
    }
  };
  if (arms_.size() == 2 && arms_[1 - base].is_marked) {
    each([marks = arms_[1 - base].marks.data()](std::uint32_t end) { return marks[end]; });
  } else {
    each(ways_to);
  }
  for (const std::uint32_t end : others) {
    const auto [begin, behind] = std::equal_range(list.begin(), list.end(), end);
    if (begin != behind) sum -= static_cast<std::uint64_t>(behind - begin) * ways_to(end);
  }
  return sum;
}

std::uint64_t IntersectionCount::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& lists : lists_) sum += lists->bytes();
  for (const Arm& arm : arms_) sum += arm.marks.capacity();
  return sum;
}

}  // namespace sarye
