#include "engine/graph/neighbour_index.h"

#include <algorithm>

namespace sarye {

NeighbourIndex::NeighbourIndex(NeighbourOrder order, std::uint32_t nodes, std::size_t edges)
    : order_(order), nodes_(nodes) {
  first_.reserve(nodes + std::size_t{1});
  first_.push_back(0);
  neighbours_.reserve(edges);
}

void NeighbourIndex::add(std::span<const std::uint32_t> neighbours) {
  neighbours_.insert(neighbours_.end(), neighbours.begin(), neighbours.end());
  first_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
}

void NeighbourIndex::add_range(std::uint32_t first_offset, std::uint32_t end_offset,
                               std::span<const NeighbourStep> steps,
                               std::span<const AdjacencyChunk* const> chunks) {
  for (std::uint32_t offset = first_offset; offset < end_offset; ++offset) {
    const std::uint32_t local = offset - first_offset;
    const std::size_t begin = neighbours_.size();
    std::uint32_t left_out = 0;
    for (std::size_t s = 0; s < steps.size(); ++s) {
      const AdjacencyChunk& chunk = *chunks[s];
      const std::size_t middle = neighbours_.size();
      const std::uint32_t end = chunk.end(local);
      for (std::uint32_t i = chunk.begin(local); i < end; ++i) {
        if (chunk.visible[i] == 0 || (steps[s].skip_loops && chunk.nodes[i] == offset)) {
          ++left_out;
        } else {
          neighbours_.push_back(chunk.nodes[i]);
        }
      }
      if (order_ == NeighbourOrder::Ascending) merge(begin, middle);
    }
    first_.push_back(static_cast<std::uint32_t>(neighbours_.size()));
    if (left_out == 0) continue;
    if (left_out_.empty()) left_out_.resize(nodes_);
    left_out_[offset] = left_out;
  }
}

// Two sorted lists become one.
void NeighbourIndex::merge(std::size_t begin, std::size_t middle) {
  const std::size_t end = neighbours_.size();
  if (begin == middle || middle == end || neighbours_[middle - 1] <= neighbours_[middle]) return;
  part_.assign(neighbours_.begin() + static_cast<std::ptrdiff_t>(begin),
               neighbours_.begin() + static_cast<std::ptrdiff_t>(middle));
  std::size_t to = begin;
  std::size_t two = middle;
  for (std::size_t one = 0; one < part_.size();) {
    const bool takes_two = two < end && neighbours_[two] < part_[one];
    neighbours_[to++] = takes_two ? neighbours_[two++] : part_[one++];
  }
}

std::uint64_t NeighbourIndex::memory_bytes() const {
  return sizeof(NeighbourIndex) +
         (first_.capacity() + neighbours_.capacity() + left_out_.capacity() + part_.capacity()) *
             sizeof(std::uint32_t);
}

}  // namespace sarye
