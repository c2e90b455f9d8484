// IN SAME DOCUMENT AS d over a pattern that branches like a tree and is only counted: in each
// document, how many ways lead on from a node is added up from the last hop to the first, and no
// match is listed.
#include <algorithm>
#include <span>
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
    std::vector<std::uint32_t> found;          // those of the document at hand
    std::span<const std::uint32_t> counted;    // where ways were counted in it
  };
  struct Hop {
    explicit Hop(const GraphView& graph) : ways(graph, 0) {}
    Slot from = kNoSlot;
    Slot to = kNoSlot;
    std::vector<Access> tables;
    std::vector<std::size_t> next;  // hops that begin where this one ends
    NodeTable<std::uint64_t> ways;  // by the node that the hop begins at; all 0 between documents
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
      if (!more) return more;
      if (!*more) {
        if (auto done = report_looked(); !done) return done.error();
        return false;
      }
      if (auto ok = context_.budget.check(); !ok) return ok.error();
      CountedRows kept;
      for (std::uint32_t row = 0; row < out.size(); ++row) {
        auto ways = count(out.column(plan_.document).node(row).offset());
        forget_ways();
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
    sum_ = 0;
    for (std::size_t i = hops_.size(); i-- > 0;) {
      auto leads = add_ways(i, local);
      if (!leads) return leads.error();
      if (!*leads) return std::uint64_t{0};
    }
    return sum_;
  }

  // Adds the ways that lead over the edges of hop `i` of the document at hand: to those of the node
  // where an edge begins, or, of the first hop, to their sum. False: no edge leads on.
  Result<bool> add_ways(std::size_t i, std::uint32_t local) {
    Hop& hop = hops_[i];
    bool leads = false;
    for (Access& access : hop.tables) {
      const DocumentEdgeList list = access.documents->list(access.table, local);
      if (list.size() == 0) continue;
      const std::uint32_t* targets = nullptr;
      if (reads_targets(i, access)) {
        auto found = targets_of(access, list);
        if (!found) return found.error();
        targets = *found;
      }
      std::size_t visible = 0;
      for (const std::uint32_t assertions : list.visible) visible += assertions != 0 ? 1 : 0;
      profile_.edges_seen += list.size();
      profile_.edges_left += visible;
      profile_.edges_passed += visible;
      leads = add_ways(i, access, list, targets) || leads;
    }
    return leads;
  }

  // Whether it is asked where the edges lead to.
  bool reads_targets(std::size_t i, const Access& access) const {
    const bool begins_there = !access.forward && (i > 0 || roots_.size() > 1);
    const bool goes_on_there = access.forward && !hops_[i].next.empty();
    return begins_there || goes_on_there || access.skip_loops;
  }

  // The ways of a hop that goes on from an edge, by the offsets of one of the edge's ends.
  struct Factor {
    const std::uint64_t* ways;
    const std::uint32_t* nodes;
  };

  // `targets`: of the edges, nullptr where nobody asks for them.
  bool add_ways(std::size_t i, Access& access, const DocumentEdgeList& list,
                const std::uint32_t* targets) {
    Hop& hop = hops_[i];
    const std::uint32_t* from = access.forward ? list.sources.data() : targets;
    const std::uint32_t* to = access.forward ? targets : list.sources.data();
    factors_.clear();
    for (const std::size_t next : hop.next) {
      factors_.push_back({hops_[next].ways.of_type(access.to), to});
    }
    for (const std::size_t root : roots_) {
      if (i == 0 && root > 0) factors_.push_back({hops_[root].ways.of_type(access.from), from});
    }
    const bool is_dead = std::any_of(factors_.begin(), factors_.end(),
                                     [](const Factor& f) { return f.ways == nullptr; });
    if (is_dead) return false;
    // Most edges lead nowhere, and nobody can foresee which: nothing branches on it.
    const auto onward = [&](std::size_t k) {
      std::uint64_t ways = list.visible[k] != 0 ? 1 : 0;
      if (access.skip_loops) ways &= list.sources[k] != targets[k] ? 1 : 0;
      for (const Factor& factor : factors_) {
        ways = multiply_weights(ways, factor.ways[factor.nodes[k]]);
      }
      return ways;
    };
    std::uint64_t any = 0;
    if (i == 0) {
      for (std::size_t k = 0; k < list.size(); ++k) sum_ = add_weights(sum_, onward(k));
      return sum_ > 0;
    }
    static_cast<void>(hop.ways.of(NodeId(access.from, 0)));  // makes room for the type
    std::uint64_t* ways = hop.ways.of_type(access.from);
    access.counted = {from, list.size()};
    for (std::size_t k = 0; k < list.size(); ++k) {
      const std::uint64_t count = onward(k);
      any |= count;
      ways[from[k]] = add_weights(ways[from[k]], count);
    }
    return any != 0;
  }

  void forget_ways() {
    for (Hop& hop : hops_) {
      for (Access& access : hop.tables) {
        std::uint64_t* ways = hop.ways.of_type(access.from);
        for (const std::uint32_t node : access.counted) ways[node] = 0;
        access.counted = {};
      }
    }
  }

  Result<const std::uint32_t*> targets_of(Access& access, const DocumentEdgeList& list) {
    if (access.targets != nullptr) {
      return access.targets->targets.data() +
             (list.sources.data() - access.documents->sources.data());
    }
    access.looked += list.size();
    places_.clear();
    for (std::size_t k = 0; k < list.size(); ++k) {
      const EdgeId edge = list.edge(k);
      auto chunk = context_.graph.adjacency(access.table, Direction::Out, edge.range());
      if (!chunk) return chunk.error();
      const std::uint32_t* target = &(*chunk)->nodes[edge.index()];
      __builtin_prefetch(target);  // somewhere in memory: all are asked for before one is read
      places_.push_back(target);
    }
    access.found.clear();
    for (const std::uint32_t* target : places_) access.found.push_back(*target);
    return access.found.data();
  }

  // Tells the graph how many targets of the range at hand were looked up.
  Result<void> report_looked() {
    for (Hop& hop : hops_) {
      for (Access& access : hop.tables) {
        if (access.looked == 0) continue;
        auto targets = context_.graph.document_targets_if_due(access.table, range_, access.looked);
        if (!targets) return targets.error();
        access.looked = 0;
      }
    }
    return {};
  }

  Result<void> go_to_range(std::uint32_t range) {
    if (range == range_ && !is_due()) return {};
    if (auto done = report_looked(); !done) return done;
    range_ = range;
    for (std::size_t i = 0; i < hops_.size(); ++i) {
      for (Access& access : hops_[i].tables) {
        auto documents = context_.graph.document_edges(access.table, range);
        if (!documents) return documents.error();
        access.documents = *documents;
        if (!reads_targets(i, access)) continue;
        auto targets = context_.graph.document_targets_if_due(access.table, range, 0);
        if (!targets) return targets.error();
        access.targets = *targets;
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
  std::uint64_t sum_ = 0;  // the ways in the document at hand
  std::vector<Factor> factors_;
  std::vector<const std::uint32_t*> places_;
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
