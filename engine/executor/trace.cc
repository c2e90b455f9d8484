// TRACE: chains of edges from one of the starts to one of the ends, best first.
#include <algorithm>
#include <optional>

#include "engine/executor/canonical_order.h"
#include "engine/executor/operators.h"
#include "engine/executor/trace_graph.h"
#include "engine/executor/trace_reason.h"
#include "engine/executor/trace_search.h"

namespace sarye {

namespace {

constexpr std::uint32_t kFirstHops = 2;

class TraceOperator final : public Operator {
 public:
  TraceOperator(QueryContext& context, const plan::Trace& plan, OperatorPtr starts,
                OperatorPtr ends)
      : Operator(context), plan_(plan), order_(context) {
    adopt(std::move(starts));
    adopt(std::move(ends));
    hold_ = [this](std::uint64_t bytes) { return hold(bytes, "the search of TRACE"); };
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!search_) {
      if (auto done = begin(); !done) return done.error();
    }
    Columns columns;
    while (columns.starts.size() < batch_rows_) {
      Chain chain;
      auto more = search_->next(chain);
      if (!more) return more;
      if (!*more && within_ == plan_.max_hops) break;
      if (!*more) {
        if (auto done = widen(); !done) return done.error();
        continue;
      }
      ++chains_;
      if (auto done = add(chain, columns); !done) return done.error();
    }
    if (columns.starts.empty()) {
      if (chains_ > 0 || starts_.empty() || ends_.empty()) return false;
      auto why = why_no_chain(context_, plan_, starts_, ends_);
      if (!why) return why.error();
      profile_.why_empty = std::move(*why);
      return false;
    }
    // What is behind the chains that were asked for may take long: WHERE may want it.
    batch_rows_ = std::min(kBatchRows, batch_rows_ * 2);
    out = Batch(context_.frame, columns.starts.size());
    out.set(plan_.from, BatchColumn::of_nodes(std::move(columns.starts)));
    out.set(plan_.to, BatchColumn::of_nodes(std::move(columns.ends)));
    out.set(plan_.edges, BatchColumn::of_values(std::move(columns.edges)));
    out.set(plan_.support, BatchColumn::of_values(std::move(columns.support)));
    out.set(plan_.confidence, BatchColumn::of_values(std::move(columns.confidence)));
    out.set(plan_.hops, BatchColumn::of_values(std::move(columns.hops)));
    if (has_alias()) {
      out.set(plan_.shared->alias, BatchColumn::of_nodes(std::move(columns.sources)));
    }
    return true;
  }

  void rewind() override {
    search_.reset();
    chains_ = 0;
  }

  struct Columns {
    std::vector<NodeId> starts;
    std::vector<NodeId> ends;
    std::vector<Value> edges;
    std::vector<Value> support;
    std::vector<Value> confidence;
    std::vector<Value> hops;
    std::vector<NodeId> sources;
  };

  bool has_alias() const { return plan_.shared && plan_.shared->alias != kNoSlot; }

  Result<void> begin() {
    // Both sides whole, also where one is empty: then it is known which.
    if (auto done = read(input(0), plan_.from, starts_); !done) return done;
    if (auto done = read(input(1), plan_.to, ends_); !done) return done;
    within_ = nothing_is_stated() ? std::min(plan_.max_hops, kFirstHops) : plan_.max_hops;
    if (auto done = search(); !done) return done;
    batch_rows_ = static_cast<std::size_t>(std::clamp<std::uint64_t>(plan_.first, 1, kBatchRows));
    return {};
  }

  Result<void> search() {
    search_.reset();
    auto graph = trace_graph(context_, plan_, within_, starts_, ends_, profile_, hold_);
    if (!graph) return graph.error();
    graph_ = std::move(*graph);
    search_.emplace(graph_, within_, context_.budget, hold_);
    return {};
  }

  // Where no edge has statements all hops are worth the same: shorter chains come first, and what
  // lies far away is looked at only when there are too few near by.
  bool nothing_is_stated() const {
    return std::all_of(
        plan_.access.steps.begin(), plan_.access.steps.end(),
        [&](const plan::EdgeStep& step) { return context_.graph.edge_table(step.table).plain; });
  }

  // Searches further; the chains that were given are the first ones again.
  Result<void> widen() {
    within_ = std::min(plan_.max_hops, within_ + 1);
    if (auto done = search(); !done) return done;
    Chain known;
    for (std::uint64_t i = 0; i < chains_; ++i) {
      auto more = search_->next(known);
      if (!more) return more.error();
    }
    return {};
  }

  static Result<void> read(Operator& input, Slot slot, std::vector<NodeId>& out) {
    out.clear();
    Batch rows;
    for (;;) {
      auto more = input.next(rows);
      if (!more) return more.error();
      if (!*more) break;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        const NodeId node = rows.column(slot).node(row);
        if (node != null_node()) out.push_back(node);
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return {};
  }

  // One row, or with IN SAME ... AS one for each source that states all hops.
  Result<void> add(const Chain& chain, Columns& out) {
    std::vector<Value> edges;
    double product = 1;
    double whole = 1;
    for (const std::uint32_t at : chain.edges) {
      edges.emplace_back(graph_.edges[at].edge);
      product *= graph_.edges[at].confidence;
      whole *= 1000;
    }
    // Whole numbers first: 0.9 * 0.8 is 0.72, not 0.7200000000000001.
    const auto hops = static_cast<std::int64_t>(chain.edges.size());
    const double confidence = product / whole;
    std::vector<NodeId> sources(1);
    if (has_alias()) {
      auto nodes = source_nodes(chain.sources);
      if (!nodes) return nodes.error();
      sources = std::move(*nodes);
    }
    const Value list = Value::list(std::move(edges));
    for (const NodeId source : sources) {
      out.starts.push_back(graph_.nodes[graph_.edges[chain.edges.front()].from]);
      out.ends.push_back(graph_.nodes[graph_.edges[chain.edges.back()].to]);
      out.edges.push_back(list);
      out.support.emplace_back(std::int64_t{chain.support});
      out.confidence.emplace_back(confidence);
      out.hops.emplace_back(hops);
      out.sources.push_back(source);
    }
    return {};
  }

  // By stable keys.
  Result<std::vector<NodeId>> source_nodes(const std::vector<std::uint32_t>& offsets) {
    std::vector<NodeId> out;
    for (const std::uint32_t offset : offsets) {
      const auto node = plan_.shared->passage ? context_.evidence.passage_node(offset)
                                              : context_.evidence.document_node(offset);
      if (!node) continue;
      if (auto done = order_.prepare(Value(*node)); !done) return done.error();
      out.push_back(*node);
    }
    std::sort(out.begin(), out.end(),
              [&](NodeId a, NodeId b) { return order_.rank(a) < order_.rank(b); });
    return out;
  }

  const plan::Trace& plan_;
  CanonicalOrder order_;
  HoldMemory hold_;
  std::vector<NodeId> starts_;
  std::vector<NodeId> ends_;
  TraceGraph graph_;
  std::optional<TraceSearch> search_;
  std::size_t batch_rows_ = 1;
  std::uint32_t within_ = 0;  // hops that are searched so far
  std::uint64_t chains_ = 0;  // that were given
};

}  // namespace

OperatorPtr make_trace(QueryContext& context, const plan::Trace& plan, OperatorPtr starts,
                       OperatorPtr ends) {
  return std::make_unique<TraceOperator>(context, plan, std::move(starts), std::move(ends));
}

}  // namespace sarye
