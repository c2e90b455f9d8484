// Paths from their nodes and edges.
#include "engine/executor/edge_walk.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class BuildPathOperator final : public Operator {
 public:
  BuildPathOperator(QueryContext& context, const plan::BuildPath& plan, OperatorPtr input)
      : Operator(context), plan_(plan) {
    adopt(std::move(input));
  }

 private:
  Result<bool> produce(Batch& out) override {
    auto more = input().next(out);
    if (!more || !*more) return more;
    std::vector<Value> paths;
    paths.reserve(out.size());
    for (std::size_t row = 0; row < out.size(); ++row) paths.push_back(path_of(out, row));
    out.set(plan_.slot, BatchColumn::of_values(std::move(paths)));
    return true;
  }
  void rewind() override {}

  // Null when a part is.
  Value path_of(const Batch& rows, std::size_t row) const {
    PathValue path;
    const NodeId start = rows.column(plan_.nodes[0]).node(row);
    if (start == null_node()) return Value();
    path.nodes.push_back(start);
    const auto append = [&path](const EdgeValue& edge) {
      path.nodes.push_back(other_end(edge, path.nodes.back()));
      path.edges.push_back(edge);
    };
    for (const Slot slot : plan_.edges) {
      const Value value = rows.column(slot).value(row);
      if (value.type() == ValueType::Edge) {
        append(value.edge());
      } else if (value.type() == ValueType::List) {
        for (const Value& item : value.items()) {
          if (item.type() != ValueType::Edge) return Value();
          append(item.edge());
        }
      } else {
        return Value();
      }
    }
    return Value::path(std::move(path));
  }

  const plan::BuildPath& plan_;
};

}  // namespace

OperatorPtr make_build_path(QueryContext& context, const plan::BuildPath& plan, OperatorPtr input) {
  return std::make_unique<BuildPathOperator>(context, plan, std::move(input));
}

}  // namespace sarye
