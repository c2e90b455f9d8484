// The ids of the nodes of a graph by their index, found without a visit to memory where they ascend
// one by one, as those of a type do in bulk data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/strong_id.h"

namespace sarye {

class IdRuns {
 public:
  // The run that was asked last in some role.
  struct Last {
    std::uint32_t begin = 0;  // index of its first node
    std::uint32_t size = 0;
    NodeId first;
  };

  // `nodes` are borrowed.
  explicit IdRuns(const std::vector<NodeId>& nodes) : nodes_(nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i == 0 || nodes[i].value != nodes[i - 1].value + 1) {
        if (runs_.size() == kMost) {
          runs_.clear();
          return;
        }
        runs_.push_back({static_cast<std::uint32_t>(i), 0, nodes[i]});
      }
      ++runs_.back().size;
    }
  }

  NodeId of(std::uint32_t index, Last& last) const {
    if (index - last.begin >= last.size && !find(index, last)) return nodes_[index];
    NodeId id = last.first;
    id.value += index - last.begin;
    return id;
  }

 private:
  static constexpr std::size_t kMost = 64;  // more are looked up

  bool find(std::uint32_t index, Last& last) const {
    for (const Last& run : runs_) {
      if (index - run.begin >= run.size) continue;
      last = run;
      return true;
    }
    return false;
  }

  const std::vector<NodeId>& nodes_;
  std::vector<Last> runs_;
};

}  // namespace sarye
