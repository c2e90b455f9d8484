// The assertions behind each row: one entry an assertion of each cited edge, one a cited node.
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class CiteOperator final : public Operator {
 public:
  CiteOperator(QueryContext& context, const plan::Cite& plan, OperatorPtr input)
      : Operator(context), plan_(plan.cite) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    auto more = input().next(out);
    if (!more || !*more) return more;
    std::vector<Value> lists;
    for (std::size_t row = 0; row < out.size(); ++row) {
      std::vector<Value> cited;
      for (const Slot slot : plan_.slots) {
        if (auto done = add(out.column(slot).value(row), cited); !done) return done.error();
      }
      lists.push_back(Value::list(std::move(cited)));
    }
    out.set(plan_.slot, BatchColumn::of_values(std::move(lists)));
    return true;
  }
  void rewind() override {}

  Result<void> add(const Value& value, std::vector<Value>& cited) {
    switch (value.type()) {
      case ValueType::Edge:
        return add_edge(value.edge(), cited);
      case ValueType::Path:
        for (const EdgeValue& edge : value.path().edges) {
          if (auto done = add_step(edge, cited); !done) return done;
        }
        return {};
      case ValueType::List:
        for (const Value& item : value.items()) {
          auto done =
              item.type() == ValueType::Edge ? add_step(item.edge(), cited) : add(item, cited);
          if (!done) return done;
        }
        return {};
      case ValueType::Node:
      case ValueType::Assertion:
        cited.push_back(value);
        return {};
      default:
        return {};
    }
  }

  // A list of its own: under a LIMIT the steps of a path take turns (CitationBook::cite).
  Result<void> add_step(const EdgeValue& edge, std::vector<Value>& cited) {
    std::vector<Value> step;
    if (auto done = add_edge(edge, step); !done) return done;
    cited.push_back(Value::list(std::move(step)));
    return {};
  }

  Result<void> add_edge(const EdgeValue& edge, std::vector<Value>& cited) {
    auto rows = context_.evidence.rows(edge.id);
    if (!rows) return rows.error();
    return context_.evidence.each_survivor(
        edge.id, edge.filter, [&](const AssertionChunk&, std::uint32_t row) {
          cited.emplace_back(AssertionValue{edge.id, row - rows->begin});
        });
  }

  const BoundCite& plan_;
};

}  // namespace

OperatorPtr make_cite(QueryContext& context, const plan::Cite& plan, OperatorPtr input) {
  return std::make_unique<CiteOperator>(context, plan, std::move(input));
}

}  // namespace sarye
