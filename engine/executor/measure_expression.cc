// Measures in expressions: the arguments row by row, the values from the measure's graph.
#include "engine/executor/expression.h"
#include "engine/executor/measure_graph.h"

namespace sarye {

Result<void> Evaluator::measure(const BoundExpression& e, const Batch& batch, Rows rows,
                                std::vector<Value>& out) {
  std::vector<std::vector<Value>> arguments(e.operands.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (auto done = evaluate(e.operands[i], batch, rows, arguments[i]); !done) return done;
  }
  if (rows.empty()) return {};
  return context_.graphs[e.index]->evaluate(e, arguments, out);
}

}  // namespace sarye
