#include "engine/executor/operator_builder.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "engine/executor/gather.h"
#include "engine/executor/measure_graph.h"
#include "engine/executor/node_bounds.h"
#include "engine/executor/plan_facts.h"
#include "engine/planner/live_slots.h"

namespace sarye {

namespace {

// The hidden slot of each Apply, in which the rows of its inner side say which outer row they
// belong to. Copies of a pipeline have the same.
using HiddenSlots = std::map<const PlanNode*, Slot>;

void add_hidden_slots(const PlanNode& node, std::size_t before, HiddenSlots& out) {
  if (std::holds_alternative<plan::Apply>(node.op)) {
    const auto slot = static_cast<Slot>(before + out.size());
    out.emplace(&node, slot);
  }
  for (const PlanPtr& input : node.inputs) add_hidden_slots(*input, before, out);
}

class Builder {
 public:
  Builder(QueryContext& context, std::shared_ptr<const HiddenSlots> hidden, BuiltOperators& out,
          bool timed)
      : whole_(context), context_(&context), hidden_(std::move(hidden)), out_(out), timed_(timed) {}

  // `weights`: whoever reads the rows minds their weights. `followed`: by an expansion.
  OperatorPtr build(const PlanNode& node, bool weights, bool followed, int depth) {
    if (&node == cut_.node) {
      above_ = nullptr;
      return dealt(node, weights, followed, depth);
    }
    if (followed && weights) {
      if (const auto slot = collapsed_to(node)) {
        above_ = nullptr;
        const std::size_t at = reserve(nullptr, depth);
        return finish(make_collapse(*context_, *slot, gathered(node, weights, depth + 1)), node,
                      at);
      }
    }
    return make(node, weights, depth);
  }

 private:
  // Where a pipeline that is being built ends: below is its source.
  struct Cut {
    const PlanNode* node = nullptr;
    const DealtRows* dealt = nullptr;
    QueryContext* source_context = nullptr;  // nullptr: the source is there already
    OperatorPtr source;
    std::vector<Operator*>* operators = nullptr;  // of the pipeline
  };

  // The node, for an operator that takes all rows before it gives one: where it is worth it, copies
  // of what works on each row alone run side by side.
  OperatorPtr gathered(const PlanNode& node, bool weights, int depth) {
    const PlanNode* cut = cut_below(node, weights);
    if (cut == nullptr) return make(node, weights, depth);
    GatherParts parts;
    parts.rows = cut->rows;
    parts.source_context = whole_.for_another_thread();
    QueryContext* const source_context = parts.source_context.get();
    parts.first = pipeline(node, weights, depth, *cut, source_context, &parts.source);
    // Copies are made while the query runs, by a builder of their own.
    parts.another = [this_ = &whole_, hidden = hidden_, timed = timed_, top = &node, weights, cut] {
      BuiltOperators unlisted;
      Builder builder(*this_, hidden, unlisted, timed);
      return builder.pipeline(*top, weights, 0, *cut, nullptr, nullptr);
    };
    return make_gather(*context_, std::move(parts));
  }

  // `source`: gets the operator below the cut, made with `source_context`, unless that is nullptr.
  Pipeline pipeline(const PlanNode& top, bool weights, int depth, const PlanNode& cut,
                    QueryContext* source_context, OperatorPtr* source) {
    Pipeline out;
    out.context = whole_.for_another_thread();
    out.dealt = std::make_unique<DealtRows>();
    QueryContext* const context = std::exchange(context_, out.context.get());
    Cut before =
        std::exchange(cut_, Cut{&cut, out.dealt.get(), source_context, nullptr, &out.operators});
    out.top = make(top, weights, depth);
    if (source != nullptr) *source = std::move(cut_.source);
    cut_ = std::move(before);
    context_ = context;
    return out;
  }

  OperatorPtr dealt(const PlanNode& node, bool weights, bool followed, int depth) {
    if (cut_.source_context != nullptr) {
      Cut cut = std::exchange(cut_, Cut{});
      QueryContext* const context = std::exchange(context_, cut.source_context);
      cut.source = build(node, weights, followed, depth);
      context_ = context;
      cut_ = std::move(cut);
    }
    return make_dealt_rows(*context_, *cut_.dealt);
  }

  // The node whose rows should be dealt out to copies of what stands above it, up to `top`;
  // nullptr: there is nothing to be shared.
  const PlanNode* cut_below(const PlanNode& top, bool weights) const {
    if (whole_.threads < 2 || inner_depth_ > 0 || !whole_.query.graphs.empty()) return nullptr;
    std::vector<const PlanNode*> above;
    const PlanNode* at = &top;
    for (bool collapsed = false; !collapsed && passes_rows_on(*at);) {
      above.push_back(at);
      collapsed = weights && follows_edges(*at) && collapsed_to(*at->inputs[0]);
      at = at->inputs[0].get();
    }
    for (; at->rows < whole_.sharing.least_rows && !above.empty(); above.pop_back())
      at = above.back();
    return above.empty() ? nullptr : at;
  }

  std::size_t reserve(const PlanNode* node, int depth) {
    out_.entries.push_back({node, nullptr, depth});
    return out_.entries.size() - 1;
  }

  OperatorPtr finish(OperatorPtr made, const PlanNode& node, std::size_t entry) {
    std::vector<std::uint8_t> live(context_->frame, 0);
    for (const Slot slot : node.live) live[slot] = 1;
    for (std::size_t hidden = context_->query.slots.size(); hidden < live.size(); ++hidden) {
      live[hidden] = 1;
    }
    made->set_live(std::move(live));
    made->set_timed(timed_);
    out_.entries[entry].made = made.get();
    if (cut_.operators != nullptr) cut_.operators->push_back(made.get());
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
      if (only || context_->query.slots[slot].type.kind != StaticType::Kind::Node)
        return std::nullopt;
      only = slot;
    }
    return only;
  }

  bool is_live(const PlanNode& node, Slot slot) const {
    return slot != kNoSlot && std::binary_search(node.live.begin(), node.live.end(), slot);
  }

  static bool reads(std::span<const BoundExpression> predicates, Slot slot) {
    return slot != kNoSlot &&
           std::any_of(predicates.begin(), predicates.end(), [slot](const BoundExpression& e) {
             const std::vector<Slot> slots = slots_of(e);
             return std::binary_search(slots.begin(), slots.end(), slot);
           });
  }

  // The rows that are expected from the node's input: of a pipeline, by one copy.
  double rows_of_a_copy(const PlanNode& node) const {
    const double rows = node.inputs.empty() ? 1 : node.inputs[0]->rows;
    return cut_.node == nullptr ? rows : rows / whole_.threads;
  }

  OperatorPtr input_of(const PlanNode& node, bool weights, int depth) {
    if (node.inputs.empty()) return make_single_row(*context_);
    return build(*node.inputs[0], weights, follows_edges(node), depth + 1);
  }

  // That of an operator which takes all rows before it gives one.
  OperatorPtr whole_input_of(const PlanNode& node, bool weights, int depth) {
    if (node.inputs.empty()) return make_single_row(*context_);
    return gathered(*node.inputs[0], weights, depth + 1);
  }

  OperatorPtr make(const PlanNode& node, bool weights, int depth) {
    const std::size_t entry = reserve(&node, depth);
    const plan::Intersection* const above = std::exchange(above_, nullptr);
    OperatorPtr made = std::visit(
        Cases{
            [&](const plan::SingleRow&) { return make_single_row(*context_); },
            [&](const plan::NoRows&) { return make_no_rows(*context_); },
            [&](const plan::OuterRow&) { return make_outer_row(*context_, *outer_); },
            [&](const plan::EdgeCount& op) { return make_edge_count(*context_, op); },
            [&](const plan::NodeScan& op) {
              return make_node_scan(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::NodeByIds& op) {
              return make_node_by_ids(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::PropertyLookup& op) {
              return make_property_lookup(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::ColumnLookup& op) {
              return make_column_lookup(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::MentionTest& op) {
              return make_mention_test(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::TypeTest& op) {
              return make_type_test(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::SearchPassages& op) {
              return make_search(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Expand& op) {
              if (op.assertion != kNoSlot) {
                return make_expand_assertions(*context_, op, input_of(node, weights, depth),
                                              is_live(node, op.edge), is_live(node, op.to));
              }
              const bool counting = weights &&
                                    NodeBounds(*context_, op.predicates, op.to).decide() &&
                                    !is_live(node, op.edge) && (op.into || !is_live(node, op.to));
              auto ends =
                  above != nullptr && !counting ? make_ring_filter(*context_, *above, op) : nullptr;
              return make_expand(*context_, op, input_of(node, weights, depth),
                                 rows_of_a_copy(node), counting, std::move(ends));
            },
            [&](const plan::NeighbourCount& op) {
              return make_neighbour_count(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Intersection& op) {
              const NodeBounds bounds(*context_, op.predicates, op.to);
              std::vector<bool> wanted;
              for (const plan::Intersection::Arm& arm : op.arms) {
                wanted.push_back(is_live(node, arm.edge) || reads(bounds.rest(), arm.edge));
              }
              const bool counting = weights && bounds.decide() && !is_live(node, op.to) &&
                                    std::count(wanted.begin(), wanted.end(), true) == 0;
              const CountingRows counted = !counting          ? CountingRows::None
                                           : &node == tested_ ? CountingRows::First
                                                              : CountingRows::All;
              above_ = &op;
              return make_intersection(*context_, op, input_of(node, weights, depth),
                                       node.inputs[0]->rows, counted, std::move(wanted));
            },
            [&](const plan::TreeCount& op) {
              return make_tree_count(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::RingCount& op) {
              return make_ring_count(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::VarExpand& op) {
              return make_var_expand(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Reach& op) {
              return make_reach(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Shortest& op) {
              return make_shortest(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::EdgeEnds& op) {
              return make_edge_ends(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::EdgeListEnds& op) {
              return make_edge_list_ends(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::SharedSourceTest& op) {
              return make_shared_source(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::SameDocument& op) {
              bool reads_matches = !op.predicates.empty();
              for (const plan::SameDocument::Step& step : op.steps) {
                reads_matches = reads_matches || is_live(node, step.from) ||
                                is_live(node, step.edge) || is_live(node, step.to);
              }
              const bool counting = weights && !reads_matches;
              if (counting && counts_ways_in_documents(*context_, op)) {
                return make_same_document_count(*context_, op, input_of(node, weights, depth));
              }
              return make_same_document(*context_, op, input_of(node, weights, depth), counting);
            },
            [&](const plan::BuildPath& op) {
              return make_build_path(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Filter& op) {
              return make_filter(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Project& op) {
              return make_project(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Aggregate& op) {
              return make_aggregate(*context_, op, whole_input_of(node, true, depth));
            },
            [&](const plan::Distinct& op) {
              return make_distinct(*context_, op, whole_input_of(node, true, depth));
            },
            [&](const plan::Sort& op) {
              return make_sort(*context_, op, whole_input_of(node, weights, depth));
            },
            [&](const plan::TopK& op) {
              return make_top_k(*context_, op, whole_input_of(node, false, depth));
            },
            [&](const plan::Slice& op) {
              return make_slice(*context_, op, input_of(node, false, depth));
            },
            [&](const plan::Unwind& op) {
              return make_unwind(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Cite& op) {
              return make_cite(*context_, op, input_of(node, weights, depth));
            },
            [&](const plan::Join& op) { return join(node, op, weights, depth); },
            [&](const plan::Trace& op) {
              OperatorPtr starts = build(*node.inputs[0], true, false, depth + 1);
              OperatorPtr ends = build(*node.inputs[1], true, false, depth + 1);
              return make_trace(*context_, op, std::move(starts), std::move(ends));
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
    return make_join(*context_, op, std::move(from_right), std::move(left), std::move(right));
  }

  OperatorPtr apply(const PlanNode& node, const plan::Apply& op, bool weights, int depth) {
    const bool pairs =
        op.kind == plan::Apply::Kind::Inner || op.kind == plan::Apply::Kind::Optional;
    const bool together = works_row_by_row(*node.inputs[1]);
    const Slot ordinal = together ? hidden_->at(&node) : kNoSlot;
    OperatorPtr left = build(*node.inputs[0], weights, false, depth + 1);
    auto rows = std::make_unique<OuterRows>();
    const OuterRows* before = outer_;
    const std::set<Slot> slots_before = outer_slots_;
    outer_ = rows.get();
    outer_slots_.merge(filled_by(*node.inputs[0]));
    std::vector<Slot> from_inner = new_slots(*node.inputs[1], outer_slots_);
    ++inner_depth_;
    std::optional<std::vector<Slot>> depends_on;
    if (!pairs && op.kind != plan::Apply::Kind::Collect) depends_on = few_nodes(*node.inputs[1]);
    const bool minded = pairs ? weights : op.kind != plan::Apply::Kind::Collect;
    if (op.kind == plan::Apply::Kind::Semi || op.kind == plan::Apply::Kind::Anti ||
        op.kind == plan::Apply::Kind::Exists) {
      tested_ = node.inputs[1].get();
    }
    OperatorPtr inner = build(*node.inputs[1], minded, false, depth + 1);
    --inner_depth_;
    outer_ = before;
    outer_slots_ = slots_before;
    return make_apply(*context_, op, ordinal, std::move(from_inner), std::move(depends_on),
                      std::move(rows), std::move(left), std::move(inner));
  }

  // What an inner plan reads of its outer row, where that is a node or two, or nothing.
  std::optional<std::vector<Slot>> few_nodes(const PlanNode& inner) const {
    std::vector<Slot> read;
    add_tree_slots(inner, read);
    std::set<Slot> outer;
    for (const Slot slot : read) {
      if (outer_slots_.count(slot) != 0) outer.insert(slot);
    }
    const auto is_node = [&](Slot slot) {
      const auto& slots = context_->query.slots;
      return slot < slots.size() && slots[slot].type.kind == StaticType::Kind::Node;
    };
    if (outer.size() > 2 || !std::all_of(outer.begin(), outer.end(), is_node)) return std::nullopt;
    return std::vector<Slot>(outer.begin(), outer.end());
  }

  OperatorPtr set_operation(const PlanNode& node, const plan::SetOperation& op, bool weights,
                            int depth) {
    bool minded = true;
    if (op.op == SetOperator::UnionAll) minded = weights;
    if (op.op == SetOperator::IntersectAll || op.op == SetOperator::ExceptAll) minded = false;
    Operator::Inputs inputs;
    for (const PlanPtr& input : node.inputs)
      inputs.push_back(build(*input, minded, false, depth + 1));
    return make_set_operation(*context_, op, std::move(inputs));
  }

  OperatorPtr compare(const PlanNode& node, const plan::Compare& op, int depth) {
    Operator::Inputs inputs;
    for (const PlanPtr& input : node.inputs)
      inputs.push_back(build(*input, true, false, depth + 1));
    return make_compare(*context_, op, std::move(inputs));
  }

  // Whether a row comes once or often is all one to it.
  OperatorPtr measure_graph(const PlanNode& node, const plan::MeasureGraph& op, int depth) {
    Operator::Inputs inputs;
    for (const PlanPtr& input : node.inputs)
      inputs.push_back(build(*input, true, false, depth + 1));
    return std::make_unique<MeasureGraph>(*context_, op, std::move(inputs));
  }

  static constexpr double kWorthCollapsing = 1024;

  QueryContext& whole_;    // of the query
  QueryContext* context_;  // of what is being built
  std::shared_ptr<const HiddenSlots> hidden_;
  BuiltOperators& out_;
  bool timed_;
  Cut cut_;
  const plan::Intersection* above_ = nullptr;  // what reads the rows of the node that is made next
  const PlanNode* tested_ = nullptr;  // of whose rows it is only asked whether there are any
  const OuterRows* outer_ = nullptr;
  std::set<Slot> outer_slots_;  // filled outside of the inner plan that is being built
  int inner_depth_ = 0;
};

}  // namespace

BuiltOperators build_operators(const Plan& plan, QueryContext& context, bool timed) {
  BuiltOperators out;
  HiddenSlots hidden;
  const std::size_t slots = context.query.slots.size();
  add_hidden_slots(*plan.root, slots, hidden);
  for (const PlanPtr& graph : plan.graphs) add_hidden_slots(*graph, slots, hidden);
  context.frame = slots + hidden.size();
  Builder builder(context, std::make_shared<const HiddenSlots>(std::move(hidden)), out, timed);
  out.root = builder.build(*plan.root, false, false, 0);
  out.root_entries = out.entries.size();
  for (const PlanPtr& graph : plan.graphs) {
    out.graphs.push_back(builder.build(*graph, false, false, 0));
  }
  return out;
}

}  // namespace sarye
