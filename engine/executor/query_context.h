// What one running query shares among its operators. Lives as long as the query; never moved,
// because operators and functions borrow its parts.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/binder/binder.h"
#include "engine/binder/bound_query.h"
#include "engine/executor/evidence.h"
#include "engine/executor/functions.h"
#include "engine/executor/sharing.h"
#include "engine/graph/graph_view.h"

namespace sarye {

class MeasureGraph;

struct QueryContext {
  // Works out the filters: document sets are evaluated here, once. `given` may replace values of
  // parameters that did not shape the bound query; nullptr: those of `query` hold.
  // Errors: those of reading documents and of the sets' conditions.
  static Result<std::unique_ptr<QueryContext>> make(const BoundQuery& query, const GraphView& graph,
                                                    const Limits& limits, const CancelToken* cancel,
                                                    const Parameters* given);

  QueryContext(const BoundQuery& bound, const GraphView& view, const Limits& limits,
               const CancelToken* cancel)
      : query(bound),
        graph(view),
        own_budget(std::make_unique<Budget>(limits, cancel)),
        budget(*own_budget),
        frame(bound.slots.size()),
        evidence(view, filters),
        functions{view, evidence, budget} {}
  QueryContext(const QueryContext&) = delete;
  QueryContext& operator=(const QueryContext&) = delete;

  // For operators that run beside those of this one: the same budget and filters, which are
  // borrowed; readers of its own. Not for a query with measure graphs.
  std::unique_ptr<QueryContext> for_another_thread() const {
    return std::unique_ptr<QueryContext>(new QueryContext(*this, Shared{}));
  }

  const BoundQuery& query;
  const GraphView& graph;
  const std::unique_ptr<Budget> own_budget;  // nullptr: another context's
  Budget& budget;
  std::size_t frame;  // slots of a row; the builder adds hidden ones behind those of the query
  int threads = 1;    // that may run side by side
  Sharing sharing;
  std::vector<Value> parameters;
  std::vector<CompiledFilter> filters;
  EvidenceReader evidence;
  FunctionContext functions;
  std::vector<MeasureGraph*> graphs;  // as BoundQuery::graphs; operators, which put themselves here

 private:
  struct Shared {};
  QueryContext(const QueryContext& whole, Shared)
      : query(whole.query),
        graph(whole.graph),
        budget(whole.budget),
        frame(whole.frame),
        threads(whole.threads),
        sharing(whole.sharing),
        parameters(whole.parameters),
        evidence(whole.evidence.another()),
        functions{whole.graph, evidence, whole.budget} {}
};

}  // namespace sarye
