#include "engine/executor/operator_builder.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/executor/measure_graph.h"

namespace sarye {

namespace {

template <typename... F>
struct Cases : F... {
  using F::operator()...;
};
template <typename... F>
Cases(F...) -> Cases<F...>;

std::size_t count_applies(const PlanNode& node) {
  std::size_t n = std::holds_alternative<plan::Apply>(node.op) ? 1 : 0;
  for (const PlanPtr& input : node.inputs) n += count_applies(*input);
  return n;
}

// The slots that the operators of a plan fill, without those that they only check.
void filled_slots(const PlanNode& node, std::set<Slot>& out) {
  const auto add = [&out](Slot slot) {
    if (slot != kNoSlot) out.insert(slot);
  };
  const auto add_hops = [&](const plan::VarExpand& op) {
    add(op.edges);
    if (!op.into) add(op.to);
  };
  const auto add_columns = [&](const std::vector<BoundColumn>& columns) {
    for (const BoundColumn& column : columns) add(column.slot);
  };
  std::visit(Cases{
                 [&](const plan::NodeScan& op) { add(op.slot); },
                 [&](const plan::NodeByIds& op) {
                   if (!op.check) add(op.slot);
                 },
                 [&](const plan::PropertyLookup& op) { add(op.slot); },
                 [&](const plan::SearchPassages& op) {
                   add(op.search.passage);
                   add(op.search.score);
                 },
                 [&](const plan::Expand& op) {
                   add(op.edge);
                   if (!op.into) add(op.to);
                 },
                 [&](const plan::Intersection& op) {
                   add(op.to);
                   for (const plan::Intersection::Arm& arm : op.arms) add(arm.edge);
                 },
                 [&](const plan::VarExpand& op) { add_hops(op); },
                 [&](const plan::Reach& op) { add_hops(op.expand); },
                 [&](const plan::Shortest& op) { add_hops(op.expand); },
                 [&](const plan::EdgeEnds& op) {
                   if (!op.from_bound) add(op.from);
                   if (!op.to_bound) add(op.to);
                 },
                 [&](const plan::EdgeListEnds& op) {
                   if (!op.from_bound) add(op.expand.from);
                   if (!op.to_bound) add(op.expand.to);
                 },
                 [&](const plan::Trace& op) {
                   for (const Slot slot : {op.from, op.to, op.edges, op.support, op.confidence,
                                           op.hops, op.shared ? op.shared->alias : kNoSlot}) {
                     add(slot);
                   }
                 },
                 [&](const plan::SharedSourceTest& op) { add(op.shared.alias); },
                 [&](const plan::SameDocument& op) {
                   add(op.document);
                   for (const plan::SameDocument::Step& step : op.steps) {
                     add(step.from);
                     add(step.edge);
                     add(step.to);
                   }
                 },
                 [&](const plan::BuildPath& op) { add(op.slot); },
                 [&](const plan::Project& op) { add_columns(op.columns); },
                 [&](const plan::Aggregate& op) {
                   add_columns(op.keys);
                   for (const BoundAggregate& aggregate : op.aggregates) add(aggregate.slot);
                 },
                 [&](const plan::Unwind& op) { add(op.slot); },
                 [&](const plan::Cite& op) { add(op.cite.slot); },
                 [&](const plan::EdgeCount& op) { add(op.slot); },
                 [&](const plan::Apply& op) { add(op.slot); },
                 [&](const plan::SetOperation& op) {
                   for (const Slot slot : op.slots) add(slot);
                   add(op.cite_slot);
                 },
                 [&](const plan::Compare& op) {
                   add_columns(op.compare.result.columns);
                   add(op.cite_slot);
                 },
                 [](const auto&) {},
             },
             node.op);
  for (const PlanPtr& input : node.inputs) filled_slots(*input, out);
}

std::set<Slot> filled_by(const PlanNode& node) {
  std::set<Slot> slots;
  filled_slots(node, slots);
  return slots;
}

// What is filled by `node` and by nothing of `before`: a slot that an inner or right side passes on
// keeps the value that it has there.
std::vector<Slot> new_slots(const PlanNode& node, const std::set<Slot>& before) {
  std::vector<Slot> out;
  for (const Slot slot : filled_by(node)) {
    if (!before.contains(slot)) out.push_back(slot);
  }
  return out;
}

// Whether every operator gives for many outer rows together what it gives for each alone.
bool works_row_by_row(const PlanNode& node) {
  const bool itself = std::visit(Cases{
                                     [](const plan::SingleRow&) { return false; },
                                     [](const plan::EdgeCount&) { return false; },
                                     [](const plan::Aggregate&) { return false; },
                                     [](const plan::Distinct&) { return false; },
                                     [](const plan::Sort&) { return false; },
                                     [](const plan::TopK&) { return false; },
                                     [](const plan::Slice&) { return false; },
                                     [](const plan::Join&) { return false; },
                                     [](const plan::SameDocument&) { return false; },
                                     [](const plan::Trace&) { return false; },
                                     [](const plan::SetOperation&) { return false; },
                                     [](const plan::Compare&) { return false; },
                                     [](const auto&) { return true; },
                                 },
                                 node.op);
  if (!itself) return false;
  if (!node.inputs.empty()) return works_row_by_row(*node.inputs[0]);
  return std::holds_alternative<plan::OuterRow>(node.op) ||
         std::holds_alternative<plan::NoRows>(node.op);
}

// Whether an input's rows are followed further, so that fewer of them save work.
bool follows_edges(const PlanNode& node) {
  return std::holds_alternative<plan::Expand>(node.op) ||
         std::holds_alternative<plan::Intersection>(node.op) ||
         std::holds_alternative<plan::VarExpand>(node.op) ||
         std::holds_alternative<plan::Reach>(node.op);
}

class Builder {
 public:
  Builder(QueryContext& context, BuiltOperators& out, bool timed)
      : context_(context), out_(out), timed_(timed), next_hidden_(context.query.slots.size()) {}

  // `weights`: whoever reads the rows minds their weights. `followed`: by an expansion.
  OperatorPtr build(const PlanNode& node, bool weights, bool followed, int depth) {
    if (followed && weights) {
      if (const auto slot = collapsed_to(node)) {
        const std::size_t at = reserve(nullptr, depth);
        return finish(make_collapse(context_, *slot, make(node, weights, depth + 1)), node, at);
      }
    }
    return make(node, weights, depth);
  }

 private:
  std::size_t reserve(const PlanNode* node, int depth) {
    out_.entries.push_back({node, nullptr, depth});
    return out_.entries.size() - 1;
  }

  OperatorPtr finish(OperatorPtr made, const PlanNode& node, std::size_t entry) {
    std::vector<std::uint8_t> live(context_.frame, 0);
    for (const Slot slot : node.live) live[slot] = 1;
    for (std::size_t hidden = context_.query.slots.size(); hidden < live.size(); ++hidden) {
      live[hidden] = 1;
    }
    made->set_live(std::move(live));
    made->set_timed(timed_);
    out_.entries[entry].made = made.get();
    return made;
  }

  // Between two hops, many rows that differ in one node at most are worth counting: then that
  // node's slot. Not inside of an inner plan, whose rows also differ in their outer row.
  std::optional<Slot> collapsed_to(const PlanNode& node) const {
    if (inner_depth_ > 0 || !follows_edges(node) || node.rows < kWorthCollapsing)
      return std::nullopt;
    std::optional<Slot> only;
    for (const Slot slot : filled_by(node)) {  // `live` also has what is filled further above
      if (!is_live(node, slot)) continue;
      if (only || context_.query.slots[slot].type.kind != StaticType::Kind::Node)
        return std::nullopt;
      only = slot;
    }
    return only;
  }

  bool is_live(const PlanNode& node, Slot slot) const {
    return slot != kNoSlot && std::binary_search(node.live.begin(), node.live.end(), slot);
  }

  static bool reads(const std::vector<BoundExpression>& predicates, Slot slot) {
    return slot != kNoSlot &&
           std::any_of(predicates.begin(), predicates.end(), [slot](const BoundExpression& e) {
             const std::vector<Slot> slots = slots_of(e);
             return std::binary_search(slots.begin(), slots.end(), slot);
           });
  }

  OperatorPtr input_of(const PlanNode& node, bool weights, int depth) {
    if (node.inputs.empty()) return make_single_row(context_);
    return build(*node.inputs[0], weights, follows_edges(node), depth + 1);
  }

  OperatorPtr make(const PlanNode& node, bool weights, int depth) {
    const std::size_t entry = reserve(&node, depth);
    OperatorPtr made = std::visit(
        Cases{
            [&](const plan::SingleRow&) { return make_single_row(context_); },
            [&](const plan::NoRows&) { return make_no_rows(context_); },
            [&](const plan::OuterRow&) { return make_outer_row(context_, *outer_); },
            [&](const plan::EdgeCount& op) { return make_edge_count(context_, op); },
            [&](const plan::NodeScan& op) {
              return make_node_scan(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::NodeByIds& op) {
              return make_node_by_ids(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::PropertyLookup& op) {
              return make_property_lookup(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::MentionTest& op) {
              return make_mention_test(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::TypeTest& op) {
              return make_type_test(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::SearchPassages& op) {
              return make_search(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Expand& op) {
              const bool counting = weights && op.predicates.empty() && !is_live(node, op.edge) &&
                                    (op.into || !is_live(node, op.to));
              return make_expand(context_, op, input_of(node, weights, depth), counting);
            },
            [&](const plan::Intersection& op) {
              std::vector<bool> wanted;
              for (const plan::Intersection::Arm& arm : op.arms) {
                wanted.push_back(is_live(node, arm.edge) || reads(op.predicates, arm.edge));
              }
              const bool counting = weights && op.predicates.empty() && !is_live(node, op.to) &&
                                    std::count(wanted.begin(), wanted.end(), true) == 0;
              return make_intersection(context_, op, input_of(node, weights, depth), counting,
                                       std::move(wanted));
            },
            [&](const plan::TreeCount& op) {
              return make_tree_count(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::VarExpand& op) {
              return make_var_expand(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Reach& op) {
              return make_reach(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Shortest& op) {
              return make_shortest(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::EdgeEnds& op) {
              return make_edge_ends(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::EdgeListEnds& op) {
              return make_edge_list_ends(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::SharedSourceTest& op) {
              return make_shared_source(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::SameDocument& op) {
              bool reads_matches = !op.predicates.empty();
              for (const plan::SameDocument::Step& step : op.steps) {
                reads_matches = reads_matches || is_live(node, step.from) ||
                                is_live(node, step.edge) || is_live(node, step.to);
              }
              return make_same_document(context_, op, weights && !reads_matches);
            },
            [&](const plan::BuildPath& op) {
              return make_build_path(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Filter& op) {
              return make_filter(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Project& op) {
              return make_project(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Aggregate& op) {
              return make_aggregate(context_, op, input_of(node, true, depth));
            },
            [&](const plan::Distinct& op) {
              return make_distinct(context_, op, input_of(node, true, depth));
            },
            [&](const plan::Sort& op) {
              return make_sort(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::TopK& op) {
              return make_top_k(context_, op, input_of(node, false, depth));
            },
            [&](const plan::Slice& op) {
              return make_slice(context_, op, input_of(node, false, depth));
            },
            [&](const plan::Unwind& op) {
              return make_unwind(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Cite& op) {
              return make_cite(context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Join& op) { return join(node, op, weights, depth); },
            [&](const plan::Trace& op) {
              OperatorPtr starts = build(*node.inputs[0], true, false, depth + 1);
              OperatorPtr ends = build(*node.inputs[1], true, false, depth + 1);
              return make_trace(context_, op, std::move(starts), std::move(ends));
            },
            [&](const plan::Apply& op) { return apply(node, op, weights, depth); },
            [&](const plan::SetOperation& op) { return set_operation(node, op, weights, depth); },
            [&](const plan::Compare& op) { return compare(node, op, depth); },
            [&](const plan::MeasureGraph& op) { return measure_graph(node, op, depth); },
        },
        node.op);
    return finish(std::move(made), node, entry);
  }

  OperatorPtr join(const PlanNode& node, const plan::Join& op, bool weights, int depth) {
    OperatorPtr left = build(*node.inputs[0], weights, false, depth + 1);
    OperatorPtr right = build(*node.inputs[1], weights, false, depth + 1);
    std::vector<Slot> from_right = new_slots(*node.inputs[1], filled_by(*node.inputs[0]));
    return make_join(context_, op, std::move(from_right), std::move(left), std::move(right));
  }

  OperatorPtr apply(const PlanNode& node, const plan::Apply& op, bool weights, int depth) {
    const bool pairs =
        op.kind == plan::Apply::Kind::Inner || op.kind == plan::Apply::Kind::Optional;
    const bool together = works_row_by_row(*node.inputs[1]);
    const Slot ordinal = together ? static_cast<Slot>(next_hidden_++) : kNoSlot;
    OperatorPtr left = build(*node.inputs[0], weights, false, depth + 1);
    auto rows = std::make_unique<OuterRows>();
    const OuterRows* before = outer_;
    const std::set<Slot> slots_before = outer_slots_;
    outer_ = rows.get();
    outer_slots_.merge(filled_by(*node.inputs[0]));
    std::vector<Slot> from_inner = new_slots(*node.inputs[1], outer_slots_);
    ++inner_depth_;
    const bool minded = pairs ? weights : op.kind != plan::Apply::Kind::Collect;
    OperatorPtr inner = build(*node.inputs[1], minded, false, depth + 1);
    --inner_depth_;
    outer_ = before;
    outer_slots_ = slots_before;
    return make_apply(context_, op, ordinal, std::move(from_inner), std::move(rows),
                      std::move(left), std::move(inner));
  }

  OperatorPtr set_operation(const PlanNode& node, const plan::SetOperation& op, bool weights,
                            int depth) {
    bool minded = true;
    if (op.op == SetOperator::UnionAll) minded = weights;
    if (op.op == SetOperator::IntersectAll || op.op == SetOperator::ExceptAll) minded = false;
    Operator::Inputs inputs;
    for (const PlanPtr& input : node.inputs)
      inputs.push_back(build(*input, minded, false, depth + 1));
    return make_set_operation(context_, op, std::move(inputs));
  }

  OperatorPtr compare(const PlanNode& node, const plan::Compare& op, int depth) {
    Operator::Inputs inputs;
    for (const PlanPtr& input : node.inputs)
      inputs.push_back(build(*input, true, false, depth + 1));
    return make_compare(context_, op, std::move(inputs));
  }

  // Whether a row comes once or often is all one to it.
  OperatorPtr measure_graph(const PlanNode& node, const plan::MeasureGraph& op, int depth) {
    Operator::Inputs inputs;
    for (const PlanPtr& input : node.inputs)
      inputs.push_back(build(*input, true, false, depth + 1));
    return std::make_unique<MeasureGraph>(context_, op, std::move(inputs));
  }

  static constexpr double kWorthCollapsing = 1024;

  QueryContext& context_;
  BuiltOperators& out_;
  bool timed_;
  std::size_t next_hidden_;
  const OuterRows* outer_ = nullptr;
  std::set<Slot> outer_slots_;  // filled outside of the inner plan that is being built
  int inner_depth_ = 0;
};

}  // namespace

BuiltOperators build_operators(const Plan& plan, QueryContext& context, bool timed) {
  BuiltOperators out;
  context.frame = context.query.slots.size() + count_applies(*plan.root);
  for (const PlanPtr& graph : plan.graphs) context.frame += count_applies(*graph);
  Builder builder(context, out, timed);
  out.root = builder.build(*plan.root, false, false, 0);
  out.root_entries = out.entries.size();
  for (const PlanPtr& graph : plan.graphs) {
    out.graphs.push_back(builder.build(*graph, false, false, 0));
  }
  return out;
}

}  // namespace sarye
