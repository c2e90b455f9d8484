// Which documents an update has to do with: the pending ones, and those whose surroundings change
// with them; and the entities that all of these touch.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/apply_decisions.h"
#include "engine/graph/id_table.h"
#include "engine/graph/identity_state.h"
#include "engine/graph/touched_identity.h"
#include "engine/graph/truth_store.h"
#include "engine/model/ontology.h"
#include "engine/store/store.h"

namespace sarye {

// A document that changes, or whose surroundings do.
struct TouchedDocument {
  std::optional<DocumentFootprint> before;  // as it is in the views
  std::optional<DocumentRecord> record;     // as it is to be
  DocumentTruth truth;
  std::string node_key;
  DocumentShare names;     // its share of units, without observations
  DocumentShare observed;  // and of observations
  std::uint32_t node = 0;

  // Whether it is another text, or has another key; else only what surrounds it changed.
  bool is_changed() const {
    return !before || !record || before->sha256 != record->sha256 ||
           before->fingerprint != record->fingerprint || before->node_key != node_key;
  }
};

class TouchedDocuments {
 public:
  using ById = std::map<std::uint32_t, TouchedDocument>;  // by DocumentId

  // All are borrowed. New documents get their offsets from `ids`.
  // `decisions` are those that the views in `before` show; may be null.
  TouchedDocuments(const Snapshot& before, const Ontology& ontology, const DecisionSet* decisions,
                   IdTable& ids)
      : before_(before),
        ontology_(ontology),
        decisions_(decisions),
        ids_(ids),
        rows_(before),
        named_(rows_),
        observed_(rows_) {}

  // Finds them, from those that are pending. False: they are more than `most`. Errors: Damaged,
  // VersionMismatch; those of the store.
  Result<bool> find(const std::vector<DocumentId>& pending, std::uint64_t most);

  ById& all() { return documents_; }
  const ById& all() const { return documents_; }
  // Those that are in the views afterwards, in the order of keys, as ids are given.
  std::vector<TouchedDocument*> in_order();

  // Entities with names, and observations of them.
  const TouchedIdentity& named() const { return named_; }
  const TouchedIdentity& observed() const { return observed_; }
  // By work of these documents, the smallest offset of one of its documents.
  const std::map<std::string, std::uint32_t>& works() const { return works_; }

  TouchedDocuments(const TouchedDocuments&) = delete;  // its parts point to one another
  TouchedDocuments& operator=(const TouchedDocuments&) = delete;

 private:
  Result<std::optional<DocumentFootprint>> footprint(DocumentId id) const;
  Result<void> find_pending(const std::vector<DocumentId>& pending);
  Result<void> touch(DocumentId id);
  Result<void> read(TouchedDocument& document) const;
  Result<void> touch_documents_of(const std::string& unit);
  Result<void> touch_moved(const TouchedIdentity& identity);
  Result<void> resolve_names();
  Result<void> give_offsets();
  Result<void> resolve_works();
  Result<void> resolve_titles();
  Result<void> resolve_observations();

  const Snapshot& before_;
  const Ontology& ontology_;
  const DecisionSet* decisions_;
  IdTable& ids_;
  std::uint64_t most_ = 0;
  ById documents_;
  IdentityRows rows_;
  TouchedIdentity named_;
  TouchedIdentity observed_;
  std::map<std::string, std::uint32_t> works_;
};

}  // namespace sarye
