// What conditions say of nodes that many rows reach: worked out for a range of nodes at once, when
// enough of it is met, so that a row is dropped by one byte before it is made. Only a condition
// that is false drops here: where one may be null or fail, the rows decide.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/executor/batch.h"
#include "engine/executor/expression.h"
#include "engine/executor/query_context.h"

namespace sarye {

class NodeMask {
 public:
  enum class Verdict : std::uint8_t { Passes, Fails, Unknown };

  // Looks at those of `predicates` that read `slot` alone; both are borrowed.
  NodeMask(const QueryContext& context, std::span<const BoundExpression> predicates, Slot slot);

  bool any() const { return !masks_.empty(); }
  // Whether no predicate reads anything else: then a node that passes needs no more asking.
  bool decides() const { return decides_; }
  Verdict verdict(NodeId node) {
    const std::size_t type = node.type().value;
    if (type >= masks_.size() || (node.offset() >> kRangeBits) >= masks_[type].size()) {
      return Verdict::Unknown;
    }
    Mask& mask = masks_[type][node.offset() >> kRangeBits];
    if (mask.verdicts) return (*mask.verdicts)[node.offset() & (kRangeSize - 1)];
    if (++mask.asked >= mask.worth) make(node, mask);
    return mask.verdicts ? (*mask.verdicts)[node.offset() & (kRangeSize - 1)] : Verdict::Unknown;
  }

 private:
  struct Mask {
    std::uint32_t asked = 0;
    std::uint32_t worth = 0;  // made when it was asked for as often; 0: the range was not looked at
    std::unique_ptr<std::array<Verdict, kRangeSize>> verdicts;
  };
  // Of the range's nodes, when it is worth it; leaves it unmade where a row must decide.
  void make(NodeId node, Mask& mask);

  const QueryContext& context_;
  Slot slot_;
  std::vector<BoundExpression> of_node_;
  bool decides_ = false;
  Evaluator evaluator_;
  std::vector<std::vector<Mask>> masks_;  // by type, then range
};

}  // namespace sarye
