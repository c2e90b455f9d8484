#include "engine/executor/query_context.h"

#include "engine/executor/document_sets.h"

namespace sarye {

Result<std::unique_ptr<QueryContext>> QueryContext::make(const BoundQuery& query,
                                                         const GraphView& graph,
                                                         const Limits& limits,
                                                         const CancelToken* cancel,
                                                         const Parameters* given) {
  auto context = std::make_unique<QueryContext>(query, graph, limits, cancel);
  for (const BoundParameter& parameter : query.parameters) {
    const Value* value = &parameter.value;
    if (given != nullptr && !parameter.fixed) {
      const auto found = given->find(parameter.name);
      if (found != given->end()) value = &found->second;
    }
    context->parameters.push_back(*value);
  }
  context->filters.resize(std::max<std::size_t>(query.filters.size(), 1));
  for (std::size_t i = 0; i < query.filters.size(); ++i) {
    CompiledFilter& filter = context->filters[i];
    filter.words = query.filters[i];
    filter.is_default = filter.words.is_default();
    auto documents = document_bits(*context, filter.words.document_sets);
    if (!documents) return documents.error();
    filter.documents = std::move(*documents);
  }
  context->evidence = EvidenceReader(graph, context->filters);
  return context;
}

}  // namespace sarye
