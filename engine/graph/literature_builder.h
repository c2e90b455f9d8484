// Documents whose entities are decided, as nodes and edges: the part of making views that is the
// same whether all documents are made anew or a few.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/id_table.h"
#include "engine/graph/identity.h"
#include "engine/graph/truth_store.h"

namespace sarye {

// The type in the id table under which speakers have their numbers.
inline constexpr std::string_view kSpeakerIds = "\tattribution";

struct LiteratureDocument {
  DocumentRecord record;
  DocumentTruth truth;
  std::string key;                       // of the node, without prefix
  std::vector<std::uint32_t> entity_of;  // [local entity] → index of the entities
};

// Its metadata's work, else its DOI, else the document itself (DECISIONS 8).
std::string work_of(const DocumentMetadata& metadata);
// The key of a document's node, without prefix; documents that share a key are told apart.
std::string document_key(std::string_view key, const Sha256& hash, bool is_shared);

// What is observed, by whom it does not matter: the stable key of the thing and what was measured.
// Different values of one subject contradict each other.
using ObservedSubject = std::string;
struct ObservedValue {
  double value = 0;
  std::uint64_t count = 0;  // assertions
};
using Observations = std::map<std::pair<ObservedSubject, std::string>, ObservedValue>;

class LiteratureBuilder {
 public:
  // `entities` (borrowed) are sorted by type and key. `input` gets what is built; its ontology must
  // be set.
  LiteratureBuilder(BuildInput& input, const std::vector<GlobalEntity>& entities, IdTable& ids)
      : input_(input), entities_(entities), ids_(ids) {}

  // Call in this order. Errors of all: VersionMismatch when a document uses a type or relation that
  // the ontology has not; those of the id table.

  // Nodes of the entities for which `wanted` says so.
  Result<void> add_entities(const std::function<bool(std::size_t)>& wanted);
  // Nodes of the documents, which are sorted by their keys, and of their passages.
  Result<void> add_documents(std::vector<LiteratureDocument> documents);
  // By work, the smallest offset of a Document node; for each document's work.
  void set_works(std::map<std::string, std::uint32_t> works) { works_ = std::move(works); }
  // The Document node that an entity of that type stands for, when it is loaded.
  void set_document_named(std::function<Result<std::optional<NodeId>>(const GlobalEntity&)> named) {
    document_named_ = std::move(named);
  }
  Result<void> add_edges();
  // Contradictions among the observations of these documents.
  void add_conflicts();

  const std::vector<LiteratureDocument>& documents() const { return documents_; }
  NodeId node_of_document(std::size_t d) const { return document_nodes_[d]; }
  const std::vector<NodeId>& passages_of(std::size_t d) const { return passages_[d]; }
  const std::set<std::string>& speakers_of(std::size_t d) const { return speakers_[d]; }
  const Observations& observations_of(std::size_t d) const { return observations_[d]; }
  // The node of an entity, whether it was added or not. Errors: those of the id table.
  Result<NodeId> node_of_entity(std::size_t entity);
  std::string stable_key_of(const GlobalEntity& entity) const;

 private:
  struct Observed {
    NodeId metric;
    std::string key;
    double value;
    BuildAssertion assertion;
  };

  Error unknown(std::size_t d, std::string_view what, const std::string& name) const;
  Result<NodeId> id_of(const NodeType& type, const std::string& stable_key);
  void add_document_node(std::size_t d, const std::string& key);
  Result<void> add_passages(std::size_t d, const NodeType& type);
  void add_plain(RelationId family, NodeId source, NodeId target);
  Result<std::optional<NodeId>> node_of(std::size_t d, std::uint32_t local);
  BuildAssertion assertion_at(std::size_t d, const Evidence& evidence, int confidence) const;
  Result<void> add_edges_of(std::size_t d);
  Result<void> add_assertion(std::size_t d, const LocalAssertion& stated);
  void observe(std::size_t d, const LocalAssertion& stated, const BuildEdge& edge);

  BuildInput& input_;
  const std::vector<GlobalEntity>& entities_;
  IdTable& ids_;
  std::vector<NodeId> nodes_;  // of entities_; unset ones are asked for
  std::vector<bool> is_set_;
  std::vector<LiteratureDocument> documents_;
  std::vector<NodeId> document_nodes_;
  std::vector<std::vector<NodeId>> passages_;
  std::vector<std::set<std::string>> speakers_;
  std::vector<Observations> observations_;
  std::map<std::string, std::uint32_t> works_;
  std::map<std::string, std::uint32_t> speaker_numbers_;
  std::function<Result<std::optional<NodeId>>(const GlobalEntity&)> document_named_;
  std::map<ObservedSubject, std::vector<Observed>> observed_;
};

// The two sides of a contradiction, by stable key; and the rows of its edge. For all who make such
// edges, so that they make the same.
struct ConflictSide {
  NodeId metric;
  std::string key;  // stable
  double value = 0;
};
// Whether the two contradict each other.
bool sides_conflict(const ConflictSide& a, const ConflictSide& b);
// An edge without its assertion, from the side with the smaller key.
BuildEdge conflict_edge(const Relation& family, const ConflictSide& a, const ConflictSide& b);

}  // namespace sarye
