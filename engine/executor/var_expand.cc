// Trails (or walks) of several hops: a level at a time, each trail a chain of parents.
#include "engine/executor/hops.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class VarExpandOperator final : public Operator {
 public:
  VarExpandOperator(QueryContext& context, const plan::VarExpand& plan, OperatorPtr input)
      : Operator(context), plan_(plan), hops_(context, plan) {
    adopt(std::move(input));
  }

 private:
  // One trail: its last edge and node, and the trail that it prolongs.
  struct Trail {
    std::uint32_t before = kStart;
    EdgeValue edge;
    NodeId end;
  };
  static constexpr std::uint32_t kStart = 0xFFFFFFFFu;

  Result<bool> produce(Batch& out) override {
    for (;;) {
      if (!level_open_) {
        if (row_ + 1 > rows_.size()) {
          auto more = input().next(rows_);
          if (!more || !*more) return more;
          row_ = 0;
        }
        start();
      }
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> ends;
      std::vector<Value> lists;
      while (parents.size() < kBatchRows) {
        emit(parents, ends, lists);
        if (depth_ >= plan_.max_hops || level_end_ == level_begin_) {
          level_open_ = false;
          ++row_;
          if (row_ >= rows_.size()) break;
          start();
          continue;
        }
        auto grown = grow();
        if (!grown) return grown.error();
      }
      if (parents.empty()) continue;
      out = rows_.gather(std::move(parents));
      if (!plan_.into) out.set(plan_.to, BatchColumn::of_nodes(std::move(ends)));
      if (plan_.edges != kNoSlot) out.set(plan_.edges, BatchColumn::of_values(std::move(lists)));
      return true;
    }
  }

  void rewind() override {
    rows_ = Batch();
    row_ = 0;
    level_open_ = false;
  }

  // Begins with the trail of no hop from the row's node.
  void start() {
    trails_.clear();
    trails_.push_back(
        Trail{kStart, EdgeValue{null_edge(), {}, {}, 0}, rows_.column(plan_.from).node(row_)});
    collect_edges(rows_, row_, plan_.access.distinct_from, used_);
    target_ = plan_.into ? rows_.column(plan_.to).node(row_) : null_node();
    depth_ = 0;
    level_begin_ = 0;
    level_end_ =
        trails_.front().end == null_node() || (plan_.into && target_ == null_node()) ? 0 : 1;
    level_open_ = true;
  }

  // Gives the trails of the level at hand.
  void emit(std::vector<std::uint32_t>& parents, std::vector<NodeId>& ends,
            std::vector<Value>& lists) {
    if (depth_ < plan_.min_hops) return;
    for (std::uint32_t i = level_begin_; i < level_end_; ++i) {
      const NodeId end = trails_[i].end;
      if (!is_of(plan_.end_types, end) || (plan_.into && end != target_)) continue;
      parents.push_back(static_cast<std::uint32_t>(row_));
      ends.push_back(end);
      if (plan_.edges == kNoSlot) continue;
      std::vector<Value> edges(depth_);
      std::uint32_t at = i;
      for (std::uint32_t k = 0; k < depth_; ++k, at = trails_[at].before) {
        edges[plan_.reversed ? k : depth_ - 1 - k] = Value(trails_[at].edge);
      }
      lists.push_back(Value::list(std::move(edges)));
    }
  }

  // Makes the next level.
  Result<void> grow() {
    const std::uint32_t begin = level_begin_;
    const std::uint32_t end = level_end_;
    level_begin_ = end;
    std::vector<NodeId> frontier;
    std::vector<Hop> found;
    // In slices, so that a wide level is checked against the budget while it grows.
    for (std::uint32_t first = begin; first < end; first += kSlice) {
      if (auto ok = context_.budget.check(); !ok) return ok;
      const std::uint32_t last = std::min(end, first + kSlice);
      frontier.clear();
      for (std::uint32_t i = first; i < last; ++i) frontier.push_back(trails_[i].end);
      auto done = hops_.next(rows_, row_, frontier, used_, profile_, found);
      if (!done) return done;
      for (const Hop& hop : found) {
        const std::uint32_t before = first + hop.parent;
        if (plan_.trail && on_trail(before, hop.edge.id)) continue;
        trails_.push_back(Trail{before, hop.edge, hop.to});
      }
      auto ok = hold(trails_.capacity() * sizeof(Trail), "a pattern of variable length");
      if (!ok) return ok;
      if (trails_.size() >= kStart - 1) {
        return Error{ErrorCode::LimitReached,
                     "a pattern of variable length has over 4 billion trails",
                     "give it fewer hops: [*1..3]"};
      }
    }
    level_end_ = static_cast<std::uint32_t>(trails_.size());
    ++depth_;
    return {};
  }

  bool on_trail(std::uint32_t trail, EdgeId edge) const {
    for (std::uint32_t at = trail; trails_[at].before != kStart; at = trails_[at].before) {
      if (trails_[at].edge.id == edge) return true;
    }
    return false;
  }

  static constexpr std::uint32_t kSlice = 1024;

  const plan::VarExpand& plan_;
  Hops hops_;
  Batch rows_;
  std::size_t row_ = 0;
  bool level_open_ = false;
  std::vector<Trail> trails_;  // of the row at hand; levels one behind the other
  std::vector<EdgeId> used_;
  NodeId target_;
  std::uint32_t depth_ = 0;
  std::uint32_t level_begin_ = 0;
  std::uint32_t level_end_ = 0;
};

}  // namespace

OperatorPtr make_var_expand(QueryContext& context, const plan::VarExpand& plan, OperatorPtr input) {
  return std::make_unique<VarExpandOperator>(context, plan, std::move(input));
}

}  // namespace sarye
