// What hangs on bound nodes, counted: the number for a node is the sum over its edges of the
// product of the numbers of what hangs on their ends, and is worked out once. So a chain costs one
// pass over each relation, and a star the sum of its arms. Edges that must differ from the one
// before, and nodes from the one before that, are taken off again where the number is used.
#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "engine/executor/edge_walk.h"
#include "engine/executor/expression.h"
#include "engine/executor/node_mask.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

// Counts end here: those of rows are errors from 2^63 on.
constexpr std::uint64_t kMost = std::uint64_t{1} << 63;
constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kTotalsBetweenChecks = 1024;

std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) {
  return std::min(kMost, add_weights(a, b));
}
std::uint64_t product_of(std::uint64_t a, std::uint64_t b) {
  return std::min(kMost, multiply_weights(a, b));
}

// A number for each node, kept in pages that come as they are met.
class NodeNumbers {
 public:
  std::uint64_t& of(NodeId node) {
    const std::size_t type = node.type().value;
    if (type >= pages_.size()) pages_.resize(type + 1);
    auto& pages = pages_[type];
    const std::size_t page = node.offset() / kPage;
    if (page >= pages.size()) pages.resize(page + 1);
    if (!pages[page]) {
      pages[page] = std::make_unique<std::array<std::uint64_t, kPage>>();
      pages[page]->fill(kUnknown);
      bytes_ += sizeof(*pages[page]);
    }
    return (*pages[page])[node.offset() % kPage];
  }
  std::uint64_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kPage = 256;
  std::vector<std::vector<std::unique_ptr<std::array<std::uint64_t, kPage>>>> pages_;
  std::uint64_t bytes_ = 0;
};

class TreeCountOperator final : public Operator {
 public:
  TreeCountOperator(QueryContext& context, const plan::TreeCount& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context) {
    adopt(std::move(input));
    for (const plan::TreeCount::Hop& hop : plan.hops) {
      hops_.push_back(std::make_unique<Hop>(context, hop));
    }
    for (std::size_t i = 0; i < plan.hops.size(); ++i) {
      const std::uint16_t parent = plan.hops[i].parent;
      add(*hops_[i], parent == plan::TreeCount::kRow ? roots_ : hops_[parent]->children);
    }
    for (const auto& hop : hops_) {
      hop->needs_no_edges = hop->walk.is_plain();
      hop->is_leaf = hop->needs_no_edges && hop->children.empty() && hop->plan.predicates.empty();
    }
    for (const plan::TreeCount::Hop& hop : plan.hops) {
      if (hop.parent == plan::TreeCount::kRow || hop.access.distinct_from.empty()) continue;
      hops_[hop.parent]->needs_no_edges = false;
    }
  }

 private:
  struct Hop;
  // Hops from one node whose ways are multiplied before their kind is asked.
  using Together = std::vector<Hop*>;

  struct Hop {
    Hop(const QueryContext& context, const plan::TreeCount::Hop& hop)
        : plan(hop), walk(context, hop.access), mask(context, hop.predicates, hop.to) {}
    const plan::TreeCount::Hop& plan;
    EdgeWalk walk;
    NodeMask mask;
    NodeNumbers totals;    // by the node it leaves
    NodeNumbers verdicts;  // of its predicates, by the node it reaches
    std::vector<Together> children;
    bool needs_no_edges = false;  // nothing is asked of its edges but where they end
    bool is_leaf = false;         // nor of their ends
  };

  static void add(Hop& hop, std::vector<Together>& all) {
    for (Together& together : all) {
      if (hop.plan.together == plan::TreeCount::kAlone ||
          hop.plan.together != together.front()->plan.together) {
        continue;
      }
      together.push_back(&hop);
      return;
    }
    all.push_back({&hop});
  }

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      CountedRows kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        std::uint64_t weight = out.weight(row);
        for (std::size_t i = 0; i < roots_.size() && weight != 0; ++i) {
          std::uint64_t ways = 1;
          for (Hop* hop : roots_[i]) ways = product_of(ways, of_row(*hop, out, row));
          weight = multiply_weights(weight, finished(*roots_[i].front(), ways));
        }
        if (failed_) return *failed_;
        if (weight == 0) continue;
        kept.add(row, weight);
      }
      std::uint64_t bytes = 0;
      for (const auto& hop : hops_) bytes += hop->totals.bytes() + hop->verdicts.bytes();
      if (auto ok = hold(bytes, "the counts of a pattern"); !ok) return ok.error();
      if (kept.leave_in(out)) return true;
    }
  }

  void rewind() override {}

  // The ways along a tree that hangs on a node of the row, before its kind is asked.
  std::uint64_t of_row(Hop& hop, const Batch& rows, std::size_t row) {
    const NodeId node = rows.column(hop.plan.from).node(row);
    if (node == null_node()) return 0;
    std::uint64_t total = this->total(hop, node);
    if (!hop.plan.access.distinct_from.empty() || !hop.plan.other_than.empty()) {
      collect_edges(rows, row, hop.plan.access.distinct_from, row_edges_);
      row_nodes_.clear();
      for (const Slot slot : hop.plan.other_than) {
        const NodeId other = rows.column(slot).node(row);
        // `<>` with null holds for no node.
        if (other == null_node()) return 0;
        if (std::find(row_nodes_.begin(), row_nodes_.end(), other) == row_nodes_.end()) {
          row_nodes_.push_back(other);
        }
      }
      total = less(total, hop, node, row_edges_, row_nodes_);
    }
    return total;
  }

  static std::uint64_t finished(const Hop& hop, std::uint64_t total) {
    switch (hop.plan.kind) {
      case plan::TreeCount::Kind::All:
        return total;
      case plan::TreeCount::Kind::Optional:
        return std::max<std::uint64_t>(1, total);
      case plan::TreeCount::Kind::Some:
        return total > 0 ? 1 : 0;
      case plan::TreeCount::Kind::None:
        return total > 0 ? 0 : 1;
    }
    return 0;
  }

  // The ways along `hop` from a node, before its kind is asked.
  std::uint64_t total(Hop& hop, NodeId node) {
    if (failed_) return 0;
    std::uint64_t& known = hop.totals.of(node);
    if (known != kUnknown) return known;
    if (++totals_ % kTotalsBetweenChecks == 0) note(context_.budget.check());
    std::uint64_t sum = 0;
    if (hop.is_leaf) {
      note(hop.walk.each_plain_end(node, profile_, [&](NodeId, std::uint32_t visible) {
        sum += hop.plan.by_support ? visible : 1;
      }));
    } else if (hop.needs_no_edges) {
      note(hop.walk.each_plain_end(node, profile_, [&](NodeId end, std::uint32_t visible) {
        sum = sum_of(sum, along(hop, EdgeValue{}, node, end, visible));
      }));
    } else {
      note(hop.walk.each(node, profile_,
                         [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
                           sum = sum_of(sum, along(hop, edge, node, end, visible));
                         }));
    }
    known = sum;  // pages stay where they are
    return sum;
  }

  // The ways that go on from one edge.
  std::uint64_t along(Hop& hop, const EdgeValue& edge, NodeId from, NodeId end,
                      std::uint32_t visible) {
    if (failed_ || !passes(hop, end)) return 0;
    std::uint64_t ways = 1;
    if (hop.plan.by_support) {
      auto support = hop.walk.support(edge, visible);
      if (!support) {
        failed_ = support.error();
        return 0;
      }
      ways = *support;
    }
    for (const Together& together : hop.children) {
      if (ways == 0) return 0;
      std::uint64_t below = 1;
      for (Hop* child : together) below = product_of(below, from_end(*child, edge, from, end));
      ways = product_of(ways, finished(*together.front(), below));
    }
    return ways;
  }

  // The ways along `child`, which hangs on the end of an edge from `from`.
  std::uint64_t from_end(Hop& child, const EdgeValue& edge, NodeId from, NodeId end) {
    const std::uint64_t below = total(child, end);
    const bool other_edge = !child.plan.access.distinct_from.empty();
    const bool other_node = !child.plan.other_than.empty();
    if (below == 0 || (!other_edge && !other_node)) return below;
    return less(below, child, end,
                other_edge ? std::span<const EdgeValue>(&edge, 1) : std::span<const EdgeValue>(),
                other_node ? std::span<const NodeId>(&from, 1) : std::span<const NodeId>());
  }

  // `total` without the ways that begin with one of `edges` or lead to one of `nodes` first.
  std::uint64_t less(std::uint64_t total, Hop& hop, NodeId node, std::span<const EdgeValue> edges,
                     std::span<const NodeId> nodes) {
    if (total == 0 || total >= kMost) return total;
    std::uint64_t off = 0;
    for (const NodeId other : nodes) {
      note(hop.walk.between(node, other, profile_,
                            [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
                              off = sum_of(off, along(hop, edge, node, end, visible));
                            }));
    }
    for (const EdgeValue& edge : edges) {
      if (edge.id == null_edge() || !hop.walk.leads(edge, node)) continue;
      const NodeId end = other_end(edge, node);
      if (std::find(nodes.begin(), nodes.end(), end) != nodes.end()) continue;
      // It is found among the node's edges as the hop sees them: same filter, same tests.
      note(hop.walk.between(node, end, profile_,
                            [&](const EdgeValue& found, NodeId to, std::uint32_t visible) {
                              if (found.id != edge.id) return;
                              off = sum_of(off, along(hop, found, node, to, visible));
                            }));
    }
    return total - std::min(total, off);
  }

  bool passes(Hop& hop, NodeId node) {
    if (hop.plan.predicates.empty()) return true;
    const NodeMask::Verdict verdict = hop.mask.verdict(node);
    if (verdict != NodeMask::Verdict::Unknown) return verdict == NodeMask::Verdict::Passes;
    std::uint64_t& known = hop.verdicts.of(node);
    if (known == kUnknown) {
      Batch row(context_.frame, 1);
      row.set(hop.plan.to, BatchColumn::of_nodes({node}));
      auto kept = evaluator_.keep(hop.plan.predicates, row, &profile_.null_drops);
      if (!kept) {
        failed_ = kept.error();
        return false;
      }
      known = kept->empty() ? 0 : 1;
    }
    return known != 0;
  }

  void note(Result<void> done) {
    if (!done && !failed_) failed_ = done.error();
  }

  const plan::TreeCount& plan_;
  Evaluator evaluator_;
  std::vector<std::unique_ptr<Hop>> hops_;  // as in the plan
  std::vector<Together> roots_;
  std::vector<EdgeValue> row_edges_;
  std::vector<NodeId> row_nodes_;
  std::size_t totals_ = 0;
  std::optional<Error> failed_;
};

}  // namespace

OperatorPtr make_tree_count(QueryContext& context, const plan::TreeCount& plan, OperatorPtr input) {
  return std::make_unique<TreeCountOperator>(context, plan, std::move(input));
}

}  // namespace sarye
