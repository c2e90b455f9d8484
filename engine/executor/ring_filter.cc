// Rings of four, a - b - c - d - a: before the ways a - b - c are listed, the ways a - d - c are
// counted by their end. Most ends have none, or none but that over b itself.
#include <algorithm>
#include <limits>
#include <vector>

#include "engine/executor/edge_walk.h"
#include "engine/executor/end_filter.h"
#include "engine/executor/node_bounds.h"
#include "engine/executor/node_table.h"

namespace sarye {

namespace {

// The ways from a node are counted for one row in so many of its edges: a row that is spared is
// dearer than an edge that is looked at.
constexpr std::size_t kEdgesForARow = 16;

bool same_edges(const plan::EdgeAccess& a, plan::EdgeAccess turned) {
  for (plan::EdgeStep& step : turned.steps) step.forward = !step.forward;
  return a.filter == turned.filter && a.tests.empty() && turned.tests.empty() &&
         a.steps.size() == turned.steps.size() &&
         std::all_of(a.steps.begin(), a.steps.end(), [&](const plan::EdgeStep& step) {
           return std::find(turned.steps.begin(), turned.steps.end(), step) != turned.steps.end();
         });
}

class RingFilter final : public EndFilter {
 public:
  // `far`: the arm from the node that stands still; `near`: the one from the expansion's end.
  RingFilter(const QueryContext& context, const plan::Intersection& meeting,
             const plan::Intersection::Arm& far, const plan::Intersection::Arm& near,
             const plan::Expand& expand)
      : still_(far.from),
        before_(expand.from),
        far_(context, far.access),
        near_back_(context, near.access, true),
        middles_(context, meeting.predicates, meeting.to),
        ends_(context, expand.predicates, expand.to),
        ways_(context.graph, 0) {
    const std::vector<Slot>& others = near.access.distinct_from;
    own_way_is_none_ = same_edges(expand.access, near.access) && expand.edge != kNoSlot &&
                       std::find(others.begin(), others.end(), expand.edge) != others.end();
  }

  Result<bool> ready(const Batch& rows, std::size_t row) override {
    const NodeId node = rows.column(still_).node(row);
    if (node == null_node()) return false;
    if (node != node_) {
      node_ = node;
      counted_ = false;
      rows_seen_ = 0;
    }
    if (!counted_) {
      if (++rows_seen_ == 1 || row == 0) rows_ahead_ = rows_with(rows, row, node);
      if (rows_ahead_ > 0) --rows_ahead_;
      auto degree = far_.degree(node);
      if (!degree) return degree.error();
      if ((rows_seen_ + rows_ahead_) * kEdgesForARow < *degree) return false;
      if (auto done = count(); !done) return done.error();
      counted_ = true;
    }
    const NodeId before = rows.column(before_).node(row);
    least_ = own_way_is_none_ && before != null_node() && is_middle(before) ? 2 : 1;
    return true;
  }

  bool may_pass(NodeId end) const override { return ways_.known(end) >= least_; }

  std::uint64_t bytes() const override {
    return ways_.bytes() + (touched_.capacity() + middles_met_.capacity()) * sizeof(NodeId);
  }

 private:
  // How many rows from this one on have the node.
  std::size_t rows_with(const Batch& rows, std::size_t row, NodeId node) const {
    std::size_t n = 0;
    while (row + n < rows.size() && rows.column(still_).node(row + n) == node) ++n;
    return n;
  }

  // The ways from the node by their end, up to 255; the middles that have one.
  Result<void> count() {
    for (const NodeId end : touched_) ways_.of(end) = 0;
    touched_.clear();
    middles_met_.clear();
    const OffsetBounds of_ends = ends_.of_node(still_, node_);
    const auto any = [](NodeId) { return true; };
    Result<void> failed;
    auto walked = far_.each_within(node_, middles_.of_node(still_, node_), unlisted_, any,
                                   [&](const EdgeValue&, NodeId middle) {
                                     middles_met_.push_back(middle);
                                     auto done = near_back_.each_within(
                                         middle, of_ends, unlisted_, any,
                                         [&](const EdgeValue&, NodeId end) { add(end); });
                                     if (!done) failed = done;
                                   });
    std::sort(middles_met_.begin(), middles_met_.end());
    return walked ? failed : walked;
  }

  void add(NodeId end) {
    std::uint8_t& ways = ways_.of(end);
    if (ways == 0) touched_.push_back(end);
    if (ways < std::numeric_limits<std::uint8_t>::max()) ++ways;
  }

  bool is_middle(NodeId node) const {
    return std::binary_search(middles_met_.begin(), middles_met_.end(), node);
  }

  Slot still_;
  Slot before_;
  EdgeWalk far_;
  EdgeWalk near_back_;
  NodeBounds middles_;
  NodeBounds ends_;
  // A way over the node that the expansion leaves takes the edge that the pattern has already.
  bool own_way_is_none_ = false;
  NodeId node_ = null_node();
  bool counted_ = false;
  std::size_t rows_seen_ = 0;
  std::size_t rows_ahead_ = 0;
  std::uint8_t least_ = 1;
  NodeTable<std::uint8_t> ways_;  // by their end
  std::vector<NodeId> touched_;
  std::vector<NodeId> middles_met_;  // sorted
  OperatorProfile unlisted_;
};

}  // namespace

std::unique_ptr<EndFilter> make_ring_filter(const QueryContext& context,
                                            const plan::Intersection& meeting,
                                            const plan::Expand& expand) {
  if (meeting.arms.size() != 2 || expand.into || expand.from == expand.to) return nullptr;
  for (std::size_t i = 0; i < 2; ++i) {
    const plan::Intersection::Arm& near = meeting.arms[i];
    const plan::Intersection::Arm& far = meeting.arms[1 - i];
    if (near.from != expand.to || far.from == expand.to || far.from == expand.from) continue;
    return std::make_unique<RingFilter>(context, meeting, far, near, expand);
  }
  return nullptr;
}

}  // namespace sarye
