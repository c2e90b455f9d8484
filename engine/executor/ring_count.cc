// Rings of three and four, counted: the ways along one half are counted by the node where they end,
// then the ways along the other half are multiplied with them there. Of a ring of three, one half
// is an edge: then either the other half is gone along, or it is gone back along from where the
// edges end, whichever meets fewer edges. Where both halves are alike and their middles must
// differ, one half is gone along, and the ways over each middle meet those over the middles before
// it.
#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/executor/expression.h"
#include "engine/executor/neighbour_lists.h"
#include "engine/executor/node_bounds.h"
#include "engine/executor/node_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

// A number for each node that was met, forgotten all at once.
class MetNumbers {
 public:
  explicit MetNumbers(const GraphView& graph) : numbers_(graph, 0) {}

  void add(NodeId node, std::uint64_t number) {
    std::uint64_t& known = numbers_.of(node);
    if (known == 0) met_.push_back(node);
    known = add_weights(known, number);
  }
  std::uint64_t of(NodeId node) const { return numbers_.known(node); }
  // The sum of the numbers of nodes of one type, each as often as it stands there.
  std::uint64_t sum_of(TypeId type, std::span<const std::uint32_t> offsets) {
    const std::uint64_t* numbers = numbers_.of_type(type);
    if (numbers == nullptr) return 0;
    std::uint64_t sum = 0;
    for (const std::uint32_t offset : offsets) sum = add_weights(sum, numbers[offset]);
    return sum;
  }
  // For nodes of one type, ascending, each as often as there are edges to it: adds `times` an edge,
  // and returns the sum over the nodes of what is added times the number before.
  std::uint64_t add_and_meet(TypeId type, std::span<const std::uint32_t> offsets,
                             std::uint64_t times) {
    if (offsets.empty()) return 0;
    std::uint64_t* numbers = &numbers_.of(NodeId(type, 0));
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < offsets.size();) {
      const std::uint32_t offset = offsets[i];
      std::uint64_t added = times;
      while (++i < offsets.size() && offsets[i] == offset) added = add_weights(added, times);
      std::uint64_t& known = numbers[offset];
      if (known == 0) {
        met_.emplace_back(type, offset);
      } else {
        sum = add_weights(sum, multiply_weights(added, known));
      }
      known = add_weights(known, added);
    }
    return sum;
  }
  const std::vector<NodeId>& met() const { return met_; }
  // Leaves those of `kept`, a part of met() in its order.
  void keep(std::vector<NodeId> kept) {
    std::size_t next = 0;
    for (const NodeId node : met_) {
      if (next < kept.size() && kept[next] == node) {
        ++next;
      } else {
        numbers_.of(node) = 0;
      }
    }
    met_ = std::move(kept);
  }
  // No number stays above 1.
  void cap() {
    for (const NodeId node : met_) numbers_.of(node) = 1;
  }
  void clear() { keep({}); }
  std::uint64_t bytes() const { return numbers_.bytes() + met_.capacity() * sizeof(NodeId); }

 private:
  NodeTable<std::uint64_t> numbers_;
  std::vector<NodeId> met_;
};

class RingCountOperator final : public Operator {
 public:
  RingCountOperator(QueryContext& context, const plan::RingCount& plan, OperatorPtr input)
      : Operator(context),
        plan_(plan),
        evaluator_(context),
        end_bounds_(context, plan.predicates, plan.to),
        middles_(context.graph),
        ends_(context.graph),
        pairs_(context.graph) {
    adopt(std::move(input));
    for (const plan::RingCount::Way& way : plan.ways) {
      ways_.push_back(std::make_unique<Way>(context, way, plan.to));
    }
  }

 private:
  using Closing = plan::RingCount::Closing;

  struct Way {
    Way(const QueryContext& context, const plan::RingCount::Way& way, Slot to)
        : plan(way),
          first(context, way.first),
          last(context, way.last, way.last_turned),
          last_back(context, way.last, !way.last_turned),
          bounds(context, way.predicates, way.middle),
          last_bounds(context, way.last_predicates, to),
          back_bounds(context, way.last_predicates, way.middle) {}
    bool is_edge() const { return plan.middle == kNoSlot; }
    const plan::RingCount::Way& plan;
    ListedWalk first;
    ListedWalk last;
    ListedWalk last_back;  // from the ends
    NodeBounds bounds;
    NodeBounds last_bounds;  // of an end, by the middle before it
    NodeBounds back_bounds;  // of a middle, by the end behind it
    std::uint64_t bytes() const { return first.bytes() + last.bytes() + last_back.bytes(); }
  };

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      CountedRows kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const NodeId node = out.column(plan_.from).node(row);
        if (node == null_node()) continue;
        if (node != counted_) {
          if (++counted_nodes_ % kNodesACheck == 0) {
            if (auto ok = context_.budget.check(); !ok) return ok.error();
          }
          auto rings =
              plan_.middles == plan::RingCount::Middles::Any ? count(node) : count_pairs(node);
          if (!rings) return rings.error();
          counted_ = node;
          rings_ = *rings;
        }
        if (rings_ == 0) continue;
        kept.add(row, multiply_weights(out.weight(row), rings_));
      }
      std::uint64_t bytes = middles_.bytes() + ends_.bytes() + pairs_.bytes() +
                            (end_marks_.size() + middle_marks_.size()) * sizeof(std::uint32_t);
      for (const auto& way : ways_) bytes += way->bytes();
      if (auto ok = hold(bytes, "the counts of a ring"); !ok) return ok.error();
      if (kept.leave_in(out)) return true;
    }
  }

  void rewind() override { counted_ = null_node(); }

  Result<std::uint64_t> count(NodeId node) {
    if (can_count_lists()) return count_lists(node);
    ends_.clear();
    Way& one = *ways_[0];
    Way& two = *ways_[1];
    const OffsetBounds of_ends = end_bounds_.of_node(plan_.from, node);
    if (auto done = fill_ends(one, node, of_ends); !done) return done.error();
    const bool wants_none = plan_.closing == Closing::None;
    if (ends_.met().empty() && !wants_none) return std::uint64_t{0};
    if (plan_.closing == Closing::Some) ends_.cap();
    if (auto done = fill_middles(two, node); !done) return done.error();
    if (middles_.met().empty()) return std::uint64_t{0};
    auto forward = edges_from(two.last, middles_.met());
    if (!forward) return forward.error();
    auto back = edges_from(two.last_back, ends_.met());
    if (!back) return back.error();
    if (*forward <= *back || wants_none) {
      return meet(two.last, two, middles_, ends_, [&](NodeId middle) {
        return of_ends.within(two.last_bounds.of_node(two.plan.middle, middle));
      });
    }
    return meet(two.last_back, two, ends_, middles_,
                [&](NodeId end) { return two.back_bounds.of_node(plan_.to, end); });
  }

  // Whether a ring of three is told by lists of neighbours alone.
  bool can_count_lists() const {
    const Way& one = *ways_[0];
    const Way& two = *ways_[1];
    return one.is_edge() && one.last.is_listed() && two.first.is_listed() && two.last.is_listed() &&
           two.last_back.is_listed() && one.last.reached() == two.last.reached() &&
           two.first.reached() == two.last_back.reached() && end_bounds_.decide() &&
           two.bounds.decide() && !one.plan.last_by_support && !two.plan.first_by_support &&
           !two.plan.last_by_support;
  }

  std::uint64_t count_lists(NodeId node) {
    const Way& two = *ways_[1];
    const OffsetBounds of_ends = end_bounds_.of_node(plan_.from, node);
    const auto ends = ways_[0]->last.list(node, of_ends);
    const auto middles = two.first.list(node, two.bounds.of_node(plan_.from, node));
    const bool wants_none = plan_.closing == Closing::None;
    if ((ends.empty() && !wants_none) || middles.empty()) return 0;
    const TypeId of_end = two.last.reached();
    const TypeId of_middle = two.last_back.reached();
    if (wants_none ||
        edges_of(two.last, of_middle, middles) <= edges_of(two.last_back, of_end, ends)) {
      return meet_lists(two.last, of_middle, middles, end_marks_, ends, [&](NodeId middle) {
        return of_ends.within(two.last_bounds.of_node(two.plan.middle, middle));
      });
    }
    return meet_lists(two.last_back, of_end, ends, middle_marks_, middles,
                      [&](NodeId end) { return two.back_bounds.of_node(plan_.to, end); });
  }

  static std::uint64_t edges_of(const ListedWalk& walk, TypeId type,
                                std::span<const std::uint32_t> offsets) {
    std::uint64_t sum = 0;
    for (const std::uint32_t offset : offsets) sum += walk.list(NodeId(type, offset), {}).size();
    return sum;
  }

  // How many edges of `walk` lead from the nodes in `from` to those in `to` (or, where rings want
  // no edge that closes them, not to those), each node as often as it stands there, ends once where
  // one edge is enough. `marks` are of the type that the walk reaches, and are left as they were.
  template <typename B>
  std::uint64_t meet_lists(const ListedWalk& walk, TypeId type, std::span<const std::uint32_t> from,
                           std::vector<std::uint32_t>& marks, std::span<const std::uint32_t> to,
                           B&& bounds_of) {
    if (marks.empty()) marks.resize(context_.graph.node_limit(walk.reached()));
    const bool wants_none = plan_.closing == Closing::None;
    const bool ends_once = plan_.closing == Closing::Some;
    const bool goes_back = &marks == &middle_marks_;
    for (const std::uint32_t offset : to) {
      marks[offset] = ends_once && !goes_back ? 1 : marks[offset] + 1;
    }
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const std::uint32_t offset = from[i];
      if (ends_once && goes_back && i > 0 && from[i - 1] == offset) continue;
      const NodeId node(type, offset);
      const OffsetBounds bounds = bounds_of(node);
      const std::span<const std::uint32_t> list = walk.list(node, {});
      // From the last one down: most bounds are those of nodes that must lie behind another.
      std::size_t end = list.size();
      while (end > 0 && list[end - 1] >= bounds.end) --end;
      for (; end > 0 && list[end - 1] >= bounds.begin; --end) {
        const std::uint32_t mark = marks[list[end - 1]];
        sum += wants_none ? std::uint32_t{mark == 0} : mark;
      }
    }
    for (const std::uint32_t offset : to) marks[offset] = 0;
    return sum;
  }

  // The pairs of ways over different middles. Of an end's ways, those over the middle at hand are
  // told together before they count as ways over one before.
  Result<std::uint64_t> count_pairs(NodeId node) {
    Way& way = *ways_[0];
    ends_.clear();
    pairs_.clear();
    const OffsetBounds of_ends = end_bounds_.of_node(plan_.from, node);
    if (auto done = fill_middles(way, node); !done) return done.error();
    std::uint64_t sum = 0;
    std::vector<std::pair<NodeId, std::uint64_t>>& ends = ends_of_middle_;
    for (const NodeId middle : middles_.met()) {
      if (way.last.is_listed() && !way.plan.last_by_support && end_bounds_.decide()) {
        sum =
            add_weights(sum, ends_.add_and_meet(way.last.reached(), way.last.list(middle, of_ends),
                                                middles_.of(middle)));
        continue;
      }
      ends.clear();
      auto done = each(way.last, way.plan.last_by_support, middle, of_ends,
                       [&ends](NodeId end, std::uint64_t ways) {
                         if (!ends.empty() && ends.back().first == end) {
                           ends.back().second = add_weights(ends.back().second, ways);
                         } else {
                           ends.emplace_back(end, ways);
                         }
                       });
      if (!done) return done.error();
      join_same(ends);
      for (const auto& [end, ways] : ends) {
        const std::uint64_t over_it = multiply_weights(middles_.of(middle), ways);
        const std::uint64_t pairs = multiply_weights(over_it, ends_.of(end));
        if (end_bounds_.decide()) {
          sum = add_weights(sum, pairs);
        } else if (pairs != 0) {
          pairs_.add(end, pairs);
        }
        ends_.add(end, over_it);
      }
    }
    if (auto done = keep_fitting(end_bounds_, plan_.to, node, pairs_); !done) return done.error();
    for (const NodeId end : pairs_.met()) sum = add_weights(sum, pairs_.of(end));
    return plan_.middles == plan::RingCount::Middles::Different ? multiply_weights(sum, 2) : sum;
  }

  // Ends of several lists, of which one may have what another has.
  static void join_same(std::vector<std::pair<NodeId, std::uint64_t>>& ends) {
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    if (std::is_sorted(ends.begin(), ends.end(), before)) return;
    std::sort(ends.begin(), ends.end(), before);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < ends.size(); ++i) {
      if (ends[i].first == ends[kept].first) {
        ends[kept].second = add_weights(ends[kept].second, ends[i].second);
      } else {
        ends[++kept] = ends[i];
      }
    }
    ends.resize(kept + 1);
  }

  // The ways over `way` by their end.
  Result<void> fill_ends(Way& way, NodeId node, const OffsetBounds& of_ends) {
    if (way.is_edge()) {
      if (auto done = add_ends(way, node, 1, of_ends); !done) return done;
    } else {
      if (auto done = fill_middles(way, node); !done) return done;
      for (const NodeId middle : middles_.met()) {
        if (auto done = add_ends(way, middle, middles_.of(middle), of_ends); !done) return done;
      }
    }
    return keep_fitting(end_bounds_, plan_.to, node, ends_);
  }

  Result<void> add_ends(Way& way, NodeId from, std::uint64_t times, const OffsetBounds& bounds) {
    return each(
        way.last, way.plan.last_by_support, from, bounds,
        [&](NodeId end, std::uint64_t ways) { ends_.add(end, multiply_weights(times, ways)); });
  }

  Result<void> fill_middles(Way& way, NodeId node) {
    middles_.clear();
    auto done =
        each(way.first, way.plan.first_by_support, node, way.bounds.of_node(plan_.from, node),
             [&](NodeId middle, std::uint64_t ways) { middles_.add(middle, ways); });
    if (!done) return done;
    return keep_fitting(way.bounds, way.plan.middle, node, middles_);
  }

  // Asks the conditions that the bounds do not decide.
  Result<void> keep_fitting(const NodeBounds& bounds, Slot slot, NodeId node, MetNumbers& nodes) {
    if (bounds.decide() || nodes.met().empty()) return {};
    Batch rows(context_.frame, nodes.met().size());
    rows.set(plan_.from, BatchColumn::of_nodes(std::vector<NodeId>(rows.size(), node)));
    rows.set(slot, BatchColumn::of_nodes(nodes.met()));
    auto kept = evaluator_.keep(bounds.rest(), rows, &profile_.null_drops);
    if (!kept) return kept.error();
    std::vector<NodeId> fitting;
    fitting.reserve(kept->size());
    for (const std::uint32_t row : *kept) fitting.push_back(nodes.met()[row]);
    nodes.keep(std::move(fitting));
    return {};
  }

  Result<std::uint64_t> edges_from(ListedWalk& listed, const std::vector<NodeId>& nodes) {
    std::uint64_t sum = 0;
    for (const NodeId node : nodes) {
      auto degree = listed.degree(node, profile_);
      if (!degree) return degree.error();
      sum += *degree;
    }
    return sum;
  }

  // The sum over the edges of `walk`, which are the last ones of `way`, from one side to the other
  // of the products of their ends' numbers. `bounds_of(node)`: of the other side's nodes.
  template <typename B>
  Result<std::uint64_t> meet(ListedWalk& walk, const Way& way, const MetNumbers& from,
                             MetNumbers& to, B&& bounds_of) {
    std::uint64_t sum = 0;
    const bool wants_none = plan_.closing == Closing::None;
    const auto number_of = [&](NodeId end) {
      return wants_none ? std::uint64_t{to.of(end) == 0} : to.of(end);
    };
    for (const NodeId node : from.met()) {
      const OffsetBounds bounds = bounds_of(node);
      if (walk.is_listed() && !way.plan.last_by_support && !wants_none) {
        const std::uint64_t met = to.sum_of(walk.reached(), walk.list(node, bounds));
        sum = add_weights(sum, multiply_weights(from.of(node), met));
        continue;
      }
      std::uint64_t met = 0;
      auto done = each(
          walk, way.plan.last_by_support, node, bounds,
          [&](NodeId end, std::uint64_t ways) {
            met = add_weights(met, multiply_weights(ways, number_of(end)));
          },
          [&](NodeId end) { return number_of(end) != 0; });
      if (!done) return done.error();
      sum = add_weights(sum, multiply_weights(from.of(node), met));
    }
    return sum;
  }

  static bool any(NodeId) { return true; }

  // Calls f(end, ways) for each edge to an end that is wanted.
  template <typename F, typename W = bool (*)(NodeId)>
  Result<void> each(const EdgeWalk& walk, bool by_support, NodeId node, const OffsetBounds& bounds,
                    F&& f, W&& wanted = any) {
    if (!by_support) {
      return walk.each_within(node, bounds, profile_, wanted,
                              [&](const EdgeValue&, NodeId end) { f(end, 1); });
    }
    Result<void> failed;
    auto done = walk.each_within(node, bounds, profile_, wanted,
                                 [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
                                   auto support = walk.support(edge, visible);
                                   if (support) {
                                     f(end, *support);
                                   } else {
                                     failed = support.error();
                                   }
                                 });
    return done ? failed : done;
  }
  template <typename F, typename W = bool (*)(NodeId)>
  Result<void> each(ListedWalk& listed, bool by_support, NodeId node, const OffsetBounds& bounds,
                    F&& f, W&& wanted = any) {
    if (by_support) return each(listed.walk(), true, node, bounds, f, wanted);
    return listed.each(node, bounds, profile_, wanted, [&](NodeId end) { f(end, 1); });
  }

  const plan::RingCount& plan_;
  Evaluator evaluator_;
  std::vector<std::unique_ptr<Way>> ways_;
  NodeBounds end_bounds_;
  MetNumbers middles_;  // ways to the middles of the half at hand
  MetNumbers ends_;     // ways over the first half by their end
  MetNumbers pairs_;    // pairs of ways by their end
  std::vector<std::pair<NodeId, std::uint64_t>> ends_of_middle_;  // with their ways
  std::vector<std::uint32_t> end_marks_;                          // by offset, for meet_lists()
  std::vector<std::uint32_t> middle_marks_;                       // likewise
  static constexpr std::uint32_t kNodesACheck = 16;
  std::uint32_t counted_nodes_ = 0;
  NodeId counted_ = null_node();
  std::uint64_t rings_ = 0;
};

}  // namespace

OperatorPtr make_ring_count(QueryContext& context, const plan::RingCount& plan, OperatorPtr input) {
  return std::make_unique<RingCountOperator>(context, plan, std::move(input));
}

}  // namespace sarye
