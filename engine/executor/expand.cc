// One hop along edges.
#include <optional>

#include "engine/executor/edge_walk.h"
#include "engine/executor/expansion_memo.h"
#include "engine/executor/expression.h"
#include "engine/executor/node_mask.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

// Of so many rows a batch will be filled.
constexpr std::size_t kManyRows = 64;

class ExpandOperator final : public Operator {
 public:
  ExpandOperator(QueryContext& context, const plan::Expand& plan, OperatorPtr input, double rows,
                 bool counting, std::unique_ptr<EndFilter> ends)
      : Operator(context),
        plan_(plan),
        walk_(context, plan.access),
        bounds_(context, plan.predicates, plan.to),
        evaluator_(context),
        mask_(context, bounds_.rest(), plan.to),
        counting_(counting),
        ends_(std::move(ends)) {
    adopt(std::move(input));
    // What is found at a node is the same for every row, and dear to find.
    const bool is_of_node = !plan.into && plan.access.distinct_from.empty() && !plan.by_support &&
                            ends_ == nullptr && !bounds_.any();
    const bool is_dear = mask_.any() || !plan.access.tests.empty() ||
                         !context.evidence.filter(plan.access.filter).is_default;
    if (is_of_node && is_dear) memo_.emplace(context.graph, plan.edge != kNoSlot, rows);
    is_plain_ = !plan.into && plan.access.distinct_from.empty() && !plan.by_support &&
                ends_ == nullptr && !mask_.any() && walk_.is_plain();
  }

 private:
  Result<bool> produce(Batch& out) override { return counting_ ? count(out) : list(out); }
  void rewind() override {
    rows_ = Batch();
    row_ = 0;
  }

  // Calls f(edge, neighbour, visible) for the row's edges that differ from those of its other
  // slots; only for neighbours that `wanted` accepts, unless the end is bound.
  template <typename W, typename F>
  Result<void> edges_of(const Batch& rows, std::size_t row, W&& wanted, F&& f) {
    const NodeId from = rows.column(plan_.from).node(row);
    if (from == null_node()) return {};
    const bool differs = !plan_.access.distinct_from.empty();
    if (differs) collect_edges(rows, row, plan_.access.distinct_from, used_);
    const auto fresh = [&](const EdgeValue& edge, NodeId neighbour, std::uint32_t visible) {
      if (!differs || !holds(used_, edge.id)) f(edge, neighbour, visible);
    };
    const OffsetBounds bounds = bounds_.of_row(rows, row);
    if (!plan_.into) return walk_.each_within(from, bounds, profile_, wanted, fresh);
    const NodeId to = rows.column(plan_.to).node(row);
    if (to == null_node() || !bounds.contains(to.offset())) return {};
    return walk_.between(from, to, profile_, fresh);
  }

  std::uint64_t weight_of(const EdgeValue& edge, std::uint32_t visible,
                          Result<void>& failed) const {
    if (!plan_.by_support) return 1;
    auto support = walk_.support(edge, visible);
    if (support) return *support;
    failed = support.error();
    return 0;
  }

  Result<bool> count(Batch& out) {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      CountedRows kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        std::uint64_t n = 0;
        Result<void> failed;
        const auto add = [&](const EdgeValue& edge, NodeId, std::uint32_t visible) {
          n = add_weights(n, weight_of(edge, visible, failed));
        };
        auto done = edges_of(
            out, row, [](NodeId) { return true; }, add);
        if (!done) return done.error();
        if (!failed) return failed.error();
        if (n == 0) continue;
        kept.add(row, multiply_weights(out.weight(row), n));
      }
      if (kept.leave_in(out)) return true;
    }
  }

  // What a batch of rows is made of.
  struct Found {
    std::vector<std::uint32_t> parents;
    std::vector<EdgeValue> edges;
    std::vector<NodeId> ends;
    std::vector<std::uint64_t> weights;
    bool undecided = false;  // whether rows must be asked the predicates
  };

  Result<bool> list(Batch& out) {
    for (;;) {
      if (row_ >= rows_.size()) {
        auto more = input().next(rows_);
        if (!more || !*more) return more;
        row_ = 0;
      }
      Found found;
      if (rows_.size() - row_ > kManyRows) make_room(found);
      found.undecided = !is_masked() || !mask_.decides();
      for (; row_ < rows_.size() && found.parents.size() < kBatchRows; ++row_) {
        const NodeId from = rows_.column(plan_.from).node(row_);
        const std::size_t before = found.ends.size();
        if (is_plain_) {
          if (auto done = append_row(from, found); !done) return done.error();
          if (plan_.ascending) put_in_order(found, before);
          continue;
        }
        auto met = ExpansionMemo::Met::First;
        if (memo_ && from != null_node()) met = memo_->meet(from);
        if (met == ExpansionMemo::Met::Known) {
          add_known(from, found);
        } else if (auto done = add_row(from, met == ExpansionMemo::Met::Again, found); !done) {
          return done.error();
        }
        if (plan_.ascending) put_in_order(found, before);
      }
      if (auto ok = hold_notes(); !ok) return ok.error();
      if (found.parents.empty()) continue;
      out = rows_.gather(std::move(found.parents));
      if (plan_.by_support) out.set_weights(std::move(found.weights));
      if (wants_edges()) out.set(plan_.edge, BatchColumn::of_edges(std::move(found.edges)));
      if (!plan_.into) out.set(plan_.to, BatchColumn::of_nodes(std::move(found.ends)));
      if (!bounds_.decide() && found.undecided) {
        auto kept = evaluator_.keep(bounds_.rest(), out, &profile_.null_drops);
        if (!kept) return kept.error();
        if (kept->empty()) continue;
        if (kept->size() < out.size()) out = out.gather(std::move(*kept));
      }
      return true;
    }
  }

  // For a batch and the edges of the row that fills it, so that vectors seldom move.
  void make_room(Found& found) const {
    constexpr std::size_t kRoom = kBatchRows + kBatchRows / 4;
    found.parents.reserve(kRoom);
    found.ends.reserve(kRoom);
    if (wants_edges()) found.edges.reserve(kRoom);
    if (plan_.by_support) found.weights.reserve(kRoom);
  }

  bool wants_edges() const { return plan_.edge != kNoSlot; }
  bool is_masked() const { return mask_.any() && !plan_.into; }

  // What the memo has of the node.
  void add_known(NodeId from, Found& found) {
    const std::span<const NodeId> ends = memo_->ends(from);
    const std::span<const EdgeValue> edges = memo_->edges(from);
    found.parents.resize(found.parents.size() + ends.size(), static_cast<std::uint32_t>(row_));
    found.ends.insert(found.ends.end(), ends.begin(), ends.end());
    found.edges.insert(found.edges.end(), edges.begin(), edges.end());
  }

  // The edges of a row, found from the entry `first` on, by their ends; stable.
  void put_in_order(Found& found, std::size_t first) const {
    const auto begin = found.ends.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::is_sorted(begin, found.ends.end())) return;
    std::vector<std::uint32_t> order = first_rows(found.ends.size() - first);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return begin[a] < begin[b]; });
    const auto apply = [&](auto& entries) {
      if (entries.empty()) return;
      const auto before = entries;
      for (std::size_t i = 0; i < order.size(); ++i) entries[first + i] = before[first + order[i]];
    };
    apply(found.ends);
    apply(found.edges);
    apply(found.weights);
  }

  // The edges of the row at hand, where nothing is asked of them.
  Result<void> append_row(NodeId from, Found& found) {
    if (from == null_node()) return {};
    auto done = walk_.append(from, bounds_.of_row(rows_, row_), profile_, found.ends,
                             wants_edges() ? &found.edges : nullptr);
    found.parents.resize(found.ends.size(), static_cast<std::uint32_t>(row_));
    return done;
  }

  // The edges of the row at hand; `noted`: for the memo as well.
  Result<void> add_row(NodeId from, bool noted, Found& found) {
    bool unknown = false;  // whether an end passes the mask
    const auto passes_mask = [&](NodeId end) {
      const NodeMask::Verdict verdict = mask_.verdict(end);
      unknown = unknown || verdict == NodeMask::Verdict::Unknown;
      return verdict != NodeMask::Verdict::Fails;
    };
    // Asked before the edge is, unless it may be told what no row has passed: then edges count.
    const bool mask_first = is_masked() && profile_.rows > 0;
    bool filtered = false;
    if (ends_ != nullptr) {
      auto ready = ends_->ready(rows_, row_);
      if (!ready) return ready.error();
      filtered = *ready;
    }
    const auto may_pass = [&](NodeId end) {
      return (!filtered || ends_->may_pass(end)) && (!mask_first || passes_mask(end));
    };
    Result<void> failed;
    if (noted) memo_->begin();
    auto done = edges_of(rows_, row_, may_pass,
                         [&](const EdgeValue& edge, NodeId end, std::uint32_t visible) {
                           if (is_masked() && !mask_first && !passes_mask(end)) return;
                           found.parents.push_back(static_cast<std::uint32_t>(row_));
                           if (wants_edges()) found.edges.push_back(edge);
                           found.ends.push_back(end);
                           if (noted) memo_->add(edge, end);
                           if (plan_.by_support) {
                             const std::uint64_t support = weight_of(edge, visible, failed);
                             found.weights.push_back(multiply_weights(rows_.weight(row_), support));
                           }
                         });
    if (!done) return done;
    if (!failed) return failed;
    found.undecided = found.undecided || unknown;
    if (noted && unknown) memo_->forget();
    if (noted && !unknown) memo_->keep(from);
    return {};
  }

  Result<void> hold_notes() {
    if (ends_ != nullptr) return hold(ends_->bytes(), "the ways of a ring");
    if (memo_) return hold(memo_->bytes(), "the edges of nodes that come again");
    return {};
  }

  const plan::Expand& plan_;
  EdgeWalk walk_;
  NodeBounds bounds_;
  Evaluator evaluator_;
  NodeMask mask_;
  bool counting_;
  bool is_plain_ = false;            // edges are not asked anything
  std::unique_ptr<EndFilter> ends_;  // may be nullptr
  std::optional<ExpansionMemo> memo_;
  Batch rows_;
  std::size_t row_ = 0;
  std::vector<EdgeId> used_;
};

}  // namespace

OperatorPtr make_expand(QueryContext& context, const plan::Expand& plan, OperatorPtr input,
                        double rows, bool counting, std::unique_ptr<EndFilter> ends) {
  return std::make_unique<ExpandOperator>(context, plan, std::move(input), rows, counting,
                                          std::move(ends));
}

}  // namespace sarye
