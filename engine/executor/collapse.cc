// Rows that differ in nothing that is read above become one, with their weights added. Between two
// hops of a counted chain this turns paths into numbers of paths: each relation is then passed
// through once.
#include <algorithm>
#include <limits>

#include "engine/executor/node_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class CollapseOperator final : public Operator {
 public:
  CollapseOperator(QueryContext& context, Slot slot, OperatorPtr input)
      : Operator(context), slot_(slot), places_(context.graph, 0) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!gathered_) {
      if (auto done = gather(); !done) return done.error();
      gathered_ = true;
    }
    if (given_ == nodes_.size()) return false;
    const std::size_t end = std::min(nodes_.size(), given_ + kBatchRows);
    out = Batch(context_.frame, end - given_);
    const auto from = static_cast<std::ptrdiff_t>(given_);
    const auto to = static_cast<std::ptrdiff_t>(end);
    if (slot_ != kNoSlot) {
      out.set(slot_, BatchColumn::of_nodes(
                         std::vector<NodeId>(nodes_.begin() + from, nodes_.begin() + to)));
    }
    out.set_weights(std::vector<std::uint64_t>(weights_.begin() + from, weights_.begin() + to));
    given_ = end;
    return true;
  }

  void rewind() override {
    gathered_ = false;
    given_ = 0;
    nodes_.clear();
    weights_.clear();
    places_.clear();
    null_place_ = 0;
  }

  // In the order in which nodes first come.
  Result<void> gather() {
    Batch rows;
    for (;;) {
      auto more = input().next(rows);
      if (!more) return more.error();
      if (!*more) return {};
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const NodeId node = slot_ == kNoSlot ? null_node() : rows.column(slot_).node(row);
        std::uint32_t& place = place_of(node);
        if (place == 0) {
          nodes_.push_back(node);
          weights_.push_back(0);
          place = static_cast<std::uint32_t>(nodes_.size());
        }
        std::uint64_t& weight = weights_[place - 1];
        if (__builtin_add_overflow(weight, rows.weight(row), &weight)) {
          weight = std::numeric_limits<std::uint64_t>::max();
        }
      }
      auto ok = hold(nodes_.capacity() * 16 + places_.bytes(), "the counts of a chain");
      if (!ok) return ok;
    }
  }

  // 1 + the place of a node among those met; 0: new.
  std::uint32_t& place_of(NodeId node) {
    return node == null_node() ? null_place_ : places_.of(node);
  }

  Slot slot_;
  bool gathered_ = false;
  std::uint32_t null_place_ = 0;
  std::size_t given_ = 0;
  std::vector<NodeId> nodes_;
  std::vector<std::uint64_t> weights_;
  NodeTable<std::uint32_t> places_;
};

}  // namespace

OperatorPtr make_collapse(QueryContext& context, Slot slot, OperatorPtr input) {
  return std::make_unique<CollapseOperator>(context, slot, std::move(input));
}

}  // namespace sarye
