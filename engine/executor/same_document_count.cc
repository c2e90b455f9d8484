// IN SAME DOCUMENT AS d over a pattern that branches like a tree and is only counted: in each
// document, how many ways lead on from a node is added up from the last hop to the first, and no
// match is listed.
#include <algorithm>
#include <utility>

#include "engine/executor/node_table.h"
#include "engine/executor/operators.h"

namespace sarye {

namespace {

class SameDocumentCountOperator final : public Operator {
 public:
  SameDocumentCountOperator(QueryContext& context, const plan::SameDocument& plan,
                            OperatorPtr input)
      : Operator(context), plan_(plan) {
    adopt(std::move(input));
    for (const plan::SameDocument::Step& step : plan.steps) add_hop(step);
  }

 private:
  // One table of a hop in one direction.
  struct Access {
    EdgeTableId table;
    bool forward = true;
    TypeId from;
    TypeId to;
    bool skip_loops = false;  // the other direction of the table gives them
    // What was read of the documents' range at hand.
    const DocumentEdgeChunk* documents = nullptr;
    const DocumentTargets* targets = nullptr;  // nullptr: each is looked up
    std::uint64_t looked = 0;                  // targets that were
  };
  struct Ways {
    std::uint64_t count = 0;
    std::uint32_t document = 0;  // number of the one that it was counted in
  };
  struct Hop {
    explicit Hop(const GraphView& graph) : ways(graph, Ways()) {}
    Slot from = kNoSlot;
    Slot to = kNoSlot;
    std::vector<Access> tables;
    std::vector<std::size_t> next;  // hops that begin where this one ends
    NodeTable<Ways> ways;           // by the node that the hop begins at
  };

  void add_hop(const plan::SameDocument::Step& step) {
    Hop hop(context_.graph);
    hop.from = step.from;
    hop.to = step.to;
    for (const plan::EdgeStep& each : step.access.steps) {
      const EdgeTableInfo& table = context_.graph.edge_table(each.table);
      Access access;
      access.table = each.table;
      access.forward = each.forward;
      access.from = each.forward ? table.from : table.to;
      access.to = each.forward ? table.to : table.from;
      const auto is_among = [](const std::vector<TypeId>& types, TypeId type) {
        return types.empty() || std::binary_search(types.begin(), types.end(), type);
      };
      const bool is_first = hops_.empty();
      if (!is_among(step.access.to_types, access.to)) continue;
      if (is_first && !std::binary_search(plan_.types.begin(), plan_.types.end(), access.from)) {
        continue;
      }
      const bool also_forward =
          std::find(step.access.steps.begin(), step.access.steps.end(),
                    plan::EdgeStep{each.table, true}) != step.access.steps.end();
      access.skip_loops = !each.forward && also_forward && table.from == table.to;
      hop.tables.push_back(access);
    }
    for (std::size_t i = 0; i < hops_.size(); ++i) {
      if (hops_[i].to == hop.from) hops_[i].next.push_back(hops_.size());
    }
    if (hops_.empty() || hop.from == hops_[0].from) roots_.push_back(hops_.size());
    hops_.push_back(std::move(hop));
  }

  Result<bool> produce(Batch& out) override {
    for (;;) {
      auto more = input().next(out);
      if (!more || !*more) return more;
      if (auto ok = context_.budget.check(); !ok) return ok.error();
      CountedRows kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto ways = count(out.column(plan_.document).node(row).offset());
        if (!ways) return ways.error();
        if (*ways > 0) kept.add(row, multiply_weights(out.weight(row), *ways));
      }
      std::uint64_t bytes = 0;
      for (const Hop& hop : hops_) bytes += hop.ways.bytes();
      if (auto ok = hold(bytes, "the ways through a document"); !ok) return ok.error();
      if (kept.leave_in(out)) return true;
    }
  }

  Result<std::uint64_t> count(std::uint32_t document) {
    if (auto done = go_to_range(document >> kRangeBits); !done) return done.error();
    const std::uint32_t local = document & (kRangeSize - 1);
    ++number_;
    starts_.clear();
    for (std::size_t i = hops_.size(); i-- > 0;) {
      Result<std::size_t> led = add_ways(i, local);
      if (!led) return led.error();
      if (*led == 0) return std::uint64_t{0};
    }
    std::uint64_t sum = 0;
    for (const NodeId start : starts_) {
      std::uint64_t ways = 1;
      for (const std::size_t root : roots_) ways = multiply_weights(ways, of(hops_[root], start));
      sum = add_weights(sum, ways);
    }
    return sum;
  }

  // The ways of a hop in the document at hand; 0: none leads on.
  std::uint64_t of(const Hop& hop, NodeId node) const {
    const Ways known = hop.ways.known(node);
    return known.document == number_ ? known.count : 0;
  }

  // Adds those that lead over the edges of hop `i`: how many edges do.
  Result<std::size_t> add_ways(std::size_t i, std::uint32_t local) {
    Hop& hop = hops_[i];
    std::size_t led = 0;
    for (Access& access : hop.tables) {
      const DocumentEdgeList list = access.documents->list(access.table, local);
      if (list.size() == 0) continue;
      profile_.edges_seen += list.size();
      const bool is_read = !access.forward || !hop.next.empty();
      const std::uint32_t* targets = nullptr;
      if (is_read) {
        auto found = targets_of(access, list);
        if (!found) return found.error();
        targets = *found;
      }
      led += add_ways(hop, i == 0, access, list, targets);
    }
    return led;
  }

  // `targets`: of the edges, nullptr where nobody asks for them.
  std::size_t add_ways(Hop& hop, bool is_first, const Access& access, const DocumentEdgeList& list,
                       const std::uint32_t* targets) {
    static_cast<void>(hop.ways.of(NodeId(access.from, 0)));  // makes room for the type
    Ways* ways = hop.ways.of_type(access.from);
    std::size_t visible = 0;
    std::size_t led = 0;
    for (std::size_t k = 0; k < list.size(); ++k) {
      if (list.visible[k] == 0) continue;
      ++visible;
      const std::uint32_t from = access.forward ? list.sources[k] : targets[k];
      if (access.skip_loops && list.sources[k] == targets[k]) continue;
      std::uint64_t onward = 1;
      if (!hop.next.empty()) {
        const NodeId to(access.to, access.forward ? targets[k] : list.sources[k]);
        for (const std::size_t next : hop.next) {
          onward = multiply_weights(onward, of(hops_[next], to));
        }
        if (onward == 0) continue;
      }
      ++led;
      Ways& known = ways[from];
      if (known.document != number_) {
        known = {onward, number_};
        if (is_first) starts_.push_back(NodeId(access.from, from));
      } else {
        known.count = add_weights(known.count, onward);
      }
    }
    profile_.edges_left += visible;
    profile_.edges_passed += visible;
    return led;
  }

  Result<const std::uint32_t*> targets_of(Access& access, const DocumentEdgeList& list) {
    if (access.targets != nullptr) {
      return access.targets->targets.data() +
             (list.sources.data() - access.documents->sources.data());
    }
    access.looked += list.size();
    found_.clear();
    for (std::size_t k = 0; k < list.size(); ++k) {
      const EdgeId edge = list.edge(k);
      auto chunk = context_.graph.adjacency(access.table, Direction::Out, edge.range());
      if (!chunk) return chunk.error();
      const std::uint32_t* target = &(*chunk)->nodes[edge.index()];
      __builtin_prefetch(target);  // somewhere in memory: all are asked for before one is read
      found_.push_back(target);
    }
    targets_.clear();
    for (const std::uint32_t* target : found_) targets_.push_back(*target);
    return targets_.data();
  }

  Result<void> go_to_range(std::uint32_t range) {
    if (range == range_ && !is_due()) return {};
    range_ = range;
    for (Hop& hop : hops_) {
      for (Access& access : hop.tables) {
        auto documents = context_.graph.document_edges(access.table, range);
        if (!documents) return documents.error();
        access.documents = *documents;
        if (access.forward && hop.next.empty()) continue;
        auto targets = context_.graph.document_targets_if_due(access.table, range, access.looked);
        if (!targets) return targets.error();
        access.targets = *targets;
        access.looked = 0;
      }
    }
    return {};
  }
  // Whether so many targets were looked up that it is time to ask for all of them.
  bool is_due() const {
    return std::any_of(hops_.begin(), hops_.end(), [](const Hop& hop) {
      return std::any_of(hop.tables.begin(), hop.tables.end(),
                         [](const Access& access) { return access.looked >= kManyLooked; });
    });
  }

  static constexpr std::uint64_t kManyLooked = 4096;
  static constexpr std::uint32_t kNoRange = 0xFFFFFFFFu;

  void rewind() override {}

  const plan::SameDocument& plan_;
  std::vector<Hop> hops_;
  std::vector<std::size_t> roots_;  // hops that begin at the pattern's first node
  std::uint32_t range_ = kNoRange;
  std::uint32_t number_ = 0;    // of the document at hand
  std::vector<NodeId> starts_;  // first nodes that a way leads on from
  std::vector<const std::uint32_t*> found_;
  std::vector<std::uint32_t> targets_;
};

}  // namespace

bool counts_ways_in_documents(const QueryContext& context, const plan::SameDocument& plan) {
  std::vector<Slot> met = {plan.steps[0].from};
  std::vector<Slot> edges;
  for (const plan::SameDocument::Step& step : plan.steps) {
    const CompiledFilter& filter = context.evidence.filter(step.access.filter);
    const bool by_count = filter.is_of_first_level() && filter.words.languages == 0;
    const bool differs =
        std::any_of(step.access.distinct_from.begin(), step.access.distinct_from.end(),
                    [&](Slot other) { return std::count(edges.begin(), edges.end(), other) > 0; });
    const bool is_new = std::count(met.begin(), met.end(), step.to) == 0;
    if (!by_count || !step.access.tests.empty() || differs || step.into || !is_new) return false;
    met.push_back(step.to);
    edges.push_back(step.edge);
  }
  return plan.predicates.empty();
}

OperatorPtr make_same_document_count(QueryContext& context, const plan::SameDocument& plan,
                                     OperatorPtr input) {
  return std::make_unique<SameDocumentCountOperator>(context, plan, std::move(input));
}

}  // namespace sarye
