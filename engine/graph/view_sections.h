// The two halves of `write_views`: what becomes of nodes, and what of edges. Not for other rooms.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_index_writer.h"
#include "engine/graph/view_rows.h"
#include "engine/graph/view_summary.h"

namespace sarye {

// What becomes of nodes: columns, names and stable keys.
class NodeViews {
 public:
  NodeViews(const Ontology& ontology, ViewWriter& writer);  // both borrowed

  // Nodes ascend by their ids, and no range of offsets is cut. Errors: Internal.
  Result<void> add(std::span<BuildNode> nodes);
  // Fills the manifest's types. Errors: those of the store.
  Result<void> finish(Manifest& manifest);
  std::uint64_t count() const { return count_; }

 private:
  const Ontology& ontology_;
  ViewWriter& writer_;
  std::vector<TypeFold> folds_;  // by type
  std::set<TypeId> has_nodes_;
  std::optional<NodeId> last_;
  std::uint64_t count_ = 0;
};

// The texts of the passages among `nodes`, which they borrow.
std::vector<PassageText> texts_of(std::span<const BuildNode> nodes, const Ontology& ontology);

// Adjacency, assertions, qualifiers and edge columns. Fills the manifest's tables. Lets go of the
// edges.
struct EdgeViews {
  std::uint64_t edges = 0;
  std::uint64_t assertions = 0;
};
Result<EdgeViews> write_edge_views(BuildInput& input, Manifest& manifest, ViewWriter& writer);

}  // namespace sarye
