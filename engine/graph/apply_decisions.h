// Decisions, applied to the truth of one document as it is read for the views. What comes out
// depends on the document and the decisions alone, so views of one document need no other.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/graph/decisions.h"
#include "engine/graph/truth_store.h"

namespace sarye {

// Where each kind acts:
//   stopword      mentions and names by that word go, with statements that rest on them alone
//   split         mentions inside the words become mentions of the other entity
//   distinct      names of the one no longer belong to the other; both get keys of their own
//   type          the entity is of the other type; statements that this type cannot have go
//   accept, alias the entity gets its key and names, and mentions where texts write them
//   merge         the entity gets the key of the one that stays; its old key becomes a name
//   set           kind, shown name and properties
//   edges         accepted ones count as certain, and are made where no rule found them; rejected
//                 ones go
// An entity of a document has a key when it is the key that the resources gave it, or, where they
// gave none, when one of its names has it.
class DecisionSet {
 public:
  DecisionSet(Decisions decisions, Ontology ontology);

  bool empty() const { return decisions_.all.empty(); }
  const Decisions& decisions() const { return decisions_; }
  const Ontology& ontology() const { return ontology_; }

  // Changes `truth`, but never its source and passages. `used`, as long as decisions().all, gets
  // true for each decision that met something here; it may be null.
  void apply(DocumentTruth& truth, std::vector<bool>* used = nullptr) const;

  // What entity it is after all merges.
  EntityRef final_of(const EntityRef& ref) const;

 private:
  friend class DecisionApplier;
  struct SoughtName {
    std::string folded;  // see fold_quote
    EntityRef entity;    // after merges
    EntityName name;
    std::size_t decision;
  };

  Decisions decisions_;
  Ontology ontology_;
  std::map<EntityRef, EntityRef> goes_;
  std::map<EntityRef, std::vector<std::size_t>> named_;  // keys that decisions give to entities
  // (type, name key): the one entity that people gave this name; nullopt: several.
  std::map<std::pair<std::string, std::string>, std::optional<EntityRef>> given_;
  std::map<std::string, std::vector<std::size_t>> stopwords_;  // by name key
  std::vector<SoughtName> sought_;                             // the longest first
};

// Gives `stated` the polarity, modality, speaker and qualifiers that `decision` has values for.
void take_stance(const Decision& decision, LocalAssertion& stated);

// Whether `reference` (a work, a key, `sha256:` and digits) means this document.
bool is_document(std::string_view reference, const DocumentMetadata& metadata, const Sha256& hash);
bool is_document(std::string_view reference, const DocumentRecord& record);

// The name whose part of a stable key is `part`.
std::string name_of_key_part(std::string_view part);

}  // namespace sarye
