// Eager aggregation: what an aggregation only counts is not listed. Works from the aggregation
// downwards and takes every operator along that fills nothing that is read above; it stops at the
// first one that does not fit, and all below stays as it was.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/planner/rules/rules.h"

namespace sarye::rules {
namespace {

using plan::TreeCount;
using Kind = TreeCount::Kind;

bool names_slot(const std::vector<Slot>& slots, Slot slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}
bool names_only(const std::vector<Slot>& slots, Slot slot) {
  return std::all_of(slots.begin(), slots.end(), [slot](Slot s) { return s == slot; });
}

// support(edge), or coalesce(support(edge), 1)
struct Factor {
  Slot edge = kNoSlot;
  bool absent_is_one = false;
};

bool is_edge(const BoundExpression& e, const BoundQuery& query) {
  return e.kind == ExprKind::Variable && query.slots[e.slot].type.kind == StaticType::Kind::Edge;
}

// Takes a product of supports apart; false: it is none, or an edge stands in it twice.
bool take_factors(const BoundExpression& e, const BoundQuery& query, std::vector<Factor>& out) {
  if (e.kind == ExprKind::Multiply) {
    return take_factors(e.operands[0], query, out) && take_factors(e.operands[1], query, out);
  }
  if (e.kind != ExprKind::Call) return false;
  const BoundExpression* call = &e;
  Factor factor;
  if (e.function == FunctionId::Coalesce) {
    if (e.operands.size() != 2 || e.operands[0].kind != ExprKind::Call ||
        e.operands[1].kind != ExprKind::Literal ||
        e.operands[1].value.type() != ValueType::Integer || e.operands[1].value.integer() != 1) {
      return false;
    }
    call = &e.operands[0];
    factor.absent_is_one = true;
  }
  if (call->function != FunctionId::Support || !is_edge(call->operands[0], query)) return false;
  factor.edge = call->operands[0].slot;
  const bool again = std::any_of(out.begin(), out.end(),
                                 [&](const Factor& other) { return other.edge == factor.edge; });
  out.push_back(factor);
  return !again;
}

// Whether the result depends on how often a row comes.
bool minds_weights(const BoundAggregate& aggregate) {
  return !aggregate.distinct && aggregate.function != FunctionId::Min &&
         aggregate.function != FunctionId::Max;
}

// Operators that pass every row of their first input on, changed or not, or drop it.
bool passes_rows(const PlanOperator& op) {
  if (const auto* apply = std::get_if<plan::Apply>(&op)) {
    return apply->kind == plan::Apply::Kind::Optional || apply->kind == plan::Apply::Kind::Semi ||
           apply->kind == plan::Apply::Kind::Anti;
  }
  return std::holds_alternative<plan::Expand>(op) ||
         std::holds_alternative<plan::Intersection>(op) ||
         std::holds_alternative<plan::Filter>(op) || std::holds_alternative<plan::TypeTest>(op) ||
         std::holds_alternative<plan::NodeByIds>(op) ||
         std::holds_alternative<plan::MentionTest>(op) ||
         std::holds_alternative<plan::NodeScan>(op) ||
         std::holds_alternative<plan::PropertyLookup>(op) ||
         std::holds_alternative<plan::ColumnLookup>(op);
}

// What one aggregation lets be counted.
class Counting {
 public:
  Counting(plan::Aggregate& aggregate, PlanPtr& input, const BoundQuery& query)
      : aggregate_(aggregate), input_(input), query_(query) {}

  void run() {
    for (const PlanNode* node = input_.get(); node != nullptr && passes_rows(node->op);
         node = node->inputs.empty() ? nullptr : node->inputs[0].get()) {
      note_edges(*node, false);
    }
    take_support();
    count_certain();
    for (const BoundColumn& key : aggregate_.keys) need(key.expression);
    for (const BoundAggregate& aggregate : aggregate_.aggregates) {
      for (const BoundExpression& argument : aggregate.arguments) need(argument);
    }
    PlanPtr* cursor = &input_;
    std::vector<TreeCount::Hop> hops;
    while (take(**cursor, hops)) cursor = &(*cursor)->inputs[0];
    if (!worth(hops)) {
      mark_support(*input_);
      return;
    }
    mark_support(**cursor);
    connect(hops);
    const double rows = (*cursor)->rows;
    PlanPtr rest = std::move(*cursor);
    input_ = std::make_unique<PlanNode>();
    input_->op = TreeCount{std::move(hops)};
    input_->rows = rows;
    input_->inputs.push_back(std::move(rest));
  }

 private:
  void need(const BoundExpression& e) {
    for (const Slot slot : slots_of(e)) needed_.insert(slot);
  }

  // Edges (and nodes) that the operator fills on every row; those of an OPTIONAL MATCH may be
  // absent.
  void note_edges(const PlanNode& node, bool optional) {
    std::set<Slot>& filled = optional ? optional_ : certain_;
    if (const auto* expand = std::get_if<plan::Expand>(&node.op)) {
      filled.insert(expand->edge);
      if (!optional) certain_.insert(expand->to);
    } else if (const auto* meeting = std::get_if<plan::Intersection>(&node.op)) {
      if (!optional) certain_.insert(meeting->to);
      for (const plan::Intersection::Arm& arm : meeting->arms) {
        if (!optional) certain_.insert(arm.edge);
      }
    } else if (const auto* scan = std::get_if<plan::NodeScan>(&node.op)) {
      if (!optional) certain_.insert(scan->slot);
    } else if (const auto* apply = std::get_if<plan::Apply>(&node.op)) {
      if (optional || apply->kind != plan::Apply::Kind::Optional) return;
      for (const PlanNode* inner = node.inputs[1].get(); inner != nullptr;
           inner = inner->inputs.empty() ? nullptr : inner->inputs[0].get()) {
        note_edges(*inner, true);
      }
    }
  }

  // sum(support(a) * support(b)) becomes a count, when it is the only one that weights change and
  // each of its edges can weigh where it is found.
  void take_support() {
    BoundAggregate* sum = nullptr;
    for (BoundAggregate& aggregate : aggregate_.aggregates) {
      if (!minds_weights(aggregate)) continue;
      if (sum != nullptr || aggregate.function != FunctionId::Sum) return;
      sum = &aggregate;
    }
    std::vector<Factor> factors;
    if (sum == nullptr || !take_factors(sum->arguments[0], query_, factors)) return;
    for (const Factor& factor : factors) {
      const bool there = certain_.count(factor.edge) != 0;
      if (!there && !(factor.absent_is_one && is_of_counted_option(factor.edge))) return;
    }
    for (const Factor& factor : factors) by_support_.insert(factor.edge);
    sum->function = FunctionId::CountStar;
    sum->arguments.clear();
  }

  // An edge of an OPTIONAL MATCH weighs only as part of a tree, so all above it must be counted
  // too. What is read above is not known yet; a product that mentions it is the usual reader, so
  // the tree is tried with nothing needed but keys and other aggregates.
  bool is_of_counted_option(Slot edge) {
    if (optional_.count(edge) == 0) return false;
    Counting trial(aggregate_, input_, query_);
    trial.certain_ = certain_;
    for (const BoundColumn& key : aggregate_.keys) trial.need(key.expression);
    for (const BoundAggregate& aggregate : aggregate_.aggregates) {
      if (minds_weights(aggregate)) continue;
      for (const BoundExpression& argument : aggregate.arguments) trial.need(argument);
    }
    std::vector<TreeCount::Hop> hops;
    const PlanNode* node = input_.get();
    while (trial.take(*node, hops)) node = node->inputs[0].get();
    return trial.worth(hops) && std::any_of(hops.begin(), hops.end(),
                                            [edge](const auto& hop) { return hop.edge == edge; });
  }

  // count(x) of what is never absent is count(*).
  void count_certain() {
    for (BoundAggregate& aggregate : aggregate_.aggregates) {
      if (aggregate.function != FunctionId::Count || aggregate.distinct ||
          aggregate.arguments[0].kind != ExprKind::Variable ||
          certain_.count(aggregate.arguments[0].slot) == 0) {
        continue;
      }
      aggregate.function = FunctionId::CountStar;
      aggregate.arguments.clear();
    }
  }

  bool is_needed(Slot slot) const { return slot != kNoSlot && needed_.count(slot) != 0; }

  // Whether what the operator does can be counted beside `hops`, which lie above it; then adds it.
  bool take(const PlanNode& node, std::vector<TreeCount::Hop>& hops) {
    if (const auto* expand = std::get_if<plan::Expand>(&node.op)) return take_edge(*expand, hops);
    const auto* apply = std::get_if<plan::Apply>(&node.op);
    if (apply == nullptr) return false;
    Kind kind = Kind::Optional;
    if (apply->kind == plan::Apply::Kind::Semi) {
      kind = Kind::Some;
    } else if (apply->kind == plan::Apply::Kind::Anti) {
      kind = Kind::None;
    } else if (apply->kind != plan::Apply::Kind::Optional) {
      return false;
    }
    // Trees that hang on one node.
    std::vector<TreeCount::Hop> inner;
    const PlanNode* at = node.inputs[1].get();
    while (take(*at, inner)) at = at->inputs[0].get();
    if (!std::holds_alternative<plan::OuterRow>(at->op) || inner.empty()) return false;
    std::set<Slot> filled;
    for (const TreeCount::Hop& hop : inner) filled.insert({hop.edge, hop.to});
    std::vector<TreeCount::Hop*> roots;
    for (TreeCount::Hop& hop : inner) {
      if (hop.kind != Kind::All) return false;
      if (filled.count(hop.from) != 0) continue;
      roots.push_back(&hop);
      hop.kind = kind;
      if (hop.from != roots.front()->from) return false;
    }
    const bool read_above = std::any_of(hops.begin(), hops.end(), [&](const TreeCount::Hop& hop) {
      return filled.count(hop.from) != 0;
    });
    if (roots.empty() || read_above) return false;
    for (TreeCount::Hop* root : roots) {
      if (roots.size() > 1) root->together = together_;
    }
    if (roots.size() > 1) ++together_;
    hops.insert(hops.end(), inner.begin(), inner.end());
    return true;
  }

  bool take_edge(const plan::Expand& expand, std::vector<TreeCount::Hop>& hops) const {
    if (expand.into || expand.from == expand.to || is_needed(expand.to) || is_needed(expand.edge)) {
      return false;
    }
    TreeCount::Hop made;
    made.from = expand.from;
    made.edge = expand.edge;
    made.to = expand.to;
    made.access = expand.access;
    made.by_support = expand.by_support || by_support_.count(expand.edge) != 0;
    for (const BoundExpression& predicate : expand.predicates) {
      if (const auto other = unequal_node(predicate, expand.to)) {
        made.other_than.push_back(*other);
      } else if (slots_of(predicate) == std::vector<Slot>{expand.to}) {
        made.predicates.push_back(predicate);
      } else {
        return false;
      }
    }
    for (const TreeCount::Hop& above : hops) {
      const std::vector<Slot>& edges = above.access.distinct_from;
      if (above.from == expand.to) {
        // It hangs on this one, and may know nothing but where it comes from.
        if (!names_only(edges, expand.edge) || !names_only(above.other_than, expand.from))
          return false;
      } else if (names_slot(edges, expand.edge) || names_slot(above.other_than, expand.to)) {
        return false;
      }
    }
    hops.push_back(std::move(made));
    return true;
  }

  // `to <> x`, x another node
  std::optional<Slot> unequal_node(const BoundExpression& predicate, Slot to) const {
    if (predicate.kind != ExprKind::Compare || predicate.comparison != ComparisonKind::NotEqual) {
      return std::nullopt;
    }
    for (const BoundExpression& side : predicate.operands) {
      if (side.kind != ExprKind::Variable ||
          query_.slots[side.slot].type.kind != StaticType::Kind::Node) {
        return std::nullopt;
      }
    }
    const Slot a = predicate.operands[0].slot;
    const Slot b = predicate.operands[1].slot;
    if (a == b || (a != to && b != to)) return std::nullopt;
    // A node that may be absent: `<>` with null holds for none.
    const Slot other = a == to ? b : a;
    return certain_.count(other) != 0 ? std::optional(other) : std::nullopt;
  }

  // One edge is counted by its own operator, unless rows share what hangs on a node.
  static bool worth(const std::vector<TreeCount::Hop>& hops) {
    if (hops.size() != 1) return !hops.empty();
    return hops[0].kind != Kind::All || !hops[0].access.distinct_from.empty();
  }

  // Parents first, and every hop knows its own.
  static void connect(std::vector<TreeCount::Hop>& hops) {
    std::reverse(hops.begin(), hops.end());
    std::map<Slot, std::uint16_t> ends;
    for (std::size_t i = 0; i < hops.size(); ++i) {
      const auto parent = ends.find(hops[i].from);
      if (parent != ends.end()) hops[i].parent = parent->second;
      ends[hops[i].to] = static_cast<std::uint16_t>(i);
    }
  }

  // Edges that are still listed weigh where they are found.
  void mark_support(PlanNode& top) const {
    for (PlanNode* node = &top; node != nullptr && passes_rows(node->op);
         node = node->inputs.empty() ? nullptr : node->inputs[0].get()) {
      if (auto* expand = std::get_if<plan::Expand>(&node->op)) {
        expand->by_support = expand->by_support || by_support_.count(expand->edge) != 0;
      } else if (auto* meeting = std::get_if<plan::Intersection>(&node->op)) {
        for (plan::Intersection::Arm& arm : meeting->arms) {
          arm.by_support = arm.by_support || by_support_.count(arm.edge) != 0;
        }
      }
    }
  }

  plan::Aggregate& aggregate_;
  PlanPtr& input_;
  const BoundQuery& query_;
  std::set<Slot> certain_;
  std::set<Slot> optional_;
  std::set<Slot> by_support_;
  std::set<Slot> needed_;
  std::uint16_t together_ = 0;  // the next number of hops that belong together
};

}  // namespace

void tree_count(PlanPtr& root, const BoundQuery& query) {
  for (PlanPtr& input : root->inputs) tree_count(input, query);
  auto* aggregate = std::get_if<plan::Aggregate>(&root->op);
  if (aggregate != nullptr) Counting(*aggregate, root->inputs[0], query).run();
}

}  // namespace sarye::rules
