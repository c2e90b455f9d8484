// From the rows of one range of sources to its chunks. Rows of the whole table and rows that were
// read back from chunks go the same way, so the bytes are the same.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/graph/graph_builder.h"
#include "engine/graph/view_rows.h"
#include "engine/graph/view_summary.h"

namespace sarye {

// Sorting moves these instead of the rows themselves.
struct RowKey {
  EdgeTableKey table;
  std::uint32_t source;
  std::uint32_t target;
  std::uint32_t row;  // index into BuildInput::edges
};
std::vector<RowKey> row_keys(const BuildInput& input);

// The order of rows: by table, source, target, what tells parallel edges apart; then, of one edge's
// assertions, by the stable keys of their documents (offsets are in order of arrival, and what a
// store says must not depend on that), and what they say.
class RowOrder {
 public:
  using DocumentOrder = std::function<int(std::uint32_t, std::uint32_t)>;  // < 0, 0, > 0

  RowOrder(const BuildInput& input, DocumentOrder documents)
      : input_(input), documents_(std::move(documents)) {}
  bool operator()(const RowKey& a, const RowKey& b) const;

 private:
  const BuildInput& input_;
  DocumentOrder documents_;
};

// An edge as its target sees it.
struct ReverseEdge {
  std::uint32_t target;
  std::uint32_t source;
  std::uint32_t edge_index;
  std::uint32_t visible;
  bool operator==(const ReverseEdge&) const = default;
};
bool operator<(const ReverseEdge& a, const ReverseEdge& b);

// What one document states of an edge.
struct StatedEdge {
  std::uint32_t document;
  std::uint32_t source;
  std::uint32_t edge_index;
  std::uint32_t visible;  // default-visible assertions
  bool operator==(const StatedEdge&) const = default;
};
bool operator<(const StatedEdge& a, const StatedEdge& b);

struct BuiltRange {
  std::vector<std::pair<std::string, std::string>> chunks;  // key, bytes
  TableSummary::Out summary;
  std::vector<ReverseEdge> reverse;
  std::vector<StatedEdge> of_documents;
};

// What tells an edge apart from others of its family between the same nodes: its identifying
// qualifiers.
std::string discriminator_of(const Relation& family,
                             const std::vector<std::pair<std::string, std::string>>& qualifiers);

// `rows` are those of one table and range, sorted.
BuiltRange build_range(const BuildInput& input, const EdgeTableKey& table, std::uint32_t range,
                       std::span<const RowKey> rows);

// The chunk of incoming edges of one range of targets, from its edges in order; not empty.
std::string encode_reverse(std::span<const ReverseEdge> edges, TableSummary::In& summary);

// The chunk of one range of documents, from what they state in order, an edge once or several
// times; not empty.
std::string encode_document_edges(std::span<const StatedEdge> edges);

}  // namespace sarye
