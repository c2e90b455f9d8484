// All current documents of a store as the views see them, and who is who in them: for reviews and
// for annotations from outside.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/apply_decisions.h"
#include "engine/graph/identity.h"
#include "engine/model/ontology.h"
#include "engine/store/store.h"

namespace sarye {

struct CuratedDocuments {
  Ontology ontology;
  std::vector<DocumentTruth> documents;  // sorted by key; without the one that decisions make
  std::vector<GlobalEntity> entities;
  std::vector<std::vector<std::uint32_t>> entity_of;  // [document][local entity] → of `entities`
};

// Errors: Damaged; those of the store.
Result<CuratedDocuments> read_curated(const Snapshot& snapshot, const Decisions& decisions,
                                      const Ontology& ontology);

// The entity as a decision can name it from within its document: by its own key, else by the
// smallest of its own names.
EntityRef own_ref(const LocalEntity& entity);

// How decisions name a document: its work, else its key.
const std::string& document_ref(const DocumentTruth& truth);

}  // namespace sarye
