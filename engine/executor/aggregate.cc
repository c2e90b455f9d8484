// Groups and what is gathered of each.
#include <algorithm>
#include <limits>
#include <map>
#include <string_view>

#include "engine/executor/aggregates.h"
#include "engine/executor/expression.h"
#include "engine/executor/group_table.h"
#include "engine/executor/node_table.h"
#include "engine/executor/number_aggregate.h"
#include "engine/executor/operators.h"
#include "engine/planner/unique_keys.h"

namespace sarye {

namespace {

class AggregateOperator final : public Operator {
 public:
  AggregateOperator(QueryContext& context, const plan::Aggregate& plan, OperatorPtr input)
      : Operator(context),
        plan_(plan),
        evaluator_(context),
        groups_(plan.keys.size()),
        group_of_node_(context.graph, kNoGroup),
        same_argument_(same_arguments()) {
    adopt(std::move(input));
    key_node_ = node_of_keys();
    groups_are_nodes_ = plan.ascending != kNoSlot && key_node_ == plan.ascending && keys_differ();
    set_up();
  }

 private:
  Result<bool> produce(Batch& out) override {
    if (!gathered_) {
      if (auto done = gather(); !done) return done.error();
      if (auto done = finish(); !done) return done.error();
      gathered_ = true;
    }
    if (given_ == result_.size()) return false;
    const std::size_t end = std::min(result_.size(), given_ + kBatchRows);
    if (given_ == 0 && end == result_.size()) {
      out = result_;
    } else {
      std::vector<std::uint32_t> rows;
      for (std::size_t row = given_; row < end; ++row)
        rows.push_back(static_cast<std::uint32_t>(row));
      out = result_.gather(std::move(rows));
    }
    given_ = end;
    return true;
  }

  void rewind() override {
    gathered_ = false;
    given_ = 0;
    groups_ = GroupTable(plan_.keys.size());
    group_of_node_.clear();
    group_of_null_ = kNoGroup;
    set_up();
    states_.clear();
    counts_.clear();
    last_.clear();
    marks_.clear();
    highest_ = null_node();
    result_ = Batch();
    held_ = 0;
  }

  // Where each aggregate gathers.
  void set_up() {
    place_.clear();
    numeric_.clear();
    numbers_ = others_ = 0;
    for (std::size_t k = 0; k < plan_.aggregates.size(); ++k) {
      if (is_number(k)) {
        place_.push_back(numbers_++);
      } else if (NumberAggregate::is_for(plan_.aggregates[k])) {
        place_.push_back(numeric_.size());
        numeric_.emplace_back(plan_.aggregates[k]);
      } else {
        place_.push_back(others_++);
      }
    }
  }
  // min(x), max(x): x is evaluated once.
  std::vector<std::size_t> same_arguments() const {
    std::vector<std::size_t> same;
    for (std::size_t k = 0; k < plan_.aggregates.size(); ++k) {
      const auto& arguments = plan_.aggregates[k].arguments;
      std::size_t first = 0;
      while (first < k && (arguments.empty() || plan_.aggregates[first].arguments.empty() ||
                           !same_expression(arguments[0], plan_.aggregates[first].arguments[0]))) {
        ++first;
      }
      same.push_back(first);
    }
    return same;
  }
  bool is_numeric(std::size_t k) const {
    return !is_number(k) && NumberAggregate::is_for(plan_.aggregates[k]);
  }

  Result<void> gather() {
    const std::size_t n = plan_.aggregates.size();
    if (plan_.keys.empty()) make_room(1);
    Batch rows;
    std::vector<BatchColumn> keys(plan_.keys.size());
    std::vector<BatchColumn> firsts(n);
    std::vector<BatchColumn> seconds(n);
    for (;;) {
      auto more = input().next(rows);
      if (!more) return more.error();
      if (!*more) return {};
      if (key_node_ != kNoSlot && rows.column(key_node_).holds_nodes()) {
        if (auto done = group_by_node(rows, keys); !done) return done;
      } else {
        if (auto done = evaluate_keys(rows, keys); !done) return done;
        group(keys, rows.size(), of_row_);
      }
      for (std::size_t k = 0; k < n; ++k) {
        const auto& arguments = plan_.aggregates[k].arguments;
        for (std::size_t a = 0; a < arguments.size() && a < 2; ++a) {
          if (a == 0 && same_argument_[k] != k) {
            firsts[k] = firsts[same_argument_[k]];
            continue;
          }
          auto column = evaluator_.column(arguments[a], rows);
          if (!column) return column.error();
          (a == 0 ? firsts : seconds)[k] = std::move(*column);
        }
      }
      if (auto done = add(rows, firsts, seconds); !done) return done;
      auto ok = hold(groups_.bytes() + group_of_node_.bytes() +
                         states_.capacity() * sizeof(AggregateState) +
                         counts_.capacity() * sizeof(std::uint64_t) +
                         last_.capacity() * sizeof(NodeId) + bytes_of_marks() +
                         bytes_of_numeric() + held_,
                     "an aggregation");
      if (!ok) return ok;
    }
  }

  // The variable of a node that all keys are read from: then rows with one node are of one group.
  Slot node_of_keys() const {
    Slot node = kNoSlot;
    for (const BoundColumn& key : plan_.keys) {
      const std::vector<Slot> slots = slots_of(key.expression);
      if (slots.size() != 1 || (node != kNoSlot && slots[0] != node)) return kNoSlot;
      if (slots[0] >= context_.query.slots.size() ||
          context_.query.slots[slots[0]].type.kind != StaticType::Kind::Node ||
          !is_read_from(key.expression)) {
        return kNoSlot;
      }
      node = slots[0];
    }
    return node;
  }
  // A property, or the node itself.
  static bool is_read_from(const BoundExpression& e) {
    return e.kind == ExprKind::Variable ||
           (e.kind == ExprKind::Property && e.operands[0].kind == ExprKind::Variable);
  }

  Result<void> evaluate_keys(const Batch& rows, std::vector<BatchColumn>& keys) {
    for (std::size_t k = 0; k < keys.size(); ++k) {
      auto column = evaluator_.column(plan_.keys[k].expression, rows);
      if (!column) return column.error();
      keys[k] = std::move(*column);
    }
    return {};
  }

  void group(std::span<const BatchColumn> keys, std::size_t rows, std::vector<std::uint32_t>& out) {
    if (keys.empty()) {
      out.assign(rows, 0);
      return;
    }
    groups_.find_or_add_all(keys, rows, out);
    make_room(groups_.size());
  }

  // Keys are evaluated for the first row of each node alone.
  Result<void> group_by_node(const Batch& rows, std::vector<BatchColumn>& keys) {
    const BatchColumn& nodes = rows.column(key_node_);
    of_row_.resize(rows.size());
    fresh_.clear();
    std::uint32_t* of_row = of_row_.data();
    const std::uint32_t* groups = nullptr;  // by offset, of nodes of `type`
    TypeId type;
    nodes.each_node(rows.size(), [&](std::size_t row, NodeId node) {
      if (groups == nullptr || node.type() != type || node == null_node()) {
        of_row[row] = group_of(node);
        if (node != null_node()) {
          type = node.type();
          groups = group_of_node_.of_type(type);
        }
      } else {
        of_row[row] = groups[node.offset()];
      }
      if (of_row[row] != kNoGroup) return;
      fresh_.push_back(static_cast<std::uint32_t>(row));
      group_of(node) = kNextGroup;
    });
    if (fresh_.empty()) return {};
    const std::size_t fresh = fresh_.size();
    const Batch first_rows = rows.gather(fresh_);
    if (auto done = evaluate_keys(first_rows, keys); !done) return done;
    std::vector<std::uint32_t> found;
    group(keys, fresh, found);
    for (std::size_t i = 0; i < fresh; ++i) group_of(nodes.node(fresh_[i])) = found[i];
    nodes.each_node(rows.size(), [&](std::size_t row, NodeId node) {
      if (of_row[row] >= kNextGroup) of_row[row] = group_of(node);
    });
    return {};
  }

  std::uint32_t& group_of(NodeId node) {
    return node == null_node() ? group_of_null_ : group_of_node_.of(node);
  }

  Result<void> add(const Batch& rows, std::span<const BatchColumn> firsts,
                   std::span<const BatchColumn> seconds) {
    const std::size_t n = plan_.aggregates.size();
    if (plan_.ascending != kNoSlot) {
      auto in_order = check_order(rows.column(plan_.ascending), rows.size());
      if (!in_order) return in_order;
    }
    for (std::size_t k = 0; k < n; ++k) {
      const BoundAggregate& what = plan_.aggregates[k];
      if (auto done = add(rows, k, what, firsts[k], seconds[k]); !done) return done;
    }
    return {};
  }

  Result<void> add(const Batch& rows, std::size_t k, const BoundAggregate& what,
                   const BatchColumn& first, const BatchColumn& second) {
    if (what.function == FunctionId::CountStar) return add_rows(rows, k);
    if (is_in_order(k)) return add_in_order(rows, k, first);
    if (is_marked(k)) return add_marked(rows, k, first);
    if (NumberAggregate::is_for(what)) {
      return numeric_[place_[k]].add(rows, first, {of_row_.data(), rows.size()});
    }
    if (what.function == FunctionId::Count) {
      if (first.holds_nodes()) return add_nodes(rows, k, first);
      if (what.distinct && first.holds(ColumnData::Kind::Edges)) return add_edges(rows, k, first);
      if (what.distinct && first.holds(ColumnData::Kind::Texts)) return add_texts(rows, k, first);
    }
    return add_values(rows, k, first, second);
  }

  // count(*) and what is counted in order are numbers; all else has a state.
  bool is_number(std::size_t k) const {
    return plan_.aggregates[k].function == FunctionId::CountStar || is_in_order(k) || is_marked(k);
  }
  // Whether no two nodes have the same keys.
  bool keys_differ() const {
    return std::any_of(plan_.keys.begin(), plan_.keys.end(), [&](const BoundColumn& key) {
      return is_unique_key(key.expression, key_node_, context_.query, context_.graph);
    });
  }
  // count(DISTINCT x) of a node where all rows of a group come before those of the next: a mark at
  // the node tells whether the group has it.
  bool is_marked(std::size_t k) const {
    const BoundAggregate& what = plan_.aggregates[k];
    return groups_are_nodes_ && !is_in_order(k) && what.function == FunctionId::Count &&
           what.distinct && what.arguments[0].kind == ExprKind::Variable &&
           context_.query.slots[what.arguments[0].slot].type.kind == StaticType::Kind::Node;
  }
  // count(DISTINCT x) of a node that rows are in order of.
  bool is_in_order(std::size_t k) const {
    const BoundAggregate& what = plan_.aggregates[k];
    return what.function == FunctionId::Count && what.distinct && plan_.ascending != kNoSlot &&
           what.arguments[0].kind == ExprKind::Variable &&
           what.arguments[0].slot == plan_.ascending;
  }

  void make_room(std::size_t groups) {
    if (groups * numbers_ > counts_.size()) {
      counts_.resize(groups * numbers_, 0);
      if (plan_.ascending != kNoSlot) last_.resize(groups * numbers_, null_node());
    }
    for (NumberAggregate& numeric : numeric_) numeric.fit(groups);
    const std::size_t states = groups * others_;
    if (states <= states_.size()) return;
    if (states > states_.capacity()) states_.reserve(2 * states);
    states_.resize(states);
  }

  std::uint64_t bytes_of_marks() const {
    std::uint64_t sum = 0;
    for (const auto& [k, marks] : marks_) sum += marks.bytes();
    return sum;
  }

  std::uint64_t bytes_of_numeric() const {
    std::uint64_t sum = 0;
    for (const NumberAggregate& numeric : numeric_) sum += numeric.bytes();
    return sum;
  }

  AggregateState& state(std::size_t row, std::size_t k) {
    return states_[of_row_[row] * others_ + place_[k]];
  }

  Result<void> add_values(const Batch& rows, std::size_t k, const BatchColumn& first,
                          const BatchColumn& second) {
    Value made;
    Value made_second;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      auto held = state(row, k).add(plan_.aggregates[k], first.value(row, made),
                                    second.value(row, made_second), rows.weight(row));
      if (!held) return held.error();
      held_ += *held;
    }
    return {};
  }

  Result<void> add_rows(const Batch& rows, std::size_t k) {
    if (!rows.weighted()) {
      std::uint64_t* counts = counts_.data() + place_[k];
      for (const std::uint32_t group : of_row_) ++counts[group * numbers_];
      return {};
    }
    for (std::size_t row = 0; row < rows.size(); ++row) {
      std::uint64_t& count = counts_[of_row_[row] * numbers_ + place_[k]];
      if (__builtin_add_overflow(count, rows.weight(row), &count) || count >> 63 != 0) {
        return too_many(plan_.aggregates[k]);
      }
    }
    return {};
  }

  Result<void> check_order(const BatchColumn& nodes, std::size_t rows) {
    bool in_order = true;
    NodeId highest = highest_;
    nodes.each_node(rows, [&](std::size_t, NodeId node) {
      in_order = in_order && (highest == null_node() || node >= highest);
      highest = node;
    });
    highest_ = highest;
    if (in_order) return {};
    return Error{ErrorCode::Internal, "rows that were planned in order of a node are not"};
  }

  Result<void> add_marked(const Batch& rows, std::size_t k, const BatchColumn& nodes) {
    NodeTable<std::uint32_t>& marks = marks_.try_emplace(k, context_.graph, kNoGroup).first->second;
    nodes.each_node(rows.size(), [&](std::size_t row, NodeId node) {
      if (node == null_node()) return;
      std::uint32_t& mark = marks.of(node);
      if (mark == of_row_[row]) return;
      mark = of_row_[row];
      ++counts_[of_row_[row] * numbers_ + place_[k]];
    });
    return {};
  }

  // A node that is not its group's last one was never in the group.
  Result<void> add_in_order(const Batch& rows, std::size_t k, const BatchColumn& nodes) {
    std::uint64_t* counts = counts_.data() + place_[k];
    NodeId* last = last_.data() + place_[k];
    const std::uint32_t* of_row = of_row_.data();
    nodes.each_node(rows.size(), [&](std::size_t row, NodeId node) {
      const std::size_t at = of_row[row] * numbers_;
      counts[at] += last[at] != node ? 1 : 0;
      last[at] = node;
    });
    return {};
  }

  // count(DISTINCT x) of edges.
  Result<void> add_edges(const Batch& rows, std::size_t k, const BatchColumn& edges) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const EdgeId edge = edges.edge(row).id;
      if (edge != null_edge()) held_ += state(row, k).add_edge(edge);
    }
    return {};
  }

  // count(DISTINCT x) of texts.
  Result<void> add_texts(const Batch& rows, std::size_t k, const BatchColumn& column) {
    const std::vector<std::string_view>& texts = column.data().texts;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::string_view text = texts[column.index(row)];
      if (text.data() != nullptr) held_ += state(row, k).add_text(text);
    }
    return {};
  }

  // count(x) and count(DISTINCT x) of nodes.
  Result<void> add_nodes(const Batch& rows, std::size_t k, const BatchColumn& nodes) {
    const BoundAggregate& what = plan_.aggregates[k];
    TypeId type;
    std::uint32_t limit = 0;
    bool known = false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const NodeId node = nodes.node(row);
      if (node == null_node()) continue;
      if (!what.distinct) {
        if (!state(row, k).add_rows(rows.weight(row))) return too_many(what);
        continue;
      }
      if (!known || node.type() != type) {
        type = node.type();
        limit = context_.graph.node_limit(type);
        known = true;
      }
      held_ += state(row, k).add_node(node, limit);
    }
    return {};
  }

  Result<void> finish() {
    const std::size_t n = plan_.aggregates.size();
    const std::size_t count = plan_.keys.empty() ? 1 : groups_.size();
    result_ = Batch(context_.frame, count);
    CanonicalOrder order(context_);
    for (std::size_t k = 0; k < n; ++k) {
      if (is_number(k)) {
        std::vector<std::int64_t> numbers(count);
        for (std::size_t group = 0; group < count; ++group) {
          numbers[group] = static_cast<std::int64_t>(counts_[group * numbers_ + place_[k]]);
        }
        result_.set(plan_.aggregates[k].slot, BatchColumn::of_integers(std::move(numbers)));
        continue;
      }
      auto values = std::make_shared<ColumnData>();
      for (std::size_t group = 0; group < count; ++group) {
        auto value = is_numeric(k) ? numeric_[place_[k]].finish(group)
                                   : states_[group * others_ + place_[k]].finish(
                                         plan_.aggregates[k], plan_.canonical ? &order : nullptr);
        if (!value) return value.error();
        if (group == 0) values->kind = ColumnData::kind_of(*value);
        values->push(*value);
      }
      result_.set(plan_.aggregates[k].slot, BatchColumn::of(std::move(values)));
    }
    for (std::size_t k = 0; k < plan_.keys.size(); ++k) {
      result_.set(plan_.keys[k].slot, groups_.take_column(k));
    }
    states_.clear();
    counts_.clear();
    return {};
  }

  static constexpr std::uint32_t kNoGroup = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kNextGroup = kNoGroup - 1;  // known when its keys are evaluated

  const plan::Aggregate& plan_;
  Evaluator evaluator_;
  GroupTable groups_;
  Slot key_node_ = kNoSlot;
  NodeTable<std::uint32_t> group_of_node_;
  std::uint32_t group_of_null_ = kNoGroup;
  std::size_t numbers_ = 0;            // aggregates that are numbers
  std::size_t others_ = 0;             // those with a state
  std::vector<NumberAggregate> numeric_;
  std::vector<std::size_t> same_argument_;  // by aggregate: the first one with its argument
  std::vector<std::size_t> place_;     // of an aggregate among those of its sort
  std::vector<std::uint64_t> counts_;  // group by group
  std::vector<NodeId> last_;           // likewise, of what is counted in order
  bool groups_are_nodes_ = false;      // rows come in order of the node that is a group
  std::map<std::size_t, NodeTable<std::uint32_t>> marks_;  // by aggregate: a node's last group
  NodeId highest_ = null_node();                           // of the rows that came
  std::vector<AggregateState> states_;                     // likewise
  std::vector<std::uint32_t> fresh_;   // of a batch: first rows of nodes that had no group
  std::vector<std::uint32_t> of_row_;  // groups of the rows at hand
  std::uint64_t held_ = 0;
  bool gathered_ = false;
  Batch result_;
  std::size_t given_ = 0;
};

}  // namespace

OperatorPtr make_aggregate(QueryContext& context, const plan::Aggregate& plan, OperatorPtr input) {
  return std::make_unique<AggregateOperator>(context, plan, std::move(input));
}

}  // namespace sarye
