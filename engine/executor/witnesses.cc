#include "engine/executor/witnesses.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "engine/executor/mentions.h"

namespace sarye {

namespace {

template <typename T>
void sort_witnesses(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// The edges that a slot holds: one, those of a list, or none.
std::vector<EdgeValue> edges_in(const Value& value) {
  std::vector<EdgeValue> out;
  if (value.type() == ValueType::Edge) out.push_back(value.edge());
  if (value.type() == ValueType::List) {
    for (const Value& item : value.items()) {
      if (item.type() == ValueType::Edge) out.push_back(item.edge());
    }
  }
  return out;
}

bool is_same(const std::optional<EdgeValue>& known, const EdgeValue& edge) {
  return known && known->id == edge.id && known->filter == edge.filter;
}

}  // namespace

std::uint64_t CitedBySet::size() const {
  std::uint64_t n = 0;
  for (const Sides& set : sets) n += set.asserted.size() + set.denied.size();
  return n;
}

void CitedBySet::make_unique() {
  const auto key = [](const Value& cited) {
    return cited.type() == ValueType::Assertion
               ? std::tuple(cited.assertion().edge.value, cited.assertion().row, false)
               : std::tuple(cited.node().value, std::uint32_t{0}, true);
  };
  const auto before = [&](const Value& a, const Value& b) { return key(a) < key(b); };
  const auto same = [&](const Value& a, const Value& b) { return key(a) == key(b); };
  for (Sides& set : sets) {
    for (std::vector<Value>* list : {&set.asserted, &set.denied}) {
      std::sort(list->begin(), list->end(), before);
      list->erase(std::unique(list->begin(), list->end(), same), list->end());
    }
  }
}

Value CitedBySet::lists() const {
  std::vector<const std::vector<Value>*> asserted;
  std::vector<const std::vector<Value>*> denied;
  for (const Sides& set : sets) {
    if (!set.asserted.empty()) asserted.push_back(&set.asserted);
    if (!set.denied.empty()) denied.push_back(&set.denied);
  }
  std::vector<Value> out;
  for (std::size_t i = 0; i < std::max(asserted.size(), denied.size()); ++i) {
    if (i < asserted.size()) out.push_back(Value::list(*asserted[i]));
    if (i < denied.size()) out.push_back(Value::list(*denied[i]));
  }
  return Value::list(std::move(out));
}

Witnesses::Witnesses(const QueryContext& context, const BoundCompare& compare)
    : context_(context), compare_(compare) {
  if (const NodeType* type = context.graph.ontology().find_type("Document")) {
    document_type_ = type->id;
  }
  for (const BoundCompare::Set& set : compare.sets) known_.emplace_back(set.steps.size());
}

Result<std::span<const std::uint32_t>> Witnesses::works(const Batch& rows, std::size_t row,
                                                        std::size_t i) {
  fewest_.clear();
  any_step_ = false;
  const std::vector<CompareStep>& steps = compare_.sets[i].steps;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    if (auto done = works_of_step(rows, row, steps[k], known_[i][k]); !done) return done.error();
  }
  return std::span<const std::uint32_t>(fewest_);
}

void Witnesses::offer(const std::vector<std::uint32_t>& works) {
  if (any_step_ && works.size() >= fewest_.size()) return;
  fewest_ = works;
  any_step_ = true;
}

Result<void> Witnesses::works_of_step(const Batch& rows, std::size_t row, const CompareStep& step,
                                      Known& known) {
  if (step.kind == CompareStep::Kind::Mention) {
    const NodeId node = rows.column(step.slots[0]).node(row);
    return node == null_node() ? Result<void>() : works_of_mentions(node, step.filter);
  }
  std::vector<EdgeValue> edges;
  for (const Slot slot : step.slots) {
    const Value value = rows.column(slot).value(row);
    // The row is of this source alone.
    if (value.type() == ValueType::Node) return works_of_mentions(value.node(), step.filter);
    const std::vector<EdgeValue> more = edges_in(value);
    edges.insert(edges.end(), more.begin(), more.end());
  }
  if (step.kind != CompareStep::Kind::Edge) {
    if (edges.empty()) return {};
    return works_of_shared(edges, step.kind == CompareStep::Kind::SamePassage);
  }
  for (const EdgeValue& edge : edges) {
    if (!is_same(known.edge, edge)) {
      known.edge.reset();
      if (auto done = works_of_edge(edge, known.works); !done) return done;
      known.edge = edge;
    }
    offer(known.works);
  }
  return {};
}

Result<void> Witnesses::works_of_edge(const EdgeValue& edge, std::vector<std::uint32_t>& out) {
  out.clear();
  auto done = context_.evidence.each_survivor(
      edge.id, edge.filter,
      [&out](const AssertionChunk& chunk, std::uint32_t row) { out.push_back(chunk.work[row]); });
  sort_witnesses(out);
  return done;
}

Result<void> Witnesses::works_of_shared(const std::vector<EdgeValue>& edges, bool passages) {
  std::vector<Source> shared;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    std::vector<Source> sources;
    auto done = context_.evidence.each_survivor(
        edges[i].id, edges[i].filter, [&](const AssertionChunk& chunk, std::uint32_t row) {
          const std::uint32_t offset = passages ? chunk.passage[row] : chunk.document[row];
          if (passages && offset == AssertionChunk::kNoPassage) return;
          sources.push_back({offset, chunk.work[row]});
        });
    if (!done) return done;
    sort_witnesses(sources);
    if (i > 0) {
      std::vector<Source> both;
      std::set_intersection(shared.begin(), shared.end(), sources.begin(), sources.end(),
                            std::back_inserter(both));
      sources = std::move(both);
    }
    shared = std::move(sources);
  }
  std::vector<std::uint32_t> works;
  for (const Source& source : shared) works.push_back(source.work);
  sort_witnesses(works);
  offer(works);
  return {};
}

Result<void> Witnesses::works_of_mentions(NodeId node, FilterId filter) {
  std::vector<std::uint32_t> works;
  const auto add = [&](std::uint32_t document) -> Result<void> {
    auto work = work_of_document(document);
    if (!work) return work.error();
    works.push_back(*work);
    return {};
  };
  if (document_type_ && node.type() == *document_type_) {
    if (auto done = add(node.offset()); !done) return done;
  } else {
    auto passages = passages_of(node, filter);
    if (!passages) return passages.error();
    for (const std::uint32_t passage : *passages) {
      auto place = context_.graph.place(passage);
      if (!place) return place.error();
      if (auto done = add(place->document); !done) return done;
    }
  }
  sort_witnesses(works);
  offer(works);
  return {};
}

// The number that assertions have for it: the offset of the work's first document. In imported
// graphs every document is a work of its own.
Result<std::uint32_t> Witnesses::work_of_document(std::uint32_t document) {
  if (!document_type_ || !context_.graph.is_literature()) return document;
  if (work_of_.empty()) {
    const std::uint32_t limit = context_.graph.node_limit(*document_type_);
    work_of_.resize(limit);
    std::map<std::string, std::uint32_t> first;
    std::vector<Value> values;
    for (std::uint32_t range = 0; std::uint64_t{range} << kRangeBits < limit; ++range) {
      if (auto ok = context_.budget.check(); !ok) return ok.error();
      auto offsets = context_.graph.nodes_of_range(*document_type_, range);
      if (!offsets) return offsets.error();
      if (offsets->empty()) continue;
      auto read = context_.graph.properties(*document_type_, "work", *offsets, values);
      if (!read) return read.error();
      for (std::size_t k = 0; k < offsets->size(); ++k) {
        const std::uint32_t offset = (*offsets)[k];
        work_of_[offset] = values[k].type() == ValueType::String
                               ? first.emplace(values[k].string(), offset).first->second
                               : offset;
      }
    }
  }
  return document < work_of_.size() ? work_of_[document] : document;
}

Result<std::vector<std::uint32_t>> Witnesses::passages_of(NodeId node, FilterId filter) const {
  const CompiledFilter& wanted = context_.evidence.filter(filter);
  const PassageTest test(context_, wanted.words.languages,
                         wanted.documents ? &*wanted.documents : nullptr);
  auto all = passages_mentioning(context_, node);
  if (!all) return all;
  std::vector<std::uint32_t> out;
  for (const std::uint32_t passage : *all) {
    auto passes = test.passes(passage);
    if (!passes) return passes.error();
    if (*passes) out.push_back(passage);
  }
  return out;
}

std::span<const FilterId> Witnesses::both_polarities(FilterId filter) const {
  const auto& all = compare_.both_polarities;
  const auto found = std::lower_bound(all.begin(), all.end(), filter,
                                      [](const auto& one, FilterId id) { return one.first < id; });
  if (found == all.end() || found->first != filter) return {};
  return found->second;
}

Result<bool> Witnesses::edge_disputed(const EdgeValue& edge) {
  if (is_same(tested_, edge)) return tested_disputed_;
  tested_.reset();
  std::uint8_t polarities = 0;
  for (const FilterId filter : both_polarities(edge.filter)) {
    auto done = context_.evidence.each_survivor(
        edge.id, filter, [&polarities](const AssertionChunk& chunk, std::uint32_t row) {
          polarities |= static_cast<std::uint8_t>(1u << chunk.polarity[row]);
        });
    if (!done) return done.error();
  }
  tested_ = edge;
  tested_disputed_ = polarities == (kPolarityAsserted | kPolarityDenied);
  return tested_disputed_;
}

Result<bool> Witnesses::disputed(const Batch& rows, std::size_t row, std::size_t i) {
  for (const CompareStep& step : compare_.sets[i].steps) {
    if (step.kind == CompareStep::Kind::Mention) continue;
    for (const Slot slot : step.slots) {
      for (const EdgeValue& edge : edges_in(rows.column(slot).value(row))) {
        auto found = edge_disputed(edge);
        if (!found || *found) return found;
      }
    }
  }
  return false;
}

Result<void> Witnesses::cite(const Batch& rows, std::size_t row, std::size_t i, CitedBySet& out) {
  out.sets.resize(compare_.sets.size());
  for (const Slot slot : compare_.sets[i].cited) {
    if (auto done = cite_value(rows.column(slot).value(row), i, out); !done) return done;
  }
  return {};
}

Result<void> Witnesses::cite_value(const Value& value, std::size_t i, CitedBySet& out) {
  const auto add_edge = [&](const EdgeValue& edge) -> Result<void> {
    auto both = edge_disputed(edge);
    if (!both) return both.error();
    if (!*both) return cite_edge(edge, edge.filter, out.sets[i]);
    const std::span<const FilterId> filters = both_polarities(edge.filter);
    for (std::size_t k = 0; k < filters.size(); ++k) {
      if (auto done = cite_edge(edge, filters[k], out.sets[k]); !done) return done;
    }
    return {};
  };
  switch (value.type()) {
    case ValueType::Edge:
      return add_edge(value.edge());
    case ValueType::Path:
      for (const EdgeValue& edge : value.path().edges) {
        if (auto done = add_edge(edge); !done) return done;
      }
      return {};
    case ValueType::List:
      for (const Value& item : value.items()) {
        if (auto done = cite_value(item, i, out); !done) return done;
      }
      return {};
    case ValueType::Node:
      return cite_node(value.node(), compare_.sets[i].documents, out.sets[i]);
    default:
      return {};
  }
}

Result<void> Witnesses::cite_edge(const EdgeValue& edge, FilterId filter, CitedBySet::Sides& out) {
  auto all = context_.evidence.rows(edge.id);
  if (!all) return all.error();
  const std::uint32_t begin = all->begin;
  return context_.evidence.each_survivor(
      edge.id, filter, [&](const AssertionChunk& chunk, std::uint32_t row) {
        const bool asserted = chunk.polarity[row] == static_cast<int>(Polarity::Asserted);
        (asserted ? out.asserted : out.denied).emplace_back(AssertionValue{edge.id, row - begin});
      });
}

// An observation is cited by what states it, every other node by its mentions; of the set alone.
Result<void> Witnesses::cite_node(NodeId node, FilterId filter, CitedBySet::Sides& out) {
  const GraphView& graph = context_.graph;
  const std::uint64_t before = out.asserted.size() + out.denied.size();
  if (const Relation* observed = graph.ontology().find_relation("OBSERVED_FOR")) {
    for (const EdgeTableId table : graph.tables_of(observed->id, node.type(), std::nullopt)) {
      auto list = graph.neighbours(table, Direction::Out, node.offset());
      if (!list) return list.error();
      for (std::size_t k = 0; k < list->size(); ++k) {
        EdgeValue edge;
        edge.id = list->edge(k);
        if (auto done = cite_edge(edge, filter, out); !done) return done;
      }
    }
  }
  if (out.asserted.size() + out.denied.size() > before) return {};
  const NodeType* passage = graph.ontology().find_type("Passage");
  auto passages = passages_of(node, filter);
  if (!passages) return passages.error();
  for (const std::uint32_t offset : *passages) {
    out.asserted.emplace_back(NodeId(passage->id, offset));
  }
  return {};
}

}  // namespace sarye
