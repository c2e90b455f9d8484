// IN SAME DOCUMENT AS d over a whole pattern: for each document the edges that it states, joined
// among themselves. They are few, so nothing is met that no document has together. Of a later hop
// only edges are kept that begin where an earlier one has been in the document.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/executor/expression.h"
#include "engine/executor/node_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SameDocumentOperator final : public Operator {
 public:
  SameDocumentOperator(QueryContext& context, const plan::SameDocument& plan, OperatorPtr input,
                       bool counting)
      : Operator(context), plan_(plan), evaluator_(context), counting_(counting) {
    adopt(std::move(input));
    place(plan.steps[0].from);
    for (const plan::SameDocument::Step& step : plan.steps) {
      Hop& hop = hops_.emplace_back();
      hop.from = place(step.from);
      hop.to = place(step.to);
      for (const Slot slot : step.access.distinct_from) {
        for (std::size_t i = 0; i + 1 < hops_.size(); ++i) {
          if (plan.steps[i].edge == slot) hop.other_than.push_back(i);
        }
      }
      for (const plan::EdgeStep& each : step.access.steps) {
        const EdgeTableInfo& table = context.graph.edge_table(each.table);
        const TypeId reached = each.forward ? table.to : table.from;
        const std::vector<TypeId>& wanted = step.access.to_types;
        if (!wanted.empty() && !std::binary_search(wanted.begin(), wanted.end(), reached)) continue;
        const bool also_forward =
            std::find(step.access.steps.begin(), step.access.steps.end(),
                      plan::EdgeStep{each.table, true}) != step.access.steps.end();
        hop.tables.push_back({each.table, each.forward, table.from, table.to,
                              !each.forward && also_forward && table.from == table.to});
      }
    }
    for (std::size_t i = 0; i < hops_.size(); ++i) {
      for (std::size_t later = i + 1; later < hops_.size(); ++later) {
        const Hop& other = hops_[later];
        Hop& hop = hops_[i];
        hop.from_is_asked |= other.from == hop.from || other.to == hop.from;
        hop.to_is_asked |= other.from == hop.to || other.to == hop.to;
      }
    }
    nodes_.resize(slots_.size());
    for (std::size_t i = 0; i < slots_.size(); ++i) met_in_.emplace_back(context.graph, 0);
    chunks_.resize(context.graph.edge_tables().size());
  }

 private:
  struct Stated {
    NodeId from;
    NodeId to;
    EdgeId edge;
    bool forward;  // the edge goes from `from` to `to`
  };
  struct Access {
    EdgeTableId table;
    bool forward;
    TypeId source_type;
    TypeId target_type;
    bool skip_loops;  // the other direction of the table gives them
  };
  struct Hop {
    std::size_t from = 0;  // places in nodes_
    std::size_t to = 0;
    bool from_is_asked = false;  // a later hop begins or must end there
    bool to_is_asked = false;
    std::vector<std::size_t> other_than;
    std::vector<Access> tables;
    std::vector<Stated> stated;  // in the document at hand, sorted by `from`
    Stated chosen;
  };
  // An edge of the document whose target is still to be read.
  struct Awaited {
    std::size_t at;  // in the list
    EdgeId edge;
    const std::uint32_t* target;
  };

  std::size_t place(Slot slot) {
    const auto at = std::find(slots_.begin(), slots_.end(), slot);
    if (at != slots_.end()) return static_cast<std::size_t>(at - slots_.begin());
    slots_.push_back(slot);
    return slots_.size() - 1;
  }

  Result<bool> produce(Batch& out) override {
    for (;;) {
      found_rows_.clear();
      weights_.clear();
      found_nodes_.assign(slots_.size(), {});
      found_edges_.assign(hops_.size(), {});
      if (row_ == rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = 0;
      }
      std::uint32_t since_check = 0;
      while (row_ < rows_.size() && found_rows_.size() < kBatchRows) {
        if (first_ == 0) {
          if (++since_check % 256 == 0) {
            if (auto ok = context_.budget.check(); !ok) return ok.error();
          }
          const NodeId document = rows_.column(plan_.document).node(row_);
          document_ = document.offset();
          auto any = read_document();
          if (!any) return any.error();
          if (!*any) {
            ++row_;
            continue;
          }
        }
        join_document();
        if (stopped_) return *stopped_;
      }
      if (found_rows_.empty()) continue;
      out = batch();
      if (!plan_.predicates.empty()) {
        auto kept = evaluator_.keep(plan_.predicates, out, &profile_.null_drops);
        if (!kept) return kept.error();
        if (kept->empty()) continue;
        if (kept->size() < out.size()) out = out.gather(std::move(*kept));
      }
      return true;
    }
  }

  void rewind() override {
    rows_ = Batch();
    row_ = 0;
    first_ = 0;
  }

  // What the document states of each hop. False: of one of them nothing.
  Result<bool> read_document() {
    ++number_;
    for (std::size_t i = 0; i < hops_.size(); ++i) {
      auto done = read_hop(i);
      if (!done) return done.error();
      if (hops_[i].stated.empty()) return false;
    }
    return true;
  }

  Result<void> read_hop(std::size_t i) {
    Hop& hop = hops_[i];
    const plan::EdgeAccess& access = plan_.steps[i].access;
    const CompiledFilter& filter = context_.evidence.filter(access.filter);
    // What is listed of a document has assertions, so that plain edges need no word.
    const bool by_count = filter.is_of_first_level() && filter.words.languages == 0;
    hop.stated.clear();
    for (const Access& table : hop.tables) {
      auto list = context_.graph.edges_of_document(table.table, document_);
      if (!list) return list.error();
      profile_.edges_seen += list->size();
      awaited_.clear();
      for (std::size_t k = 0; k < list->size(); ++k) {
        const EdgeId id = list->edge(k);
        if (by_count) {
          if (list->visible[k] == 0) continue;
        } else {
          auto states = document_states(id, filter);
          if (!states) return states.error();
          if (!*states) continue;
        }
        ++profile_.edges_left;
        if (!access.tests.empty()) {
          auto passes = context_.evidence.passes_tests(id, access.filter, access.tests);
          if (!passes) return passes.error();
          if (!*passes) continue;
        }
        ++profile_.edges_passed;
        if (i > 0 && table.forward &&
            !is_met(hop.from, NodeId(table.source_type, list->sources[k])))
          continue;
        auto target = target_of(table, id);
        if (!target) return target.error();
        awaited_.push_back({k, id, *target});
      }
      for (const Awaited& one : awaited_) {
        const NodeId source(table.source_type, list->sources[one.at]);
        const NodeId target(table.target_type, *one.target);
        if (table.skip_loops && source == target) continue;
        const NodeId from = table.forward ? source : target;
        const NodeId to = table.forward ? target : source;
        const bool fits =
            i == 0 ? std::binary_search(plan_.types.begin(), plan_.types.end(), from.type())
                   : is_met(hop.from, from) && (!plan_.steps[i].into || is_met(hop.to, to));
        if (fits) hop.stated.push_back({from, to, one.edge, table.forward});
      }
    }
    for (const Stated& one : hop.stated) {
      if (i == 0 && hop.from_is_asked) met_in_[hop.from].of(one.from) = number_;
      if (hop.to_is_asked) met_in_[hop.to].of(one.to) = number_;
    }
    // The first hop is gone through; only rows that are listed mind its order.
    if (i > 0 || !counting_) sort_by_from(hop.stated);
    return {};
  }

  // Whether a hop has met the node at that place in the document at hand.
  bool is_met(std::size_t place, NodeId node) const {
    return met_in_[place].known(node) == number_;
  }

  // Where the edge's target is written: somewhere in memory, so that all of a document are asked
  // for before the first is read.
  Result<const std::uint32_t*> target_of(const Access& table, EdgeId edge) {
    std::vector<const AdjacencyChunk*>& chunks = chunks_[table.table.value];
    if (edge.range() >= chunks.size()) chunks.resize(edge.range() + std::size_t{1}, nullptr);
    const AdjacencyChunk*& chunk = chunks[edge.range()];
    if (chunk == nullptr) {
      auto read = context_.graph.adjacency(table.table, Direction::Out, edge.range());
      if (!read) return read.error();
      chunk = *read;
    }
    const std::uint32_t* target = &chunk->nodes[edge.index()];
    __builtin_prefetch(target);
    return target;
  }

  // Stable; most documents state few edges.
  static void sort_by_from(std::vector<Stated>& stated) {
    const auto by_from = [](const Stated& a, const Stated& b) { return a.from < b.from; };
    if (stated.size() > kFew) {
      if (!std::is_sorted(stated.begin(), stated.end(), by_from)) {
        std::stable_sort(stated.begin(), stated.end(), by_from);
      }
      return;
    }
    for (std::size_t i = 1; i < stated.size(); ++i) {
      const Stated one = stated[i];
      std::size_t at = i;
      for (; at > 0 && one.from < stated[at - 1].from; --at) stated[at] = stated[at - 1];
      stated[at] = one;
    }
  }

  Result<bool> document_states(EdgeId id, const CompiledFilter& filter) const {
    auto rows = context_.evidence.rows(id);
    if (!rows) return rows.error();
    for (std::uint32_t row = rows->begin; row < rows->end; ++row) {
      if (rows->chunk->document[row] == document_ && filter.passes(*rows->chunk, row)) return true;
    }
    return false;
  }

  // The matches in the document, from its first edge `first_` on, until a batch is full.
  void join_document() {
    std::uint64_t counted = 0;
    Hop& first = hops_[0];
    while (first_ < first.stated.size() && (counting_ || found_rows_.size() < kBatchRows)) {
      const Stated& one = first.stated[first_++];
      if (first.from == first.to && one.from != one.to) continue;
      nodes_[first.from] = one.from;
      nodes_[first.to] = one.to;
      first.chosen = one;
      join(1, counted);
    }
    if (first_ < first.stated.size()) return;
    if (counted > 0) {
      found_rows_.push_back(static_cast<std::uint32_t>(row_));
      weights_.push_back(counted);
    }
    ++row_;
    first_ = 0;
  }

  void join(std::size_t i, std::uint64_t& counted) {
    if (++steps_ % kStepsBetweenChecks == 0) check();
    if (stopped_) return;
    if (i == hops_.size()) {
      if (counting_) {
        ++counted;
        return;
      }
      found_rows_.push_back(static_cast<std::uint32_t>(row_));
      for (std::size_t k = 0; k < nodes_.size(); ++k) found_nodes_[k].push_back(nodes_[k]);
      for (std::size_t k = 0; k < hops_.size(); ++k) found_edges_[k].push_back(edge_of(k));
      return;
    }
    Hop& hop = hops_[i];
    const bool into = plan_.steps[i].into;
    const NodeId from = nodes_[hop.from];
    auto at = std::lower_bound(hop.stated.begin(), hop.stated.end(), from,
                               [](const Stated& s, NodeId node) { return s.from < node; });
    for (; at != hop.stated.end() && at->from == from; ++at) {
      if (into ? at->to != nodes_[hop.to] : (hop.from == hop.to && at->to != from)) continue;
      const bool again =
          std::any_of(hop.other_than.begin(), hop.other_than.end(),
                      [&](std::size_t other) { return hops_[other].chosen.edge == at->edge; });
      if (again) continue;
      if (!into) nodes_[hop.to] = at->to;
      hop.chosen = *at;
      join(i + 1, counted);
    }
  }

  EdgeValue edge_of(std::size_t hop) const {
    const Stated& one = hops_[hop].chosen;
    return {one.edge, one.forward ? one.from : one.to, one.forward ? one.to : one.from,
            plan_.steps[hop].access.filter};
  }

  // One edge of a document that states very much may be in more matches than a batch takes.
  void check() {
    const std::size_t row =
        sizeof(std::uint32_t) + slots_.size() * sizeof(NodeId) + hops_.size() * sizeof(EdgeValue);
    auto ok = context_.budget.check();
    if (ok) ok = hold(found_rows_.size() * row, "the matches in one document");
    if (!ok) stopped_ = ok.error();
  }

  Batch batch() {
    Batch out = rows_.gather(std::move(found_rows_));
    if (counting_) {
      out.set_weights(std::move(weights_));
      return out;
    }
    for (std::size_t k = 0; k < slots_.size(); ++k) {
      out.set(slots_[k], BatchColumn::of_nodes(std::move(found_nodes_[k])));
    }
    for (std::size_t k = 0; k < hops_.size(); ++k) {
      const Slot edge = plan_.steps[k].edge;
      if (edge != kNoSlot) out.set(edge, BatchColumn::of_edges(std::move(found_edges_[k])));
    }
    return out;
  }

  static constexpr std::uint64_t kStepsBetweenChecks = 1 << 16;
  static constexpr std::size_t kFew = 24;

  const plan::SameDocument& plan_;
  Evaluator evaluator_;
  bool counting_;
  std::vector<Slot> slots_;  // of nodes, each once
  std::vector<NodeId> nodes_;
  std::vector<NodeTable<std::uint32_t>> met_in_;  // by place: number of the last document
  std::uint32_t number_ = 0;                      // of the document at hand
  std::vector<Hop> hops_;
  std::vector<std::vector<const AdjacencyChunk*>> chunks_;  // by table, then range
  std::vector<Awaited> awaited_;
  Batch rows_;  // of documents
  std::size_t row_ = 0;
  std::uint32_t document_ = 0;  // offset of that at hand
  std::uint64_t steps_ = 0;
  std::optional<Error> stopped_;
  std::size_t first_ = 0;  // next of the first hop's edges in the document at hand
  std::vector<std::uint32_t> found_rows_;
  std::vector<std::uint64_t> weights_;
  std::vector<std::vector<NodeId>> found_nodes_;
  std::vector<std::vector<EdgeValue>> found_edges_;
};

}  // namespace

OperatorPtr make_same_document(QueryContext& context, const plan::SameDocument& plan,
                               OperatorPtr input, bool counting) {
  return std::make_unique<SameDocumentOperator>(context, plan, std::move(input), counting);
}

}  // namespace sarye
