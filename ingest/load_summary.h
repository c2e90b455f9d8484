// What a text gave, for the person who loads it: found, linked, doubtful, left out.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "engine/store/store.h"

namespace sarye {

struct LoadSummary {
  using Counts = std::vector<std::pair<std::string, std::uint32_t>>;
  struct Doubt {
    std::string decision;    // the line that accepts it
    std::string quote;       // the words around it, on one line
    std::uint32_t line = 0;  // of the file
  };

  Counts entities;   // by type, in the ontology's order; without figures
  Counts relations;  // by family, most first
  std::uint32_t figures = 0;
  std::uint32_t tables = 0;
  std::uint32_t listed = 0;          // entities that the language resources list
  std::uint32_t elsewhere = 0;       // entities that other documents have: see KnownEntities
  std::vector<Doubt> doubtful;       // the best three suggestions
  std::uint32_t contradictions = 0;  // asserted and denied in this text, and figures that differ
  // Left out.
  std::uint32_t unknown_language = 0;  // passages in none of the three languages
  std::uint32_t tables_without_figures = 0;
  std::uint32_t references = 0;  // entries of the list of references
  std::string nothing;  // why the text gives no entity or no statement; empty: it gives some
};

LoadSummary summarize(const DocumentTruth& truth, const Ontology& ontology);

// What a store has, by names: its views as they are when this is made, and what was added since.
class KnownEntities {
 public:
  // `snapshot` must outlive it.
  KnownEntities(const Snapshot& snapshot, const Ontology& ontology)
      : snapshot_(snapshot), ontology_(ontology) {}

  // How many entities of the document are there. Errors: those of the store.
  Result<std::uint32_t> count(const DocumentTruth& truth) const;
  void add(const DocumentTruth& truth);

 private:
  Result<bool> has(const LocalEntity& entity) const;

  const Snapshot& snapshot_;
  const Ontology& ontology_;
  std::set<std::string> added_;  // type and key, type and name key
};

}  // namespace sarye
