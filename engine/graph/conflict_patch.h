// Contradictions between figures, as far as observations that come or go can change them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "engine/base/result.h"
#include "engine/graph/edge_patch.h"
#include "engine/graph/id_table.h"
#include "engine/graph/literature_builder.h"
#include "engine/store/store.h"

namespace sarye {

class ConflictPatch {
 public:
  // All are borrowed.
  ConflictPatch(const Snapshot& before, const Ontology& ontology, IdTable& ids)
      : before_(before), ontology_(ontology), ids_(ids) {}

  void subtract(const Observations& observations);
  void add(const Observations& observations);

  // Makes the edges anew of every Metric whose observed subjects one of these observations is of.
  // `edges` has written the observations. Errors: Damaged; those of the store.
  Result<void> run(EdgePatch& edges, Manifest& manifest);

 private:
  using Values = std::map<std::string, double>;  // by the stable key of a Metric

  Result<void> read_before(const std::set<std::string>& metrics);
  Result<const Values*> values_before(const std::string& subject);
  // As they are now.
  Result<Values> values_of(const std::string& subject);
  Result<std::set<std::string>> subjects_of(const std::string& metric);
  Result<NodeId> node_of(const std::string& stable_key);
  Result<void> add_rows(const EdgePatch& edges, NodeId metric, NodeId subject,
                        const BuildEdge& edge, BuildInput& input);

  const Snapshot& before_;
  const Ontology& ontology_;
  IdTable& ids_;
  std::map<std::pair<std::string, std::string>, std::int64_t> counts_;  // change: subject, metric
  std::map<std::pair<std::string, std::string>, double> values_;        // those that were added
  std::set<std::string> subjects_;
  std::map<std::string, Values> before_values_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> before_counts_;
  std::map<std::string, std::set<std::string>> before_subjects_;  // by Metric
  std::map<std::pair<EdgeTableKey, std::uint32_t>, RangeRows> rows_;
};

}  // namespace sarye
