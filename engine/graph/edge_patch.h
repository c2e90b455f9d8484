// Edges and assertions that come and go, in the views of edges that are there. Ranges of sources
// that they touch are read back, changed and written anew; so are the chunks that know edges of
// these ranges by their places.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/graph/edge_ranges.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/view_patch.h"

namespace sarye {

// The rows of one range of a table, read back from its chunks, in their order.
struct RangeRows {
  std::vector<BuildEdge> edges;  // a row an assertion; a plain edge is one row
  std::vector<BuildEdgeExtra> extras;
  std::vector<std::uint32_t> edge_of;  // [row] → index of its edge within the range
};

class EdgePatch {
 public:
  // `ontology` is that of the views. What is given is borrowed.
  EdgePatch(const Ontology& ontology, RowOrder::DocumentOrder documents, ViewPatch& patch);

  // Which rows go: assertions of these documents, and plain edges from these nodes.
  struct Gone {
    std::set<std::uint32_t> documents;  // offsets
    std::set<NodeId> sources;           // of plain edges: Documents and Passages
    std::optional<RelationId> except;   // this family stays as it is
    // All rows between these nodes of one table, whoever states them.
    std::optional<EdgeTableKey> table;
    std::set<std::uint32_t> ends;  // offsets of its sources or targets
  };

  // Takes away what is gone and adds the rows of `input`. Call once for a table. `manifest` is
  // brought up to date. Errors: Damaged; those of the store.
  Result<void> run(const BuildInput& input, const Gone& gone, Manifest& manifest);

  // The rows of a range as they are after `run`, with room for `spare` more. Errors: Damaged; those
  // of the store.
  Result<RangeRows> rows_of(const EdgeTableKey& table, std::uint32_t range,
                            std::size_t spare = 0) const;

 private:
  struct TableChanges {
    std::set<std::uint32_t> ranges;    // of sources
    std::vector<std::uint32_t> added;  // indexes into the input's edges
  };

  Result<void> find_ranges(const EdgeTableKey& table, bool is_plain, const Gone& gone,
                           std::set<std::uint32_t>& ranges) const;
  Result<void> run_table(const EdgeTableKey& table, const BuildInput& input, const Gone& gone,
                         const TableChanges& changes, Manifest& manifest);
  Result<std::optional<std::string>> chunk(const std::string& key) const;

  const Ontology& ontology_;
  RowOrder::DocumentOrder documents_;
  ViewPatch& patch_;
  BuildInput work_;  // the rows of one range
  // Chunks that were written, of the family that rows_of is asked for; nullopt: erased.
  std::map<std::string, std::optional<std::string>> kept_;
  RelationId observed_;
};

}  // namespace sarye
