#include "engine/executor/edge_walk.h"

namespace sarye {

EdgeWalk::EdgeWalk(const QueryContext& context, const plan::EdgeAccess& access, bool turned)
    : context_(context), access_(access), has_tests_(!access.tests.empty()) {
  by_type_.resize(context.graph.ontology().types().size());
  for (const plan::EdgeStep& written : access.steps) {
    const EdgeTableInfo& table = context.graph.edge_table(written.table);
    context.evidence.expect(written.table, access.filter, access.share);
    const bool forward = written.forward != turned;
    const TypeId from = forward ? table.from : table.to;
    const TypeId to = forward ? table.to : table.from;
    const bool also_turned =
        std::find(access.steps.begin(), access.steps.end(),
                  plan::EdgeStep{written.table, !written.forward}) != access.steps.end();
    goes_out_ = goes_out_ && forward;
    one_way_ = one_way_ && !also_turned;
    both_ways_ = both_ways_ && also_turned;
    const TypeId reached = turned ? from : to;  // what the pattern reaches
    if (!access.to_types.empty() &&
        !std::binary_search(access.to_types.begin(), access.to_types.end(), reached)) {
      continue;
    }
    by_type_[from.value].push_back(Step{written.table,
                                        forward ? Direction::Out : Direction::In,
                                        to,
                                        also_turned && !forward && table.from == table.to,
                                        {}});
  }
  std::vector<TypeId> starts;
  std::vector<TypeId> ends;
  for (std::size_t type = 0; type < by_type_.size(); ++type) {
    if (!by_type_[type].empty()) starts.push_back(TypeId(static_cast<std::uint16_t>(type)));
    for (const Step& step : by_type_[type]) {
      if (std::find(ends.begin(), ends.end(), step.other) == ends.end()) ends.push_back(step.other);
    }
  }
  if (starts.size() == 1) start_ = starts.front();
  if (ends.size() == 1) reached_ = ends.front();
  const CompiledFilter& filter = context.evidence.filter(access.filter);
  first_level_ = filter.is_default;
  visible_bounds_ = first_level_ || ((filter.words.polarity & ~kPolarityAsserted) == 0 &&
                                     (filter.words.modality & ~kModalityDefault) == 0);
}

Result<const AdjacencyChunk*> EdgeWalk::meet_chunk(const Step& step, std::uint32_t range) const {
  auto chunk = context_.graph.adjacency(step.table, step.direction, range);
  if (!chunk) return chunk;
  if (range >= step.chunks.size()) step.chunks.resize(range + std::size_t{1}, nullptr);
  step.chunks[range] = *chunk;
  return chunk;
}

std::vector<NeighbourStep> EdgeWalk::plain_steps() const {
  std::vector<NeighbourStep> out;
  if (!is_plain() || !start_ || !reached_) return out;
  for (const Step& step : steps_of(*start_)) {
    out.push_back({step.table, step.direction, step.skip_loops});
  }
  return out;
}

Result<void> EdgeWalk::append(NodeId node, const OffsetBounds& bounds, OperatorProfile& profile,
                              std::vector<NodeId>& ends, std::vector<EdgeValue>* edges) const {
  if (bounds.empty()) return {};
  return each_step(node, [&](const Step& step, const AdjacencyList& list) -> Result<void> {
    const auto [begin, end] = cut(list, bounds);
    profile.edges_seen += end - begin;
    const std::size_t before = ends.size();
    std::size_t n = before;
    ends.resize(before + end - begin);
    if (edges != nullptr) edges->resize(before + end - begin);
    const bool out = step.direction == Direction::Out;
    for (std::size_t i = begin; i < end; ++i) {
      const NodeId neighbour(step.other, list.nodes[i]);
      if (list.visible[i] == 0 || (step.skip_loops && neighbour == node)) continue;
      ends[n] = neighbour;
      if (edges != nullptr) {
        (*edges)[n] =
            EdgeValue{list.edge(i), out ? node : neighbour, out ? neighbour : node, access_.filter};
      }
      ++n;
    }
    ends.resize(n);
    if (edges != nullptr) edges->resize(n);
    profile.edges_left += n - before;
    profile.edges_passed += n - before;
    return {};
  });
}

Result<std::size_t> EdgeWalk::entries() const {
  std::size_t sum = 0;
  for (std::size_t type = 0; type < by_type_.size(); ++type) {
    const std::uint32_t limit = context_.graph.node_limit(TypeId(static_cast<std::uint16_t>(type)));
    const std::uint32_t ranges = limit == 0 ? 0 : ((limit - 1) >> kRangeBits) + 1;
    for (const Step& step : by_type_[type]) {
      for (std::uint32_t range = 0; range < ranges; ++range) {
        auto chunk = chunk_of(step, range);
        if (!chunk) return chunk.error();
        sum += (*chunk)->edges();
      }
    }
  }
  return sum;
}

Result<bool> EdgeWalk::allows(EdgeId edge) const {
  const bool known =
      std::any_of(access_.steps.begin(), access_.steps.end(),
                  [edge](const plan::EdgeStep& s) { return s.table == edge.table(); });
  if (!known) return false;
  Survival survives = survival(edge);
  if (auto found = find_survival(edge, survives); !found) return found.error();
  if (survives == Survival::No) return false;
  return passes_tests(edge);
}

Result<bool> EdgeWalk::has_single_edges(NodeId node) const {
  const std::vector<Step>& steps = steps_of(node.type());
  if (steps.size() > 2) return false;
  std::span<const std::uint32_t> before;
  for (const Step& step : steps) {
    auto chunk = chunk_of(step, node.offset() >> kRangeBits);
    if (!chunk) return chunk.error();
    const AdjacencyList list = list_of(**chunk, step, node.offset());
    const std::span<const std::uint32_t> nodes = list.nodes;
    if (std::adjacent_find(nodes.begin(), nodes.end()) != nodes.end()) return false;
    // Both lists, where there are two, are sorted.
    auto other = before.begin();
    for (auto one = nodes.begin(); one != nodes.end() && other != before.end();) {
      if (*one == *other) return false;
      *one < *other ? static_cast<void>(++one) : static_cast<void>(++other);
    }
    before = nodes;
  }
  return true;
}

bool EdgeWalk::leads(const EdgeValue& edge, NodeId from) const {
  for (const plan::EdgeStep& step : access_.steps) {
    if (step.table == edge.id.table() && (step.forward ? edge.source : edge.target) == from) {
      return true;
    }
  }
  return false;
}

namespace {

template <typename F>
void each_edge_of(const Batch& batch, std::size_t row, const std::vector<Slot>& slots, F&& f) {
  for (const Slot slot : slots) {
    const BatchColumn& column = batch.column(slot);
    if (!column.filled()) continue;
    if (column.data().kind == ColumnData::Kind::Edges) {
      f(column.edge(row));
      continue;
    }
    const Value value = column.value(row);
    if (value.type() == ValueType::Edge) f(value.edge());
    if (value.type() != ValueType::List) continue;
    for (const Value& item : value.items()) {
      if (item.type() == ValueType::Edge) f(item.edge());
    }
  }
}

}  // namespace

void collect_edges(const Batch& batch, std::size_t row, const std::vector<Slot>& slots,
                   std::vector<EdgeId>& out) {
  out.clear();
  each_edge_of(batch, row, slots, [&out](const EdgeValue& edge) { out.push_back(edge.id); });
}

void collect_edges(const Batch& batch, std::size_t row, const std::vector<Slot>& slots,
                   std::vector<EdgeValue>& out) {
  out.clear();
  each_edge_of(batch, row, slots, [&out](const EdgeValue& edge) { out.push_back(edge); });
}

}  // namespace sarye
