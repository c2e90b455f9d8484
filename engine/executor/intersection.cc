// Nodes that several bound nodes have as a neighbour at once (worst-case optimal join on one node).
// One arm's list is gone through; each other arm is asked for the node, by marks where its list was
// marked for an earlier row or is short, else by binary search in its sorted lists.
#include <algorithm>
#include <bit>

#include "engine/executor/edge_walk.h"
#include "engine/executor/expression.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

constexpr std::uint32_t kNone = 0;  // places count from 1

// The neighbours of one node along one arm, findable by node.
class MarkedList {
 public:
  explicit MarkedList(const GraphView& graph) : graph_(graph) {}

  bool is_of(NodeId node) const { return !entries_.empty() && node_ == node; }

  Result<void> fill(NodeId node, const EdgeWalk& walk, OperatorProfile& profile) {
    for (const Entry& entry : entries_) heads_[entry.end.type().value][entry.end.offset()] = kNone;
    entries_.clear();
    node_ = node;
    return walk.each(node, profile, [this](const EdgeValue& edge, NodeId end) {
      std::vector<std::uint32_t>& heads = heads_of(end.type());
      std::uint32_t& head = heads[end.offset()];
      entries_.push_back({edge, end, head});
      head = static_cast<std::uint32_t>(entries_.size());
    });
  }

  bool has(NodeId end) const {
    const std::size_t type = end.type().value;
    return type < heads_.size() && !heads_[type].empty() && heads_[type][end.offset()] != kNone;
  }

  // Appends the edges to `end`, in the order of the walk.
  void edges_to(NodeId end, std::vector<EdgeValue>& out) const {
    const std::size_t type = end.type().value;
    if (type >= heads_.size() || heads_[type].empty()) return;
    const std::size_t before = out.size();
    for (std::uint32_t at = heads_[type][end.offset()]; at != kNone; at = entries_[at - 1].next) {
      out.push_back(entries_[at - 1].edge);
    }
    std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
  }

  std::uint64_t bytes() const { return table_bytes_ + entries_.capacity() * sizeof(Entry); }

 private:
  struct Entry {
    EdgeValue edge;
    NodeId end;
    std::uint32_t next = kNone;  // an earlier edge to the same end
  };

  std::vector<std::uint32_t>& heads_of(TypeId type) {
    if (type.value >= heads_.size()) heads_.resize(type.value + std::size_t{1});
    std::vector<std::uint32_t>& heads = heads_[type.value];
    if (heads.empty()) {
      heads.resize(graph_.node_limit(type), kNone);
      table_bytes_ += heads.size() * sizeof(std::uint32_t);
    }
    return heads;
  }

  const GraphView& graph_;
  NodeId node_;
  std::vector<Entry> entries_;
  std::vector<std::vector<std::uint32_t>> heads_;  // by type, then offset
  std::uint64_t table_bytes_ = 0;
};

class IntersectionOperator final : public Operator {
 public:
  IntersectionOperator(QueryContext& context, const plan::Intersection& plan, OperatorPtr input,
                       bool counting, std::vector<bool> wanted)
      : Operator(context),
        plan_(plan),
        evaluator_(context),
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
  }

 private:
  struct Arm {
    Arm(const QueryContext& context, const plan::EdgeAccess& access)
        : walk(context, access), marks(context.graph) {}
    EdgeWalk walk;
    MarkedList marks;
    std::vector<Slot> used_slots;         // edges of the row that this one must differ from
    std::vector<std::size_t> other_than;  // earlier arms likewise
    // Of the row at hand:
    NodeId node;
    double length = 0;
    bool by_marks = false;
    std::vector<EdgeId> used;
    std::vector<EdgeValue> edges;  // to the node at hand
    EdgeValue chosen;
  };

  Result<bool> produce(Batch& out) override { return counting_ ? count(out) : list(out); }
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
    return arms_[i].marks.is_of(arms_[i].node) ? 0 : 2 * arms_[i].length;
  }
  double searching(std::size_t i, std::size_t base) const {
    return arms_[base].length * 2 *
           static_cast<double>(std::bit_width(static_cast<std::uint64_t>(arms_[i].length)));
  }

  // Calls f(node) for each node that all arms reach; its edges stand in the arms.
  template <typename F>
  Result<void> meet(const Batch& rows, std::size_t row, F&& f) {
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      Arm& arm = arms_[i];
      arm.node = rows.column(plan_.arms[i].from).node(row);
      if (arm.node == null_node()) return {};
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
    for (std::size_t i = 0; i < arms_.size(); ++i) {
      if (i == base) continue;
      Arm& arm = arms_[i];
      arm.by_marks = marking(i) <= searching(i, base);
      if (!arm.by_marks || arm.marks.is_of(arm.node)) continue;
      auto filled = arm.marks.fill(arm.node, arm.walk, profile_);
      if (!filled) return filled;
    }
    Result<void> failed;
    bool has_failed = false;
    auto walked =
        arms_[base].walk.each(arms_[base].node, profile_, [&](const EdgeValue& edge, NodeId end) {
          if (has_failed) return;
          // Most nodes are of no other list: that is found before anything is noted down.
          for (std::size_t i = 0; i < arms_.size(); ++i) {
            if (i != base && arms_[i].by_marks && !arms_[i].marks.has(end)) return;
          }
          arms_[base].edges.assign(1, edge);
          for (std::size_t i = 0; i < arms_.size(); ++i) {
            if (i == base) continue;
            Arm& arm = arms_[i];
            arm.edges.clear();
            if (arm.by_marks) {
              arm.marks.edges_to(end, arm.edges);
            } else {
              auto found = arm.walk.between(
                  arm.node, end, profile_,
                  [&arm](const EdgeValue& other, NodeId) { arm.edges.push_back(other); });
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
    return walked;
  }

  // Calls f() for each choice of one edge an arm, none twice on a trail.
  template <typename F>
  void combine(std::size_t i, F&& f) {
    if (i == arms_.size()) {
      f();
      return;
    }
    Arm& arm = arms_[i];
    for (const EdgeValue& edge : arm.edges) {
      const bool again =
          (!arm.used_slots.empty() && holds(arm.used, edge.id)) ||
          std::any_of(arm.other_than.begin(), arm.other_than.end(),
                      [&](std::size_t other) { return arms_[other].chosen.id == edge.id; });
      if (again) continue;
      arm.chosen = edge;
      combine(i + 1, f);
    }
  }

  // How often the chosen edges count: the product of the supports that are asked for.
  std::uint64_t weight_of_chosen(Result<void>& failed) const {
    std::uint64_t weight = 1;
    for (std::size_t i = 0; weighted_ && i < arms_.size(); ++i) {
      if (!plan_.arms[i].by_support) continue;
      auto support = context_.evidence.support(arms_[i].chosen.id, plan_.arms[i].access.filter);
      if (!support) {
        failed = support.error();
        return 0;
      }
      weight = multiply_weights(weight, static_cast<std::uint64_t>(*support));
    }
    return weight;
  }

  Result<void> hold_marks() {
    std::uint64_t bytes = 0;
    for (const Arm& arm : arms_) bytes += arm.marks.bytes();
    return hold(bytes, "the lists of an intersection");
  }

  Result<bool> count(Batch& out) {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> kept;
      std::vector<std::uint64_t> weights;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        std::uint64_t n = 0;
        Result<void> failed;
        auto done = meet(out, row, [&](NodeId) {
          combine(0, [&] { n = add_weights(n, weight_of_chosen(failed)); });
        });
        if (!done) return done.error();
        if (!failed) return failed.error();
        if (n == 0) continue;
        kept.push_back(row);
        weights.push_back(multiply_weights(out.weight(row), n));
      }
      if (auto ok = hold_marks(); !ok) return ok.error();
      if (kept.empty()) continue;
      out = out.gather(std::move(kept));
      out.set_weights(std::move(weights));
      return true;
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
      Result<void> failed;
      for (; row_ < rows_.size() && parents.size() < kBatchRows; ++row_) {
        const auto parent = static_cast<std::uint32_t>(row_);
        auto done = meet(rows_, row_, [&](NodeId end) {
          combine(0, [&] {
            parents.push_back(parent);
            ends.push_back(end);
            for (std::size_t i = 0; i < arms_.size(); ++i) {
              if (wanted_[i]) edges[i].push_back(arms_[i].chosen);
            }
            if (weighted_) {
              weights.push_back(multiply_weights(rows_.weight(parent), weight_of_chosen(failed)));
            }
          });
        });
        if (!done) return done.error();
        if (!failed) return failed.error();
      }
      if (auto ok = hold_marks(); !ok) return ok.error();
      if (parents.empty()) continue;
      out = rows_.gather(std::move(parents));
      if (weighted_) out.set_weights(std::move(weights));
      out.set(plan_.to, BatchColumn::of_nodes(std::move(ends)));
      for (std::size_t i = 0; i < arms_.size(); ++i) {
        if (wanted_[i]) out.set(plan_.arms[i].edge, BatchColumn::of_edges(std::move(edges[i])));
      }
      if (!plan_.predicates.empty()) {
        auto kept = evaluator_.keep(plan_.predicates, out, &profile_.null_drops);
        if (!kept) return kept.error();
        if (kept->empty()) continue;
        if (kept->size() < out.size()) out = out.gather(std::move(*kept));
      }
      return true;
    }
  }

  const plan::Intersection& plan_;
  Evaluator evaluator_;
  bool counting_;
  bool weighted_ = false;  // by the support of an arm's edge
  std::vector<bool> wanted_;
  std::vector<Arm> arms_;
  Batch rows_;
  std::size_t row_ = 0;
};

}  // namespace

OperatorPtr make_intersection(QueryContext& context, const plan::Intersection& plan,
                              OperatorPtr input, bool counting, std::vector<bool> wanted) {
  return std::make_unique<IntersectionOperator>(context, plan, std::move(input), counting,
                                                std::move(wanted));
}

}  // namespace sarye
