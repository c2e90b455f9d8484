// The neighbours of all nodes of a type along several edge tables at once: what chunks of adjacency
// say, put together for questions that ask who is next to whom and not by which edges. Kept with
// the chunks (GraphView::neighbours_along).
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/adjacency.h"

namespace sarye {

struct NeighbourStep {
  EdgeTableId table;
  Direction direction = Direction::Out;
  bool skip_loops = false;  // an edge from a node to itself comes by another step
  friend auto operator<=>(const NeighbourStep&, const NeighbourStep&) = default;
};

// How a node's neighbours along several steps follow each other: step by step, each in the order of
// its own list, or all in order of their offsets.
enum class NeighbourOrder : std::uint8_t { ByStep, Ascending };

class NeighbourIndex {
 public:
  // `nodes`: how many offsets the type has; `edges`: what there may be in all.
  NeighbourIndex(NeighbourOrder order, std::uint32_t nodes, std::size_t edges);

  // Adds the list of the next node.
  void add(std::span<const std::uint32_t> neighbours);

  // Adds the lists of the next range, of `steps` in their order; `first_offset`: of its nodes.
  void add_range(std::uint32_t first_offset, std::uint32_t end_offset,
                 std::span<const NeighbourStep> steps,
                 std::span<const AdjacencyChunk* const> chunks);

  // Offsets of the neighbours by edges with default-visible assertions, each once an edge.
  std::span<const std::uint32_t> of(std::uint32_t offset) const {
    return {neighbours_.data() + first_[offset], first_[offset + 1] - first_[offset]};
  }
  // How many entries the lists of the chunks have besides: edges without such an assertion, and
  // loops that were skipped.
  std::uint32_t left_out(std::uint32_t offset) const {
    return left_out_.empty() ? 0 : left_out_[offset];
  }
  std::uint64_t memory_bytes() const;

 private:
  void merge(std::size_t begin, std::size_t middle);

  NeighbourOrder order_;
  std::uint32_t nodes_;
  std::vector<std::uint32_t> first_;  // by offset, and one more
  std::vector<std::uint32_t> neighbours_;
  std::vector<std::uint32_t> left_out_;  // by offset; empty: nothing is
  std::vector<std::uint32_t> part_;      // scratch
};

}  // namespace sarye
