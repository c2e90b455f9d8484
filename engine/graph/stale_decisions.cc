#include "engine/graph/stale_decisions.h"

#include <algorithm>
#include <tuple>

#include "engine/graph/apply_decisions.h"
#include "engine/graph/curation.h"

namespace sarye {

namespace {

std::string why_stale(const Decision& d, const Ontology& ontology, bool document_is_there) {
  if (!d.document.empty()) {
    if (!document_is_there) {
      return "no document " + d.document + " is in the store" +
             (d.kind == DecisionKind::AcceptEdge && !d.quote.text.empty()
                  ? "; the statement stands by itself"
                  : "");
    }
    return d.kind == DecisionKind::Split
               ? d.document + " does not name " + to_key(d.entity, ontology) + " with these words"
               : d.document + " has no such statement with these words";
  }
  if (d.entity.type.empty()) {
    return d.names.size() == 1 ? "no text has this name" : "no text has one of these names";
  }
  if (d.kind == DecisionKind::Merge || d.kind == DecisionKind::Distinct) {
    return "no text has " + to_key(d.entity, ontology) + " or " + to_key(d.other, ontology);
  }
  return "no text has " + to_key(d.entity, ontology);
}

}  // namespace

Result<std::vector<StaleDecision>> find_stale(const Snapshot& snapshot, const Decisions& decisions,
                                              const Ontology& ontology) {
  std::vector<StaleDecision> out;
  if (decisions.all.empty()) return out;
  auto documents = list_documents(snapshot);
  if (!documents) return documents.error();
  std::erase_if(*documents, [](const DocumentRecord& record) {
    return record.removed || record.superseded || is_curation(record);
  });
  const DecisionSet set(decisions, ontology);
  std::vector<bool> used(decisions.all.size(), false);
  for (const DocumentRecord& record : *documents) {
    auto truth = read_document(snapshot, record.id);
    if (!truth) return truth.error();
    set.apply(*truth, &used);
  }
  for (std::size_t i = 0; i < decisions.all.size(); ++i) {
    const Decision& d = decisions.all[i];
    if (used[i] || d.kind == DecisionKind::AcceptEntity) continue;
    const bool there =
        std::any_of(documents->begin(), documents->end(),
                    [&](const DocumentRecord& record) { return is_document(d.document, record); });
    out.push_back({d.line, to_line(d, ontology), why_stale(d, ontology, there)});
  }
  std::sort(out.begin(), out.end(), [](const StaleDecision& a, const StaleDecision& b) {
    return std::tie(a.line, a.text) < std::tie(b.line, b.text);
  });
  return out;
}

}  // namespace sarye
