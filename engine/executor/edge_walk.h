// The edges that a pattern may follow from a node: adjacency lists of the tables that fit the
// node's type, less what the evidence words and tests drop.
#pragma once

#include <algorithm>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/node_bounds.h"
#include "engine/executor/operator.h"
#include "engine/executor/query_context.h"
#include "engine/planner/plan.h"

namespace sarye {

class EdgeWalk {
 public:
  // `turned`: every step the other way round, from the ends that a pattern reaches to where it
  // starts. Both arguments are borrowed.
  EdgeWalk(const QueryContext& context, const plan::EdgeAccess& access, bool turned = false);

  // Calls f(edge, neighbour) for each edge that counts, in order of the steps, then of the lists;
  // f(edge, neighbour, visible), where it takes that, with the edge's default-visible assertions.
  // An edge from a node to itself comes once.
  template <typename F>
  Result<void> each(NodeId node, OperatorProfile& profile, F&& f) const {
    return each_of(
        node, profile, [](NodeId) { return true; }, f);
  }
  // The same for edges to neighbours that `wanted` accepts, which is asked first.
  template <typename W, typename F>
  Result<void> each_of(NodeId node, OperatorProfile& profile, W&& wanted, F&& f) const {
    return each_within(node, {}, profile, wanted, f);
  }
  // The same for neighbours within `bounds` alone.
  template <typename W, typename F>
  Result<void> each_within(NodeId node, const OffsetBounds& bounds, OperatorProfile& profile,
                           W&& wanted, F&& f) const {
    if (bounds.empty()) return {};
    return each_step(node, [&](const Step& step, const AdjacencyList& list) {
      const auto [begin, end] = cut(list, bounds);
      return over(list, begin, end, node, step, profile, wanted, f);
    });
  }

  // What `each_within` gives of those edges that `other`, a walk along the same steps, allows too;
  // f(edge, neighbour, visible).
  template <typename F>
  Result<void> each_of_both(NodeId node, const OffsetBounds& bounds, const EdgeWalk& other,
                            OperatorProfile& profile, F&& f) const {
    if (bounds.empty()) return {};
    return each_step(node, [&](const Step& step, const AdjacencyList& list) {
      return over_both(list, bounds, node, step, other, profile, f);
    });
  }

  // Whether every edge with default-visible assertions counts: nothing else is asked of it.
  bool is_plain() const { return first_level_ && !has_tests_; }
  // The steps of a plain walk from nodes of one type to nodes of one type, for what the graph keeps
  // of them (GraphView::neighbours_along); none of another walk.
  std::vector<NeighbourStep> plain_steps() const;
  // What `each_within` would give of a plain walk, appended. `edges`: may be nullptr.
  Result<void> append(NodeId node, const OffsetBounds& bounds, OperatorProfile& profile,
                      std::vector<NodeId>& ends, std::vector<EdgeValue>* edges) const;

  // What `each` would give of a plain walk, in its order: f(edge, neighbour, out), where `out` says
  // whether the edge goes from the node; f returns Result<void>.
  template <typename F>
  Result<void> each_plain(NodeId node, OperatorProfile& profile, F&& f) const {
    return each_visible(node, profile,
                        [&f](const AdjacencyList& list, std::size_t i, NodeId neighbour) {
                          return f(list.edge(i), neighbour, list.direction == Direction::Out);
                        });
  }
  // Whether every edge is followed from its source.
  bool goes_out() const { return goes_out_; }
  // The lists of a plain walk that goes out: f(list, the neighbours' type), which returns
  // Result<void>. Edges without a default-visible assertion are among them.
  template <typename F>
  Result<void> each_list(NodeId node, OperatorProfile& profile, F&& f) const {
    return each_step(node, [&](const Step& step, const AdjacencyList& list) -> Result<void> {
      Result<void> done = f(list, step.other);
      if (!done) return done;
      std::size_t left = 0;
      for (const std::uint32_t visible : list.visible) left += visible != 0 ? 1 : 0;
      profile.edges_seen += list.size();
      profile.edges_left += left;
      profile.edges_passed += left;
      return {};
    });
  }
  // The same with what `each` would say of the edge's assertions, and no edge: f(neighbour,
  // visible).
  template <typename F>
  Result<void> each_plain_end(NodeId node, OperatorProfile& profile, F&& f) const {
    return each_visible(
        node, profile,
        [&f](const AdjacencyList& list, std::size_t i, NodeId neighbour) -> Result<void> {
          f(neighbour, list.visible[i]);
          return {};
        });
  }

  // How many entries `each` would look at.
  Result<std::size_t> degree(NodeId node) const {
    std::size_t sum = 0;
    for (const Step& step : steps_of(node.type())) {
      auto chunk = chunk_of(step, node.offset() >> kRangeBits);
      if (!chunk) return chunk.error();
      const std::uint32_t local = node.offset() & (kRangeSize - 1);
      sum += (*chunk)->end(local) - (*chunk)->begin(local);
    }
    return sum;
  }

  // The sum of degree() over all nodes.
  Result<std::size_t> entries() const;

  // As each(), for the edges between `node` and `other` alone.
  template <typename F>
  Result<void> between(NodeId node, NodeId other, OperatorProfile& profile, F&& f) const {
    for (const Step& step : steps_of(node.type())) {
      if (step.other != other.type()) continue;
      auto chunk = chunk_of(step, node.offset() >> kRangeBits);
      if (!chunk) return chunk.error();
      const AdjacencyList list = list_of(**chunk, step, node.offset());
      const auto [begin, end] =
          std::equal_range(list.nodes.begin(), list.nodes.end(), other.offset());
      auto done = over(
          list, static_cast<std::size_t>(begin - list.nodes.begin()),
          static_cast<std::size_t>(end - list.nodes.begin()), node, step, profile,
          [](NodeId) { return true; }, f);
      if (!done) return done;
    }
    return {};
  }

  // Whether the edge is of a table that the pattern may follow and survives filter and tests.
  Result<bool> allows(EdgeId edge) const;
  // Whether the edge may be walked from `from` to the other end: its table is a step that way.
  bool leads(const EdgeValue& edge, NodeId from) const;

  // How many of the edge's assertions survive; `visible` as `each` gives it.
  Result<std::uint64_t> support(const EdgeValue& edge, std::uint32_t visible) const {
    if (first_level_) return std::uint64_t{visible};
    auto counted = context_.evidence.support(edge.id, access_.filter);
    if (!counted) return counted.error();
    return static_cast<std::uint64_t>(*counted);
  }

  // Whether no step has its table the other way too: then a walk never uses an edge twice before it
  // meets a node twice.
  bool one_way() const { return one_way_; }
  bool both_ways() const { return both_ways_; }  // every step has
  // Whether no two edges lead from the node to one neighbour; false as well where there are more
  // than two lists to look through.
  Result<bool> has_single_edges(NodeId node) const;
  // The type of the nodes that have steps, and of those that they lead to, where it is one.
  std::optional<TypeId> start() const { return start_; }
  std::optional<TypeId> reached() const { return reached_; }
  const plan::EdgeAccess& access() const { return access_; }

 private:
  struct Step {
    EdgeTableId table;
    Direction direction = Direction::Out;
    TypeId other;             // the neighbours' type
    bool skip_loops = false;  // the other direction of the table gives them
    // Chunks that were met, by range: they stay as long as the query.
    mutable std::vector<const AdjacencyChunk*> chunks;
  };

  Result<const AdjacencyChunk*> chunk_of(const Step& step, std::uint32_t range) const {
    if (range < step.chunks.size() && step.chunks[range] != nullptr) return step.chunks[range];
    return meet_chunk(step, range);
  }
  Result<const AdjacencyChunk*> meet_chunk(const Step& step, std::uint32_t range) const;

  // The entries of one node in its chunk. No part of a Result: it would be copied for each node.
  static AdjacencyList list_of(const AdjacencyChunk& chunk, const Step& step,
                               std::uint32_t offset) {
    const std::uint32_t local = offset & (kRangeSize - 1);
    return chunk.list(step.table, step.direction, offset >> kRangeBits, chunk.begin(local),
                      chunk.end(local));
  }

  // Calls f(step, list) for each step from the node; f returns Result<void>.
  template <typename F>
  [[gnu::always_inline]] Result<void> each_step(NodeId node, F&& f) const {
    for (const Step& step : steps_of(node.type())) {
      auto chunk = chunk_of(step, node.offset() >> kRangeBits);
      if (!chunk) return chunk.error();
      const AdjacencyList list = list_of(**chunk, step, node.offset());
      Result<void> done = f(step, list);
      if (!done) return done;
    }
    return {};
  }

  // each_of_both, over the list of one step.
  template <typename F>
  Result<void> over_both(const AdjacencyList& list, const OffsetBounds& bounds, NodeId node,
                         const Step& step, const EdgeWalk& other, OperatorProfile& profile,
                         F& f) const {
    const auto [begin, end] = cut(list, bounds);
    profile.edges_seen += end - begin;
    const auto take = [&](std::size_t i) -> Result<void> {
      const NodeId neighbour(step.other, list.nodes[i]);
      if (step.skip_loops && neighbour == node) return {};
      const EdgeId id = list.edge(i);
      auto passes = passes_tests(id);
      if (passes && *passes) {
        ++profile.edges_passed;
        passes = other.passes_tests(id);
      }
      if (!passes) return passes.error();
      if (!*passes) return {};
      const bool out = step.direction == Direction::Out;
      f(EdgeValue{id, out ? node : neighbour, out ? neighbour : node, access_.filter}, neighbour,
        list.visible[i]);
      return {};
    };
    if (step.direction == Direction::Out && begin < end) {
      const EdgeId last = list.edge(end - 1);
      const Survivors::Bits* here = known_bits(last);
      const Survivors::Bits* there = other.known_bits(last);
      if (here != nullptr && there != nullptr &&
          std::min(here->size(), there->size()) > last.index() / 64) {
        // The edges of a node lie beside each other, and so do their bits.
        const std::size_t first = list.first_edge;
        profile.edges_left += Survivors::count(*here, first + begin, first + end);
        return Survivors::each_of_both(*here, *there, first + begin, first + end,
                                       [&](std::size_t index) { return take(index - first); });
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      const EdgeId id = list.edge(i);
      Survival here = survival(id);
      Survival there = other.survival(id);
      if (here == Survival::Unknown || there == Survival::Unknown) {
        if (auto found = find_survival(id, here); !found) return found;
        if (auto found = other.find_survival(id, there); !found) return found;
      }
      // Nobody can foresee which edges pass one filter; few pass both.
      const bool fails_here = here == Survival::No;
      const bool fails_there = there == Survival::No;
      profile.edges_left += fails_here ? 0 : 1;
      if (static_cast<unsigned>(fails_here) | static_cast<unsigned>(fails_there)) continue;
      if (auto taken = take(i); !taken) return taken;
    }
    return {};
  }

  // Calls f(list, place in it, neighbour) for each entry of a plain walk that counts.
  template <typename F>
  Result<void> each_visible(NodeId node, OperatorProfile& profile, F&& f) const {
    return each_step(node, [&](const Step& step, const AdjacencyList& list) -> Result<void> {
      std::size_t left = 0;
      for (std::size_t i = 0; i < list.size(); ++i) {
        const NodeId neighbour(step.other, list.nodes[i]);
        if (list.visible[i] == 0 || (step.skip_loops && neighbour == node)) continue;
        ++left;
        Result<void> done = f(list, i, neighbour);
        if (!done) return done;
      }
      profile.edges_seen += list.size();
      profile.edges_left += left;
      profile.edges_passed += left;
      return {};
    });
  }

  // The entries of a list that are within the bounds.
  static std::pair<std::size_t, std::size_t> cut(const AdjacencyList& list,
                                                 const OffsetBounds& bounds) {
    std::size_t begin = 0;
    std::size_t end = list.size();
    if (bounds.all()) return {begin, end};
    const auto place = [&](std::uint32_t offset) {
      return static_cast<std::size_t>(
          std::lower_bound(list.nodes.begin(), list.nodes.end(), offset) - list.nodes.begin());
    };
    if (end > 0 && list.nodes.front() < bounds.begin) begin = place(bounds.begin);
    if (end > begin && list.nodes[end - 1] >= bounds.end) end = place(bounds.end);
    return {begin, end};
  }

  const std::vector<Step>& steps_of(TypeId type) const {
    return type.value < by_type_.size() ? by_type_[type.value] : none_;
  }

  template <typename W, typename F>
  Result<void> over(const AdjacencyList& list, std::size_t begin, std::size_t end, NodeId node,
                    const Step& step, OperatorProfile& profile, W&& wanted, F& f) const {
    profile.edges_seen += end - begin;
    for (std::size_t i = begin; i < end; ++i) {
      const NodeId neighbour(step.other, list.nodes[i]);
      if (!wanted(neighbour)) continue;
      if (visible_bounds_ && list.visible[i] == 0) continue;
      if (step.skip_loops && neighbour == node) continue;
      const EdgeId id = list.edge(i);
      if (!first_level_) {
        Survival known = survival(id);
        if (known == Survival::Unknown) {
          auto survives = context_.evidence.survives(id, access_.filter);
          if (!survives) return survives.error();
          known = *survives ? Survival::Yes : Survival::No;
        }
        if (known == Survival::No) continue;
      }
      ++profile.edges_left;
      if (has_tests_) {
        std::int64_t units = 0;
        auto passes = context_.evidence.passes_tests(id, access_.filter, access_.tests, &units);
        if (!passes) return passes.error();
        if (!*passes) {
          profile.missed_support(units);
          continue;
        }
      }
      ++profile.edges_passed;
      const bool out = step.direction == Direction::Out;
      const EdgeValue edge{id, out ? node : neighbour, out ? neighbour : node, access_.filter};
      if constexpr (std::is_invocable_v<F&, const EdgeValue&, NodeId, std::uint32_t>) {
        f(edge, neighbour, list.visible[i]);
      } else {
        f(edge, neighbour);
      }
    }
    return {};
  }

  // Of an edge of which nothing is known.
  Result<void> find_survival(EdgeId edge, Survival& known) const {
    if (known != Survival::Unknown) return {};
    auto survives = context_.evidence.survives(edge, access_.filter);
    if (!survives) return survives.error();
    known = *survives ? Survival::Yes : Survival::No;
    return {};
  }
  Result<bool> passes_tests(EdgeId edge) const {
    if (!has_tests_) return true;
    return context_.evidence.passes_tests(edge, access_.filter, access_.tests);
  }

  // The bits of the edge's range, where they are worked out; neighbours in a list are mostly of
  // one range.
  [[gnu::always_inline]] const Survivors::Bits* known_bits(EdgeId edge) const {
    const EdgeId first(edge.table(), edge.range(), 0);
    if (first != bits_from_) {
      const Survivors::Bits* bits = context_.evidence.survivors(edge, access_.filter);
      if (bits == nullptr) return nullptr;
      bits_ = bits;
      bits_from_ = first;
    }
    return bits_;
  }
  [[gnu::always_inline]] Survival survival(EdgeId edge) const {
    const Survivors::Bits* bits = known_bits(edge);
    return bits == nullptr ? Survival::Unknown : Survivors::of(*bits, edge);
  }

  const QueryContext& context_;
  const plan::EdgeAccess& access_;
  mutable const Survivors::Bits* bits_ = nullptr;  // of the range that was met last
  mutable EdgeId bits_from_ = null_edge();
  std::vector<std::vector<Step>> by_type_;
  std::vector<Step> none_;
  bool visible_bounds_ = false;  // an edge without default-visible assertions cannot survive
  bool first_level_ = false;     // and one with them does
  bool has_tests_ = false;
  bool goes_out_ = true;
  bool one_way_ = true;
  bool both_ways_ = true;
  std::optional<TypeId> start_;
  std::optional<TypeId> reached_;
};

// The other end of an edge.
inline NodeId other_end(const EdgeValue& edge, NodeId from) {
  return edge.source == from ? edge.target : edge.source;
}

// Edges of a row that a trail must not use again: those in `slots`, which hold edges or lists of
// edges.
void collect_edges(const Batch& batch, std::size_t row, const std::vector<Slot>& slots,
                   std::vector<EdgeId>& out);
void collect_edges(const Batch& batch, std::size_t row, const std::vector<Slot>& slots,
                   std::vector<EdgeValue>& out);
inline bool holds(const std::vector<EdgeId>& edges, EdgeId edge) {
  return std::find(edges.begin(), edges.end(), edge) != edges.end();
}

}  // namespace sarye
