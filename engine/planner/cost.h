// How many rows an operator is expected to give, from the statistics of the catalog.
#pragma once

#include <vector>

#include "engine/binder/bound_query.h"
#include "engine/model/catalog.h"
#include "engine/planner/plan.h"

namespace sarye {

class Estimator {
 public:
  Estimator(const BoundQuery& query, const Catalog& catalog);

  // nullptr: no such table.
  const EdgeTableInfo* table(EdgeTableId id) const {
    return id.value < tables_.size() ? tables_[id.value] : nullptr;
  }

  double nodes(const std::vector<TypeId>& types) const;
  // Edges that one node of `from` has along the steps, on average.
  double degree(const std::vector<plan::EdgeStep>& steps, const std::vector<TypeId>& from) const;
  // The chance that a row passes, 0 to 1.
  double selectivity(const BoundExpression& predicate) const;
  // Of an equality with a property of these types.
  double equality(const std::vector<TypeId>& types, const std::string& property) const;
  // The share of edges that a filter and its tests leave.
  double evidence(FilterId filter, const EdgeTests& tests) const;
  // Trails of min to max edges that begin at one node.
  double trails(double degree, std::uint32_t min, std::uint32_t max) const;

 private:
  const BoundQuery& query_;
  const Catalog& catalog_;
  std::vector<const EdgeTableInfo*> tables_;  // by id
};

}  // namespace sarye
