// Rings of three and four, counted: the ways along one half are counted by the node where they end,
// then the ways along the other half are multiplied with them there. Of a ring of three, one half
// is an edge: then either the other half is gone along, or it is gone back along from where the
// edges end, whichever meets fewer edges. Where both halves are alike and their middles must
// differ, one half is gone along, and the ways over each middle meet those over the middles before
// it.
#include <algorithm>
#include <memory>
#include <optional>
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
      ways_.push_back(std::make_unique<Way>(context, way));
    }
  }

 private:
  struct Way {
    Way(const QueryContext& context, const plan::RingCount::Way& way)
        : plan(way),
          first(context, way.first),
          last(context, way.last, way.last_turned),
          last_back(context, way.last, !way.last_turned),
          bounds(context, way.predicates, way.middle) {}
    bool is_edge() const { return plan.middle == kNoSlot; }
    const plan::RingCount::Way& plan;
    EdgeWalk first;  // each list is read once
    ListedWalk last;
    ListedWalk last_back;  // from the ends
    NodeBounds bounds;
    std::uint64_t bytes() const { return last.bytes() + last_back.bytes(); }
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
          if (auto ok = context_.budget.check(); !ok) return ok.error();
          auto rings =
              plan_.middles == plan::RingCount::Middles::Any ? count(node) : count_pairs(node);
          if (!rings) return rings.error();
          counted_ = node;
          rings_ = *rings;
        }
        if (rings_ == 0) continue;
        kept.add(row, multiply_weights(out.weight(row), rings_));
      }
      std::uint64_t bytes = middles_.bytes() + ends_.bytes() + pairs_.bytes();
      for (const auto& way : ways_) bytes += way->bytes();
      if (auto ok = hold(bytes, "the counts of a ring"); !ok) return ok.error();
      if (kept.leave_in(out)) return true;
    }
  }

  void rewind() override { counted_ = null_node(); }

  Result<std::uint64_t> count(NodeId node) {
    ends_.clear();
    Way& one = *ways_[0];
    Way& two = *ways_[1];
    const OffsetBounds of_ends = end_bounds_.of_node(plan_.from, node);
    if (auto done = fill_ends(one, node, of_ends); !done) return done.error();
    if (ends_.met().empty()) return std::uint64_t{0};
    if (auto done = fill_middles(two, node); !done) return done.error();
    if (middles_.met().empty()) return std::uint64_t{0};
    auto forward = edges_from(two.last, middles_.met());
    if (!forward) return forward.error();
    auto back = edges_from(two.last_back, ends_.met());
    if (!back) return back.error();
    return *forward <= *back ? meet(two.last, two, middles_, ends_, of_ends)
                             : meet(two.last_back, two, ends_, middles_, {});
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

  Result<std::uint64_t> edges_from(const ListedWalk& listed,
                                   const std::vector<NodeId>& nodes) const {
    std::uint64_t sum = 0;
    for (const NodeId node : nodes) {
      auto degree = listed.degree(node);
      if (!degree) return degree.error();
      sum += *degree;
    }
    return sum;
  }

  // The sum over the edges of `walk`, which are the last ones of `way`, from one side to the other
  // of the products of their ends' numbers.
  Result<std::uint64_t> meet(ListedWalk& walk, const Way& way, const MetNumbers& from,
                             const MetNumbers& to, const OffsetBounds& bounds) {
    std::uint64_t sum = 0;
    for (const NodeId node : from.met()) {
      std::uint64_t met = 0;
      auto done = each(
          walk, way.plan.last_by_support, node, bounds,
          [&](NodeId end, std::uint64_t ways) {
            met = add_weights(met, multiply_weights(ways, to.of(end)));
          },
          [&](NodeId end) { return to.of(end) != 0; });
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
  NodeId counted_ = null_node();
  std::uint64_t rings_ = 0;
};

}  // namespace

OperatorPtr make_ring_count(QueryContext& context, const plan::RingCount& plan, OperatorPtr input) {
  return std::make_unique<RingCountOperator>(context, plan, std::move(input));
}

}  // namespace sarye
