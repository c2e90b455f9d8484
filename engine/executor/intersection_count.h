// How many nodes all arms of an intersection reach, where nobody reads which and by what edges:
// from the arms' lists of neighbours (neighbour_lists.h), which are copied once when looking on has
// cost as much as that.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/neighbour_lists.h"
#include "engine/executor/node_bounds.h"
#include "engine/planner/plan.h"

namespace sarye {

class IntersectionCount {
 public:
  // `walks`: those of the arms; borrowed. `expected`: what rows are thought to cost elsewhere, in
  // entries looked at; some must have been seen all the same.
  IntersectionCount(const QueryContext& context, const plan::Intersection& plan,
                    std::vector<const EdgeWalk*> walks, double expected);

  // Whether counts() may answer for rows at all.
  bool possible() const { return possible_; }
  bool ready() const { return ready_; }
  TypeId reached() const { return arms_.front().lists->reached(); }
  // Notes what a row has cost elsewhere, in entries looked at; copies the lists when that is due.
  // Errors: of the walks.
  Result<void> looked_at(std::size_t entries, OperatorProfile& profile);

  // In how many ways, of an edge an arm, nodes within the bounds are reached from all of `from`,
  // one node an arm. Nodes in `others`, none of them twice, are left out.
  std::uint64_t count(std::span<const NodeId> from, const OffsetBounds& bounds,
                      std::span<const std::uint32_t> others);
  std::uint64_t bytes() const;

 private:
  struct Arm {
    const NeighbourLists* lists = nullptr;
    std::uint32_t node = kNobody;         // of the row before
    bool is_marked = false;               // `marks` are those of `node`
    std::vector<std::uint8_t> marks;      // by offset of the neighbour: edges to it
    std::span<const std::uint32_t> list;  // of the row at hand
  };
  static constexpr std::uint32_t kNobody = ~std::uint32_t{0};

  void mark(Arm& arm);
  static void unmark(Arm& arm);
  static std::size_t search_cost(const Arm& arm);
  static std::uint64_t edges_to(const Arm& arm, std::uint32_t end);
  std::size_t base_of_row() const;

  const GraphView& graph_;
  std::vector<std::unique_ptr<NeighbourLists>> lists_;  // one for arms with the same edges
  std::vector<Arm> arms_;
  double expected_ = 0;
  std::size_t looked_at_ = 0;
  std::size_t due_ = 0;  // what may be looked at before copying pays; 0: not asked yet
  bool possible_ = false;
  bool ready_ = false;
};

}  // namespace sarye
