// A value for each node of the types that are met: an array a type, made when its first node comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/graph/graph_view.h"
#include "engine/model/value.h"

namespace sarye {

template <typename T>
class NodeTable {
 public:
  // `initial`: the value of a node that was not set.
  NodeTable(const GraphView& graph, T initial) : graph_(graph), initial_(initial) {}

  // The node must be one of the graph. The reference lives until another type is met.
  T& of(NodeId node) {
    const std::size_t type = node.type().value;
    if (type >= by_type_.size() || by_type_[type].empty()) make_room(node.type());
    return by_type_[type][node.offset()];
  }
  // The same without making room.
  T known(NodeId node) const {
    const std::size_t type = node.type().value;
    return type < by_type_.size() && !by_type_[type].empty() ? by_type_[type][node.offset()]
                                                             : initial_;
  }

  // The values of a type by offset; nullptr where none was set.
  T* of_type(TypeId type) {
    return type.value < by_type_.size() && !by_type_[type.value].empty()
               ? by_type_[type.value].data()
               : nullptr;
  }

  void clear() {
    by_type_.clear();
    bytes_ = 0;
  }
  std::uint64_t bytes() const { return bytes_; }

 private:
  [[gnu::noinline]] void make_room(TypeId type) {
    if (type.value >= by_type_.size()) by_type_.resize(type.value + std::size_t{1});
    by_type_[type.value].resize(graph_.node_limit(type), initial_);
    bytes_ += by_type_[type.value].size() * sizeof(T);
  }

  const GraphView& graph_;
  T initial_;
  std::vector<std::vector<T>> by_type_;  // then by offset
  std::uint64_t bytes_ = 0;
};

}  // namespace sarye
