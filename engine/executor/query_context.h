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
        budget(limits, cancel),
        frame(bound.slots.size()),
        evidence(view, filters),
        functions{view, evidence, budget} {}
  QueryContext(const QueryContext&) = delete;
  QueryContext& operator=(const QueryContext&) = delete;

  const BoundQuery& query;
  const GraphView& graph;
  Budget budget;
  std::size_t frame;  // slots of a row; the builder adds hidden ones behind those of the query
  std::vector<Value> parameters;
  std::vector<CompiledFilter> filters;
  EvidenceReader evidence;
  FunctionContext functions;
  std::vector<MeasureGraph*> graphs;  // as BoundQuery::graphs; operators, which put themselves here
};

}  // namespace sarye
