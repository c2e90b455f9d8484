// A number for each node met, in arrays by type and offset that are not cleared between searches: a
// mark counts only when it carries the search's own stamp.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/graph/graph_view.h"

namespace sarye {

class NodeMarks {
 public:
  explicit NodeMarks(const GraphView& graph) : graph_(graph) {}

  void clear() {
    if (++stamp_ == 0) {
      for (auto& of_type : marks_) of_type.assign(of_type.size(), Mark{});
      stamp_ = 1;
    }
  }
  bool has(NodeId node) const {
    const std::size_t type = node.type().value;
    return type < marks_.size() && node.offset() < marks_[type].size() &&
           marks_[type][node.offset()].stamp == stamp_;
  }
  std::uint32_t get(NodeId node) const { return marks_[node.type().value][node.offset()].number; }
  void set(NodeId node, std::uint32_t number) {
    const std::size_t type = node.type().value;
    if (type >= marks_.size()) marks_.resize(type + 1);
    if (marks_[type].empty()) marks_[type].resize(graph_.node_limit(node.type()));
    marks_[type][node.offset()] = Mark{stamp_, number};
  }
  std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& of_type : marks_) sum += of_type.size() * sizeof(Mark);
    return sum;
  }

 private:
  struct Mark {
    std::uint32_t stamp = 0;
    std::uint32_t number = 0;
  };
  const GraphView& graph_;
  std::uint32_t stamp_ = 1;
  std::vector<std::vector<Mark>> marks_;
};

}  // namespace sarye
