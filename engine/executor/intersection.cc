// Nodes that several bound nodes have as a neighbour at once (worst-case optimal join on one node).
// One arm's list is gone through; each other arm is asked for the node, by marks where its list was
// marked for an earlier row or is short, else by binary search in its sorted lists. Where one of
// two arms stays at its node for many rows, the ways from there over the node that is looked for to
// any other are noted down once, and a row is one look-up.
#include <algorithm>
#include <bit>
#include <memory>
#include <optional>

#include "engine/executor/edge_walk.h"
#include "engine/executor/expression.h"
#include "engine/executor/intersection_count.h"
#include "engine/executor/intersection_tests.h"
#include "engine/executor/marked_lists.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

// What a row costs, and a way that is noted down, in entries looked at.
constexpr std::size_t kRowCost = 16;
constexpr std::size_t kWayCost = 4;
constexpr double kMarkCost = 2;

class IntersectionOperator final : public Operator {
 public:
  IntersectionOperator(QueryContext& context, const plan::Intersection& plan, OperatorPtr input,
                       double rows, CountingRows counting, std::vector<bool> wanted)
      : Operator(context),
        plan_(plan),
        bounds_(context, plan.predicates, plan.to),
        evaluator_(context),
        tests_(context, plan, profile_),
        counting_(counting),
        wanted_(std::move(wanted)) {
    adopt(std::move(input));
    for (std::size_t i = 0; i < plan.arms.size(); ++i) {
      Arm& arm = arms_.emplace_back(context, plan.arms[i].access);
      weighted_ = weighted_ || plan.arms[i].by_support;
      for (const Slot slot : plan.arms[i].access.distinct_from) {
        std::size_t earlier = 0;
        while (earlier < i && plan.arms[earlier].edge != slot) ++earlier;
        if (earlier < i) {
          arm.other_than.push_back(earlier);
        } else {
          arm.used_slots.push_back(slot);
        }
      }
    }
    are_twins_ = plan.arms.size() == 2 && plan.arms[0].from == plan.arms[1].from &&
                 plan.arms[0].access.steps == plan.arms[1].access.steps &&
                 plan.arms[0].access.to_types == plan.arms[1].access.to_types;
    if (counting != CountingRows::All) return;
    std::vector<const EdgeWalk*> walks;
    for (const Arm& arm : arms_) walks.push_back(&arm.walk);
    from_lists_.emplace(context, plan, std::move(walks), rows * static_cast<double>(kRowCost));
    for (const Arm& arm : arms_) {
      for (const Slot slot : arm.used_slots) {
        if (std::find(used_slots_.begin(), used_slots_.end(), slot) == used_slots_.end()) {
          used_slots_.push_back(slot);
        }
      }
    }
  }

 private:
  struct Arm {
    Arm(const QueryContext& context, const plan::EdgeAccess& access)
        : walk(context, access),
          back(context, access, true),
          marks(context.graph),
          ways(context.graph) {}
    EdgeWalk walk;
    EdgeWalk back;  // from the node that is looked for
    MarkedList marks;
    WayTable ways;  // of two arms: over this one, then back along the other
    // Since the arm came to its node: entries looked at, and what a table of ways would have cost.
    NodeId stays_at = null_node();
    std::size_t looked_at = 0;
    std::size_t ways_cost = 0;
    std::vector<Slot> used_slots;         // edges of the row that this one must differ from
    std::vector<std::size_t> other_than;  // earlier arms likewise
    // Of the row at hand:
    NodeId node;
    double length = 0;
    bool by_marks = false;
    std::vector<EdgeId> used;
    std::vector<Met> edges;  // to the node at hand
    Met chosen;
  };

  Result<bool> produce(Batch& out) override {
    return counting_ == CountingRows::None ? list(out) : count(out);
  }
  void rewind() override {
    rows_ = Batch();
    row_ = 0;
  }

  // What it costs to go through arm `base` and ask the others, in entries looked at.
  double cost_of(std::size_t base) const {
    double cost = arms_[base].length;
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      if (i != base) cost += std::min(marking(i), searching(i, base));
    }
    return cost;
  }
  double marking(std::size_t i) const {
    return arms_[i].marks.is_of(arms_[i].node) ? 0 : kMarkCost * arms_[i].length;
  }
  double searching(std::size_t i, std::size_t base) const {
    return arms_[base].length * kMarkCost *
           static_cast<double>(std::bit_width(static_cast<std::uint64_t>(arms_[i].length)));
  }

  // Calls f(node) for each node that all arms reach; its edges stand in the arms.
  template <typename F>
  Result<void> meet(const Batch& rows, std::size_t row, F&& f) {
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      Arm& arm = arms_[i];
      arm.node = rows.column(plan_.arms[i].from).node(row);
      if (arm.node == null_node()) return {};
    }
    const OffsetBounds bounds = bounds_.of_row(rows, row);
    if (bounds.empty()) return {};
    const bool tested = tests_.any();
    if (are_twins_) {
      auto single = arms_[0].walk.has_single_edges(arms_[0].node);
      if (!single) return single.error();
      if (*single) return meet_twins(rows, row, bounds, f);
    }
    for (std::size_t i = 0; arms_.size() == 2 && i < 2; ++i) {
      if (!arms_[i].ways.is_of(arms_[i].node)) continue;
      if (tested) {
        auto ready = tests_.ready(rows, row, 1);
        if (!ready) return ready.error();
        if (!*ready) return {};
      }
      look_up_ways(i, bounds, rows, row, [&](NodeId end) {
        if (!tested || tests_.passes(end)) f(end);
      });
      return failure();
    }
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      Arm& arm = arms_[i];
      auto length = arm.walk.degree(arm.node);
      if (!length) return length.error();
      if (*length == 0) return {};
      arm.length = static_cast<double>(*length);
      if (!arm.used_slots.empty()) collect_edges(rows, row, arm.used_slots, arm.used);
    }
    std::size_t base = 0;
    for (std::size_t i = 1; i < arms_.size(); ++i) {
      if (cost_of(i) < cost_of(base)) base = i;
    }
    looked_at_ += static_cast<std::size_t>(arms_[base].length);
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      if (i == base) continue;
      Arm& arm = arms_[i];
      arm.by_marks = marking(i) <= searching(i, base);
      if (!arm.by_marks || arm.marks.is_of(arm.node)) continue;
      auto filled = arm.marks.fill(arm.node, arm.walk, profile_, times(i));
      if (!filled) return filled;
    }
    const bool stops_early = counting_ == CountingRows::First;
    if (arms_.size() == 2 && !stops_early) {
      auto done = consider_ways(static_cast<std::size_t>(arms_[base].length));
      if (!done) return done;
    }
    if (tested) {
      auto ready = tests_.ready(rows, row, arms_[base].length);
      if (!ready) return ready.error();
      if (!*ready) return {};
    }
    Result<void> failed;
    bool has_failed = false;
    // Most nodes are of no other list: that is found before anything else is asked.
    probes_.clear();
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      if (i != base && arms_[i].by_marks) probes_.emplace_back(arms_[i].marks);
    }
    std::size_t looked = 0;
    is_enough_ = false;
    const auto is_marked = [&](NodeId end) {
      if (is_enough_) return false;
      ++looked;
      for (MarkedList::Probe& probe : probes_) {
        if (!probe(end)) return false;
      }
      return !tested || tests_.passes(end);
    };
    auto walked = arms_[base].walk.each_within(
        arms_[base].node, bounds, profile_, is_marked,
        [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
          if (has_failed) return;
          arms_[base].edges.assign(1, {edge, times(base)(edge, visible)});
          for (std::size_t i = 0; i < arms_.size(); ++i) {
            if (i == base) continue;
            Arm& arm = arms_[i];
            arm.edges.clear();
            if (arm.by_marks) {
              arm.marks.edges_to(end, arm.edges);
            } else {
              auto found = arm.walk.between(
                  arm.node, end, profile_, [&](const EdgeValue& other, NodeId, std::uint32_t seen) {
                    arm.edges.push_back({other, times(i)(other, seen)});
                  });
              if (!found) {
                failed = found;
                has_failed = true;
                return;
              }
            }
            if (arm.edges.empty()) return;
          }
          f(end);
        });
    if (has_failed) return failed;
    if (auto ok = failure(); !ok) return ok;
    if (walked && stops_early && arms_.size() == 2) return consider_ways(looked);
    return walked;
  }

  // Two arms with the same edges from one node, of which one leads to each neighbour: what passes
  // the filter of the one is asked that of the other.
  template <typename F>
  Result<void> meet_twins(const Batch& rows, std::size_t row, const OffsetBounds& bounds, F&& f) {
    for (Arm& arm : arms_) {
      if (!arm.used_slots.empty()) collect_edges(rows, row, arm.used_slots, arm.used);
    }
    const bool tested = tests_.any();
    if (tested) {
      auto degree = arms_[0].walk.degree(arms_[0].node);
      if (!degree) return degree.error();
      looked_at_ += *degree;
      auto ready = tests_.ready(rows, row, static_cast<double>(*degree));
      if (!ready) return ready.error();
      if (!*ready) return {};
    }
    auto walked = arms_[0].walk.each_of_both(
        arms_[0].node, bounds, arms_[1].walk, profile_,
        [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
          if (tested && !tests_.passes(end)) return;
          EdgeValue other = edge;
          other.filter = plan_.arms[1].access.filter;
          arms_[0].edges.assign(1, {edge, times(0)(edge, visible)});
          arms_[1].edges.assign(1, {other, times(1)(other, visible)});
          f(end);
        });
    if (auto ok = failure(); !ok) return ok;
    return walked;
  }

  // What went wrong where it could not be returned.
  Result<void> failure() const {
    if (tests_.failed()) return *tests_.failed();
    return failed_ ? Result<void>(*failed_) : Result<void>();
  }

  template <typename F>
  void look_up_ways(std::size_t near, const OffsetBounds& bounds, const Batch& rows,
                    std::size_t row, F&& f) {
    for (Arm& arm : arms_) {
      if (!arm.used_slots.empty()) collect_edges(rows, row, arm.used_slots, arm.used);
    }
    arms_[near].ways.each_to(arms_[1 - near].node, [&](const WayTable::Way& way) {
      if (bounds_.any() && !bounds.contains(way.middle.offset())) return;
      arms_[near].edges.assign(1, way.near);
      arms_[1 - near].edges.assign(1, way.far);
      f(way.middle);
    });
  }

  // Of an arm that stays at its node the ways are noted down when looking on has cost as much: so
  // never more than twice what would have been best.
  // `looked`: entries that the row has looked at.
  Result<void> consider_ways(std::size_t looked) {
    const std::size_t cost = kRowCost + looked;
    for (std::size_t i = 0; i < 2; ++i) {
      Arm& arm = arms_[i];
      const Arm& other = arms_[1 - i];
      if (arm.stays_at != arm.node) {
        arm.stays_at = arm.node;
        arm.looked_at = cost;
        arm.ways_cost = 0;
        continue;  // it has only come
      }
      arm.looked_at += cost;
      const auto degree = static_cast<std::size_t>(arm.length);
      if (arm.looked_at < kWayCost * degree) continue;
      if (arm.ways_cost == 0) {
        std::size_t ways = 0;
        Result<void> failed;
        auto done = arm.walk.each(arm.node, profile_, [&](const EdgeValue&, NodeId middle) {
          auto more = other.back.degree(middle);
          if (more) {
            ways += *more;
          } else {
            failed = more.error();
          }
        });
        if (!done) return done;
        if (!failed) return failed;
        arm.ways_cost = kWayCost * (degree + ways);
      }
      if (arm.looked_at < arm.ways_cost) continue;
      return arm.ways.fill(arm.node, bounds_.of_node(plan_.arms[i].from, arm.node), arm.walk,
                           other.back, profile_, times(i), times(1 - i));
    }
    return {};
  }

  // Calls f() for each choice of one edge an arm, none twice on a trail.
  template <typename F>
  void combine(std::size_t i, F&& f) {
    if (i == arms_.size()) {
      f();
      return;
    }
    Arm& arm = arms_[i];
    for (const Met& met : arm.edges) {
      const EdgeId id = met.edge.id;
      const bool again =
          (!arm.used_slots.empty() && holds(arm.used, id)) ||
          std::any_of(arm.other_than.begin(), arm.other_than.end(),
                      [&](std::size_t other) { return arms_[other].chosen.edge.id == id; });
      if (again) continue;
      arm.chosen = met;
      combine(i + 1, f);
    }
  }

  // How often an edge of an arm counts, as a function of the edge and its visible assertions.
  struct Times {
    IntersectionOperator* whole;
    std::size_t arm;
    std::uint64_t operator()(const EdgeValue& edge, std::uint32_t visible) const {
      if (!whole->plan_.arms[arm].by_support) return 1;
      auto support = whole->arms_[arm].walk.support(edge, visible);
      if (support) return *support;
      if (!whole->failed_) whole->failed_ = support.error();
      return 0;
    }
  };
  Times times(std::size_t arm) { return {this, arm}; }

  std::uint64_t times_of_chosen() const {
    std::uint64_t times = 1;
    for (std::size_t i = 0; weighted_ && i < arms_.size(); ++i) {
      times = multiply_weights(times, arms_[i].chosen.times);
    }
    return times;
  }

  Result<void> hold_marks() {
    std::uint64_t bytes = 0;
    for (const Arm& arm : arms_) bytes += arm.marks.bytes() + arm.ways.bytes();
    bytes += tests_.bytes();
    if (from_lists_) bytes += from_lists_->bytes();
    return hold(bytes, "the lists of an intersection");
  }

  Result<std::uint64_t> count_met(const Batch& rows, std::size_t row) {
    std::uint64_t n = 0;
    looked_at_ = kRowCost;
    auto done = meet(rows, row,
                     [&](NodeId) { combine(0, [&] { n = add_weights(n, times_of_chosen()); }); });
    if (!done) return done.error();
    if (auto noted = from_lists_->looked_at(looked_at_, profile_); !noted) return noted.error();
    return n;
  }

  // One way is as good as many.
  Result<std::uint64_t> find_one(const Batch& rows, std::size_t row) {
    bool is_there = false;
    auto done = meet(rows, row, [&](NodeId) { combine(0, [&] { is_there = is_enough_ = true; }); });
    if (!done) return done.error();
    return is_there ? std::uint64_t{1} : std::uint64_t{0};
  }

  // Where an arm's edge may be one that the row has, or another arm's, edges are told apart.
  Result<std::uint64_t> count_from_lists(const Batch& rows, std::size_t row) {
    nodes_.clear();
    for (const plan::Intersection::Arm& arm : plan_.arms) {
      const NodeId node = rows.column(arm.from).node(row);
      if (node == null_node()) return std::uint64_t{0};
      if (std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end())
        return count_met(rows, row);
      nodes_.push_back(node);
    }
    const OffsetBounds bounds = bounds_.of_row(rows, row);
    if (bounds.empty()) return std::uint64_t{0};
    const TypeId type = from_lists_->reached();
    ends_.clear();
    if (!used_slots_.empty()) collect_edges(rows, row, used_slots_, used_);
    for (const EdgeValue& edge : used_) {
      for (const NodeId end : {edge.source, edge.target}) {
        if (end.type() != type || !bounds.contains(end.offset())) continue;
        if (std::find(ends_.begin(), ends_.end(), end.offset()) != ends_.end()) continue;
        ends_.push_back(end.offset());
      }
    }
    std::uint64_t n = from_lists_->count(nodes_, bounds, ends_);
    for (const std::uint32_t offset : ends_) {
      auto ways = count_at(rows, row, NodeId(type, offset));
      if (!ways) return ways;
      n = add_weights(n, *ways);
    }
    return n;
  }

  // The ways over one node, which may be at an end of an edge of the row.
  Result<std::uint64_t> count_at(const Batch& rows, std::size_t row, NodeId end) {
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      Arm& arm = arms_[i];
      arm.edges.clear();
      auto found =
          arm.walk.between(nodes_[i], end, profile_, [&arm](const EdgeValue& edge, NodeId) {
            arm.edges.push_back({edge, 1});
          });
      if (!found) return found.error();
      if (arm.edges.empty()) return std::uint64_t{0};
      if (!arm.used_slots.empty()) collect_edges(rows, row, arm.used_slots, arm.used);
    }
    std::uint64_t n = 0;
    combine(0, [&n] { ++n; });
    return n;
  }

  Result<bool> count(Batch& out) {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      CountedRows kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto counted = !from_lists_           ? find_one(out, row)
                       : from_lists_->ready() ? count_from_lists(out, row)
                                              : count_met(out, row);
        if (!counted) return counted.error();
        const std::uint64_t n = *counted;
        if (n == 0) continue;
        kept.add(row, multiply_weights(out.weight(row), n));
      }
      if (auto ok = hold_marks(); !ok) return ok.error();
      if (kept.leave_in(out)) return true;
    }
  }

  Result<bool> list(Batch& out) {
    for (;;) {
      if (row_ >= rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = 0;
      }
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> ends;
      std::vector<std::vector<EdgeValue>> edges(arms_.size());
      std::vector<std::uint64_t> weights;
      for (; row_ < rows_.size() && parents.size() < kBatchRows; ++row_) {
        const auto parent = static_cast<std::uint32_t>(row_);
        auto done = meet(rows_, row_, [&](NodeId end) {
          combine(0, [&] {
            parents.push_back(parent);
            ends.push_back(end);
            for (std::size_t i = 0; i < arms_.size(); ++i) {
              if (wanted_[i]) edges[i].push_back(arms_[i].chosen.edge);
            }
            if (weighted_) {
              weights.push_back(multiply_weights(rows_.weight(parent), times_of_chosen()));
            }
          });
        });
        if (!done) return done.error();
      }
      if (auto ok = hold_marks(); !ok) return ok.error();
      if (parents.empty()) continue;
      out = rows_.gather(std::move(parents));
      if (weighted_) out.set_weights(std::move(weights));
      out.set(plan_.to, BatchColumn::of_nodes(std::move(ends)));
      for (std::size_t i = 0; i < arms_.size(); ++i) {
        if (wanted_[i]) out.set(plan_.arms[i].edge, BatchColumn::of_edges(std::move(edges[i])));
      }
      if (!bounds_.decide()) {
        auto kept = evaluator_.keep(bounds_.rest(), out, &profile_.null_drops);
        if (!kept) return kept.error();
        if (kept->empty()) continue;
        if (kept->size() < out.size()) out = out.gather(std::move(*kept));
      }
      return true;
    }
  }

  const plan::Intersection& plan_;
  NodeBounds bounds_;
  Evaluator evaluator_;
  IntersectionTests tests_;
  CountingRows counting_;
  bool is_enough_ = false;  // of the row at hand nothing more need be found
  bool are_twins_ = false;  // the arms may do for meet_twins()
  bool weighted_ = false;   // by the support of an arm's edge
  std::vector<bool> wanted_;
  std::vector<Arm> arms_;
  std::vector<MarkedList::Probe> probes_;  // of the row at hand
  std::optional<Error> failed_;
  // Counting: what rows have looked at, then lists that tell without the edges.
  std::optional<IntersectionCount> from_lists_;
  std::size_t looked_at_ = 0;
  std::vector<Slot> used_slots_;     // those of all arms
  std::vector<NodeId> nodes_;        // of the row at hand: the arms'
  std::vector<std::uint32_t> ends_;  // likewise: of edges that it has used
  std::vector<EdgeValue> used_;      // likewise: those edges
  Batch rows_;
  std::size_t row_ = 0;
};

}  // namespace

OperatorPtr make_intersection(QueryContext& context, const plan::Intersection& plan,
                              OperatorPtr input, double rows, CountingRows counting,
                              std::vector<bool> wanted) {
  return std::make_unique<IntersectionOperator>(context, plan, std::move(input), rows, counting,
                                                std::move(wanted));
}

}  // namespace sarye
