// Who states a match: the works behind its steps, whether the sets of a COMPARE dispute one of its
// edges, and what is to be cited for it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/executor/batch.h"
#include "engine/executor/query_context.h"

namespace sarye {

// What a finding cites, by set of the COMPARE.
struct CitedBySet {
  struct Sides {
    std::vector<Value> asserted;  // assertions; passages that mention a cited node
    std::vector<Value> denied;
  };
  std::vector<Sides> sets;

  std::uint64_t size() const;
  // Keeps one of equal citations; their order has no meaning.
  void make_unique();
  // A list of lists as CitationBook reads it: the two polarities by turns, so that a few of the
  // citations already show both sides and several sets.
  Value lists() const;
};

class Witnesses {
 public:
  // Both are borrowed.
  Witnesses(const QueryContext& context, const BoundCompare& compare);

  // The works that state the row's match in set `i`: those of the step that has fewest, of several
  // such steps the first. Sorted, each once; empty where the match has no step. Valid until the
  // next call.
  Result<std::span<const std::uint32_t>> works(const Batch& rows, std::size_t row, std::size_t i);

  // Whether both polarities of one of the row's edges are left in the sets together.
  Result<bool> disputed(const Batch& rows, std::size_t row, std::size_t i);

  // Adds what the row cites; of a disputed edge what every set says of it, both ways.
  Result<void> cite(const Batch& rows, std::size_t row, std::size_t i, CitedBySet& out);

 private:
  // What was found out of the edge that a step had last: rows that follow each other share it.
  struct Known {
    std::optional<EdgeValue> edge;
    std::vector<std::uint32_t> works;
  };
  struct Source {
    std::uint32_t offset = 0;  // of the document or passage
    std::uint32_t work = 0;
    auto operator<=>(const Source&) const = default;
  };

  Result<void> works_of_step(const Batch& rows, std::size_t row, const CompareStep& step,
                             Known& known);
  Result<void> works_of_edge(const EdgeValue& edge, std::vector<std::uint32_t>& out);
  Result<void> works_of_shared(const std::vector<EdgeValue>& edges, bool passages);
  Result<void> works_of_mentions(NodeId node, FilterId filter);
  Result<std::uint32_t> work_of_document(std::uint32_t document);
  // Offers `works` as those of the step with fewest.
  void offer(const std::vector<std::uint32_t>& works);

  Result<bool> edge_disputed(const EdgeValue& edge);
  // The edge's words with both polarities, a filter a set; empty: the edge has none.
  std::span<const FilterId> both_polarities(FilterId filter) const;

  Result<void> cite_value(const Value& value, std::size_t i, CitedBySet& out);
  Result<void> cite_edge(const EdgeValue& edge, FilterId filter, CitedBySet::Sides& out);
  Result<void> cite_node(NodeId node, FilterId filter, CitedBySet::Sides& out);
  // The passages that mention a node and pass the filter; of a Document those of its own mention.
  Result<std::vector<std::uint32_t>> passages_of(NodeId node, FilterId filter) const;

  const QueryContext& context_;
  const BoundCompare& compare_;
  std::optional<TypeId> document_type_;
  std::vector<std::vector<Known>> known_;  // by set and step
  std::vector<std::uint32_t> fewest_;
  bool any_step_ = false;
  std::vector<std::uint32_t> work_of_;  // by document, made when first asked for
  std::optional<EdgeValue> tested_;     // the edge that was asked about last, and the answer
  bool tested_disputed_ = false;
};

}  // namespace sarye
