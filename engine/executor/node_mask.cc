#include "engine/executor/node_mask.h"

#include <limits>
#include <utility>

namespace sarye {

namespace {

// A node that is tested in passing costs about a quarter of a row of its own.
constexpr std::size_t kShareOfNodes = 4;

}  // namespace

NodeMask::NodeMask(const QueryContext& context, std::span<const BoundExpression> predicates,
                   Slot slot)
    : context_(context), slot_(slot), evaluator_(context) {
  for (const BoundExpression& predicate : predicates) {
    const std::vector<Slot> slots = slots_of(predicate);
    if (slots.size() == 1 && slots[0] == slot) of_node_.push_back(predicate);
  }
  decides_ = of_node_.size() == predicates.size();
  if (of_node_.empty()) return;
  masks_.resize(context.graph.ontology().types().size());
  for (const NodeType& type : context.graph.ontology().types()) {
    const std::uint32_t limit = context.graph.node_limit(type.id);
    masks_[type.id.value].resize((limit + kRangeSize - 1) >> kRangeBits);
  }
}

void NodeMask::make(NodeId node, Mask& mask) {
  const std::uint32_t range = node.offset() >> kRangeBits;
  auto present = context_.graph.nodes_of_range(node.type(), range);
  const bool first = mask.worth == 0;
  mask.worth = std::numeric_limits<std::uint32_t>::max();
  if (!present || present->empty()) return;
  const std::size_t worth = present->size() / kShareOfNodes;
  if (first && mask.asked < worth) {
    mask.worth = static_cast<std::uint32_t>(worth);
    return;
  }
  std::vector<NodeId> nodes;
  nodes.reserve(present->size());
  for (const std::uint32_t offset : *present) nodes.emplace_back(node.type(), offset);
  Batch rows(context_.frame, nodes.size());
  rows.set(slot_, BatchColumn::of_nodes(nodes));
  std::vector<NullDrop> nulls;
  auto kept = evaluator_.keep(of_node_, rows, &nulls);
  if (!kept || !nulls.empty()) return;
  mask.verdicts = std::make_unique<std::array<Verdict, kRangeSize>>();
  mask.verdicts->fill(Verdict::Fails);
  for (const std::uint32_t row : *kept) {
    (*mask.verdicts)[nodes[row].offset() & (kRangeSize - 1)] = Verdict::Passes;
  }
}

}  // namespace sarye
