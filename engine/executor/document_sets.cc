#include "engine/executor/document_sets.h"

#include <set>
#include <string>
#include <vector>

#include "engine/executor/expression.h"

namespace sarye {

namespace {

// Calls f(offsets) for each range of documents.
template <typename F>
Result<void> each_range(const QueryContext& context, const NodeType& type, F&& f) {
  const std::uint32_t limit = context.graph.node_limit(type.id);
  for (std::uint32_t range = 0; std::uint64_t{range} << kRangeBits < limit; ++range) {
    if (auto ok = context.budget.check(); !ok) return ok;
    auto offsets = context.graph.nodes_of_range(type.id, range);
    if (!offsets) return offsets.error();
    if (offsets->empty()) continue;
    auto done = f(*offsets);
    if (!done) return done;
  }
  return {};
}

Result<DocumentBits> by_keys(const QueryContext& context, const NodeType& type,
                             const std::vector<std::string>& keys) {
  DocumentBits out(context.graph.node_limit(type.id));
  std::set<std::string, std::less<>> wanted;
  for (const std::string& key : keys) {
    auto node = context.graph.node_by_key(type.key_prefix + ":" + key);
    if (!node) return node.error();
    if (*node && (*node)->type() == type.id) {
      out.add((*node)->offset());
    } else {
      wanted.insert(key);
    }
  }
  if (wanted.empty()) return out;
  std::vector<Value> values;
  auto done =
      each_range(context, type, [&](std::span<const std::uint32_t> offsets) -> Result<void> {
        auto read = context.graph.properties(type.id, "key", offsets, values);
        if (!read) return read;
        for (std::size_t i = 0; i < offsets.size(); ++i) {
          if (values[i].type() == ValueType::String && wanted.contains(values[i].string())) {
            out.add(offsets[i]);
          }
        }
        return {};
      });
  if (!done) return done.error();
  return out;
}

// The condition as one of a node in `slot`: whatever is quick for a node is so for a document.
BoundExpression asked_of_node(BoundExpression e, Slot slot) {
  for (BoundExpression& operand : e.operands) operand = asked_of_node(std::move(operand), slot);
  if (e.kind != ExprKind::DocumentProperty) return e;
  e.kind = ExprKind::Property;
  e.operands = {variable(slot)};
  return e;
}

Result<DocumentBits> by_condition(const QueryContext& context, const NodeType& type,
                                  const std::vector<BoundExpression>& condition) {
  DocumentBits out(context.graph.node_limit(type.id));
  Evaluator evaluator(context);
  const auto slot = static_cast<Slot>(context.frame);  // one behind the frame, of this batch alone
  std::vector<BoundExpression> of_node;
  for (const BoundExpression& e : condition) of_node.push_back(asked_of_node(e, slot));
  auto done =
      each_range(context, type, [&](std::span<const std::uint32_t> offsets) -> Result<void> {
        std::vector<NodeId> nodes;
        for (const std::uint32_t offset : offsets) nodes.emplace_back(type.id, offset);
        Batch batch(context.frame + 1, nodes.size());
        batch.set(slot, BatchColumn::of_nodes(std::move(nodes)));
        auto kept = evaluator.keep(of_node, batch);
        if (!kept) return kept.error();
        for (const std::uint32_t row : *kept) out.add(offsets[row]);
        return {};
      });
  if (!done) return done.error();
  return out;
}

}  // namespace

Result<DocumentBits> documents_of(const QueryContext& context, const BoundDocumentSet& set) {
  const NodeType* type = context.graph.ontology().find_type("Document");
  if (type == nullptr) return DocumentBits();
  switch (set.kind) {
    case BoundDocumentSet::Kind::Keys:
      return by_keys(context, *type, set.keys);
    case BoundDocumentSet::Kind::Where:
      return by_condition(context, *type, set.condition);
    case BoundDocumentSet::Kind::All:
      return by_condition(context, *type, {});
    default:
      break;
  }
  auto out = documents_of(context, set.operands[0]);
  if (!out) return out;
  for (std::size_t i = 1; i < set.operands.size(); ++i) {
    auto other = documents_of(context, set.operands[i]);
    if (!other) return other;
    switch (set.kind) {
      case BoundDocumentSet::Kind::Union:
        out->unite(*other);
        break;
      case BoundDocumentSet::Kind::Intersect:
        out->intersect(*other);
        break;
      default:
        out->subtract(*other);
        break;
    }
  }
  return out;
}

Result<std::optional<DocumentBits>> document_bits(const QueryContext& context,
                                                  std::span<const std::uint16_t> indices) {
  std::optional<DocumentBits> out;
  for (const std::uint16_t index : indices) {
    auto bits = documents_of(context, context.query.document_sets[index]);
    if (!bits) return bits.error();
    if (out) {
      out->intersect(*bits);
    } else {
      out = std::move(*bits);
    }
  }
  return out;
}

}  // namespace sarye
