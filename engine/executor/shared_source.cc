// IN SAME DOCUMENT, IN SAME PASSAGE: all edges of a row are stated in one.
#include <algorithm>
#include <iterator>

#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SharedSourceOperator final : public Operator {
 public:
  SharedSourceOperator(QueryContext& context, const plan::SharedSourceTest& plan, OperatorPtr input)
      : Operator(context), plan_(plan) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> sources;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto shared = shared_by(out, row);
        if (!shared) return shared.error();
        if (shared->empty()) continue;
        if (plan_.shared.alias == kNoSlot) {
          parents.push_back(row);
          continue;
        }
        for (const std::uint32_t offset : *shared) {
          const auto node = plan_.shared.passage ? context_.evidence.passage_node(offset)
                                                 : context_.evidence.document_node(offset);
          if (!node) continue;
          parents.push_back(row);
          sources.push_back(*node);
        }
      }
      if (parents.empty()) continue;
      out = out.gather(std::move(parents));
      if (plan_.shared.alias != kNoSlot) {
        out.set(plan_.shared.alias, BatchColumn::of_nodes(std::move(sources)));
      }
      return true;
    }
  }
  void rewind() override {}

  // Offsets of the documents (passages) that all of the row's edges share, ascending.
  Result<std::vector<std::uint32_t>> shared_by(const Batch& rows, std::uint32_t row) {
    std::vector<std::uint32_t> shared;
    bool first = true;
    for (const Slot slot : plan_.edges) {
      const Value value = rows.column(slot).value(row);
      edges_.clear();
      if (value.type() == ValueType::Edge) edges_.push_back(value.edge());
      if (value.type() == ValueType::List) {
        for (const Value& item : value.items()) {
          if (item.type() == ValueType::Edge) edges_.push_back(item.edge());
        }
      }
      for (const EdgeValue& edge : edges_) {
        auto sources = plan_.shared.passage ? context_.evidence.passages(edge.id, edge.filter)
                                            : context_.evidence.documents(edge.id, edge.filter);
        if (!sources) return sources;
        if (first) {
          shared = std::move(*sources);
          first = false;
        } else {
          both_.clear();
          std::set_intersection(shared.begin(), shared.end(), sources->begin(), sources->end(),
                                std::back_inserter(both_));
          shared.swap(both_);
        }
        if (shared.empty()) return shared;
      }
    }
    return shared;
  }

  const plan::SharedSourceTest& plan_;
  std::vector<EdgeValue> edges_;
  std::vector<std::uint32_t> both_;
};

}  // namespace

OperatorPtr make_shared_source(QueryContext& context, const plan::SharedSourceTest& plan,
                               OperatorPtr input) {
  return std::make_unique<SharedSourceOperator>(context, plan, std::move(input));
}

}  // namespace sarye
