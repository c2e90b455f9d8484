// Nodes by tests of their properties, one of which must hold. The ranges of a large type are dealt
// out to the threads; what each finds stands in order of the ranges.
#include <algorithm>
#include <atomic>
#include <system_error>

#include "engine/base/helper_threads.h"
#include "engine/executor/column_tests.h"
#include "engine/executor/expression.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

// Ranges that are taken at once, the smallest piece worth a helper.
constexpr std::uint32_t kStretch = 16;

class ColumnLookupOperator final : public Operator {
 public:
  ColumnLookupOperator(QueryContext& context, const plan::ColumnLookup& plan, OperatorPtr input)
      : Operator(context), plan_(plan), evaluator_(context), tests_(context, plan.predicate) {
    adopt(std::move(input));
  }

 private:
  // Ranges [first, end) of a type that are to be asked, and what was found.
  struct Stretch {
    TypeId type;
    std::uint32_t first = 0;
    std::uint32_t end = 0;
    ColumnTestsFound found;
    Result<void> done;
  };

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      if (!found_) {
        if (auto done = find(); !done) return done.error();
        found_ = true;
      }
      for (std::uint32_t row = 0; row < out.size(); ++row) note_dropped(out.weight(row));
      if (nodes_.empty()) continue;
      std::vector<std::uint32_t> parents;
      std::vector<NodeId> nodes;
      parents.reserve(out.size() * nodes_.size());
      nodes.reserve(out.size() * nodes_.size());
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        nodes.insert(nodes.end(), nodes_.begin(), nodes_.end());
        parents.resize(nodes.size(), row);
      }
      out = out.gather(std::move(parents));
      out.set(plan_.slot, BatchColumn::of_nodes(std::move(nodes)));
      return true;
    }
  }
  void rewind() override {}

  Result<void> find() {
    if (auto done = tests_.prepare(evaluator_); !done) return done;
    std::vector<Stretch> stretches;
    for (const TypeId type : plan_.types) {
      total_ += context_.graph.node_count(type);
      Stretch whole{type, 0, 0, {}, {}};
      auto in_order = tests_.find_in_order(type, whole.found);
      if (!in_order) return in_order.error();
      if (*in_order) {
        stretches.push_back(std::move(whole));
        continue;
      }
      const std::uint32_t limit = context_.graph.node_limit(type);
      const std::uint32_t ranges = limit == 0 ? 0 : ((limit - 1) >> kRangeBits) + 1;
      for (std::uint32_t first = 0; first < ranges; first += kStretch) {
        Stretch& stretch = stretches.emplace_back();
        stretch.type = type;
        stretch.first = first;
        stretch.end = std::min(first + kStretch, ranges);
      }
    }
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (;;) {
        const std::size_t at = next.fetch_add(1, std::memory_order_relaxed);
        if (at >= stretches.size()) return;
        find_in(stretches[at]);
      }
    };
    {
      ScopedHelp help;
      const std::size_t threads = static_cast<std::size_t>(std::max(context_.threads, 1));
      for (std::size_t i = 1; i < std::min(threads, stretches.size()); ++i) {
        try {
          help.start(work);
        } catch (const std::system_error&) {
          break;  // no thread to be had: fewer do the same
        }
      }
      work();
      help.finish();
    }
    return join(stretches);
  }

  void find_in(Stretch& stretch) const {
    for (std::uint32_t range = stretch.first; stretch.done && range < stretch.end; ++range) {
      stretch.done = context_.budget.check();
      if (stretch.done) stretch.done = tests_.find(stretch.type, range, stretch.found);
    }
  }

  Result<void> join(const std::vector<Stretch>& stretches) {
    present_.assign(tests_.size(), 0);
    for (const Stretch& stretch : stretches) {
      if (!stretch.done) return stretch.done;
      nodes_.insert(nodes_.end(), stretch.found.nodes.begin(), stretch.found.nodes.end());
      settled_ += stretch.found.settled;
      for (std::size_t i = 0; i < stretch.found.present.size(); ++i) {
        present_[i] += stretch.found.present[i];
      }
    }
    return hold(nodes_.size() * sizeof(NodeId), "a look-up's nodes");
  }

  // What a filter would have noted of nodes for which the predicate is null.
  void note_dropped(std::uint64_t weight) {
    if (total_ <= settled_) return;
    if (profile_.null_drops.empty()) {
      NullDrop drop{&plan_.predicate, nullptr, 0};
      const auto lacking = std::find_if(present_.begin(), present_.end(),
                                        [this](std::uint64_t nodes) { return nodes < total_; });
      if (lacking != present_.end()) {
        drop.absent = &tests_.property(static_cast<std::size_t>(lacking - present_.begin()));
      }
      profile_.null_drops = {drop};
    }
    profile_.null_drops.front().rows += (total_ - settled_) * weight;
  }

  const plan::ColumnLookup& plan_;
  Evaluator evaluator_;
  ColumnTests tests_;
  bool found_ = false;
  std::vector<NodeId> nodes_;
  std::uint64_t total_ = 0;             // nodes of the types
  std::uint64_t settled_ = 0;           // as ColumnTestsFound, of all ranges
  std::vector<std::uint64_t> present_;  // likewise
};

}  // namespace

OperatorPtr make_column_lookup(QueryContext& context, const plan::ColumnLookup& plan,
                               OperatorPtr input) {
  return std::make_unique<ColumnLookupOperator>(context, plan, std::move(input));
}

}  // namespace sarye
