// Nodes of the types, in order of id, for every input row.
#include <algorithm>

#include "engine/executor/operators.h"
#include "engine/executor/product_limit.h"

namespace sarye {

namespace {

class NodeScanOperator final : public Operator {
 public:
  NodeScanOperator(QueryContext& context, const plan::NodeScan& plan, OperatorPtr input)
      : Operator(context), plan_(plan), pairs_(context.budget.limits()) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    std::vector<NodeId> nodes;
    std::vector<std::uint32_t> parents;
    for (;;) {
      if (row_ >= rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = 0;
        rows_seen_ += rows_.size();
      }
      while (row_ < rows_.size() && nodes.size() < kBatchRows) {
        if (type_ == plan_.types.size()) {
          type_ = 0;
          range_ = 0;
          ++row_;
          continue;
        }
        const TypeId type = plan_.types[type_];
        if (std::uint64_t{range_} << kRangeBits >= context_.graph.node_limit(type)) {
          ++type_;
          range_ = 0;
          continue;
        }
        auto offsets = context_.graph.nodes_of_range(type, range_++);
        if (!offsets) return offsets.error();
        for (const std::uint32_t offset : *offsets) nodes.emplace_back(type, offset);
        parents.resize(nodes.size(), static_cast<std::uint32_t>(row_));
      }
      if (nodes.empty()) continue;
      // Of one row it is a scan; of several a product.
      if (rows_seen_ > 1) {
        if (auto ok = pairs_.add(nodes.size()); !ok) return ok.error();
      }
      out = rows_.gather(std::move(parents));
      out.set(plan_.slot, BatchColumn::of_nodes(std::move(nodes)));
      return true;
    }
  }
  void rewind() override {
    rows_ = Batch();
    row_ = type_ = 0;
    range_ = 0;
    rows_seen_ = 0;
    pairs_.reset();
  }

  const plan::NodeScan& plan_;
  Batch rows_;
  std::size_t row_ = 0;
  std::size_t type_ = 0;
  std::uint32_t range_ = 0;
  std::uint64_t rows_seen_ = 0;
  ProductLimit pairs_;
};

class NodeByIdsOperator final : public Operator {
 public:
  NodeByIdsOperator(QueryContext& context, const plan::NodeByIds& plan, OperatorPtr input)
      : Operator(context), slot_(plan.slot), check_(plan.check) {
    adopt(std::move(input));
    for (const NodeId node : plan.nodes) {
      if (plan.types.empty() ||
          std::find(plan.types.begin(), plan.types.end(), node.type()) != plan.types.end()) {
        nodes_.push_back(node);
      }
    }
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (nodes_.empty()) return false;
    if (check_) return check(out);
    auto more = input().next(out);
    if (!more || !*more) return more;
    std::vector<NodeId> nodes;
    std::vector<std::uint32_t> parents;
    for (std::uint32_t row = 0; row < out.size(); ++row) {
      nodes.insert(nodes.end(), nodes_.begin(), nodes_.end());
      parents.resize(nodes.size(), row);
    }
    out = out.gather(std::move(parents));
    out.set(slot_, BatchColumn::of_nodes(std::move(nodes)));
    return true;
  }
  void rewind() override {}

  // Keeps rows whose node is one of them.
  Result<bool> check(Batch& out) {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const NodeId node = out.column(slot_).node(row);
        if (std::find(nodes_.begin(), nodes_.end(), node) != nodes_.end()) kept.push_back(row);
      }
      if (kept.empty()) continue;
      if (kept.size() < out.size()) out = out.gather(std::move(kept));
      return true;
    }
  }

  Slot slot_;
  bool check_;
  std::vector<NodeId> nodes_;
};

class TypeTestOperator final : public Operator {
 public:
  TypeTestOperator(QueryContext& context, const plan::TypeTest& plan, OperatorPtr input)
      : Operator(context), plan_(plan) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> kept;
      const BatchColumn& column = out.column(plan_.slot);
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        const NodeId node = column.node(row);
        if (node == null_node()) continue;
        if (std::find(plan_.types.begin(), plan_.types.end(), node.type()) != plan_.types.end()) {
          kept.push_back(row);
        }
      }
      if (kept.empty()) continue;
      if (kept.size() < out.size()) out = out.gather(std::move(kept));
      return true;
    }
  }
  void rewind() override {}
  const plan::TypeTest& plan_;
};

}  // namespace

OperatorPtr make_node_scan(QueryContext& context, const plan::NodeScan& plan, OperatorPtr input) {
  return std::make_unique<NodeScanOperator>(context, plan, std::move(input));
}
OperatorPtr make_node_by_ids(QueryContext& context, const plan::NodeByIds& plan,
                             OperatorPtr input) {
  return std::make_unique<NodeByIdsOperator>(context, plan, std::move(input));
}
OperatorPtr make_type_test(QueryContext& context, const plan::TypeTest& plan, OperatorPtr input) {
  return std::make_unique<TypeTestOperator>(context, plan, std::move(input));
}

}  // namespace sarye
