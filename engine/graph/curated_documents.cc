#include "engine/graph/curated_documents.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "engine/graph/curation.h"
#include "engine/graph/stable_key.h"
#include "engine/graph/whole_identity.h"
#include "engine/text/name_key.h"

namespace sarye {

Result<CuratedDocuments> read_curated(const Snapshot& snapshot, const Decisions& decisions,
                                      const Ontology& ontology) {
  auto records = list_documents(snapshot);
  if (!records) return records.error();
  CuratedDocuments out;
  out.ontology = ontology;
  const DecisionSet set(decisions, ontology);
  for (const DocumentRecord& record : *records) {
    if (record.removed || record.superseded || is_curation(record)) continue;
    auto truth = read_document(snapshot, record.id);
    if (!truth) return truth.error();
    set.apply(*truth);
    out.documents.push_back(std::move(*truth));
  }
  std::sort(out.documents.begin(), out.documents.end(),
            [](const DocumentTruth& a, const DocumentTruth& b) {
              return std::tie(a.metadata.key, a.sha256) < std::tie(b.metadata.key, b.sha256);
            });
  std::vector<const DocumentTruth*> truths;
  for (const DocumentTruth& truth : out.documents) truths.push_back(&truth);
  const WholeIdentity identity(truths);
  out.entities = identity.entities();
  for (std::size_t d = 0; d < truths.size(); ++d) out.entity_of.push_back(identity.entities_of(d));
  return out;
}

EntityRef own_ref(const LocalEntity& entity) {
  if (!entity.key.empty()) return {entity.type, key_part(entity.key)};
  std::string smallest;
  for (const EntityName& name : entity.names) {
    const std::string key = name_key(name.text);
    if (!key.empty() && (smallest.empty() || key < smallest)) smallest = key;
  }
  return {entity.type, key_part(smallest)};
}

const std::string& document_ref(const DocumentTruth& truth) {
  if (!truth.metadata.work.empty()) return truth.metadata.work;
  return truth.metadata.doi.empty() ? truth.metadata.key : truth.metadata.doi;
}

}  // namespace sarye
