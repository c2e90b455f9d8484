// Clauses to operators, one after another; patterns are PatternPlan's, rewrites stand in rules/.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/planner/expressions.h"
#include "engine/planner/match_clauses.h"
#include "engine/planner/measure_cost.h"
#include "engine/planner/pattern_plan.h"
#include "engine/planner/plan.h"
#include "engine/planner/rules/rules.h"
#include "engine/planner/trace_plan.h"

namespace sarye {
namespace {

class Planner {
 public:
  Planner(const BoundQuery& query, const Catalog& catalog, const PlanOptions& options, Plan& out)
      : query_(query), catalog_(catalog), options_(options), estimate_(query, catalog), out_(out) {}

  PlanPtr whole() {
    if (query_.compare) return compare(*query_.compare);
    if (query_.parts.size() == 1) return part(query_.parts[0], single_row(), true).tree;
    PlanPtr tree;
    for (std::size_t i = 0; i < query_.parts.size(); ++i) {
      PlanPtr next = part(query_.parts[i], single_row(), false).tree;
      if (i == 0) {
        tree = std::move(next);
        continue;
      }
      tree = combine(i, std::move(tree), std::move(next));
    }
    if (catalog_.ontology().closed()) {
      plan::Sort sort;
      for (const auto& [name, slot] : query_.columns) sort.canonical.push_back(slot);
      if (query_.cite) sort.canonical.push_back(query_.cite->slot);
      const double rows = tree->rows;
      tree = make_node(std::move(sort), rows, std::move(tree));
    }
    return tree;
  }

  // The tree of a graph that measures are taken of. Its rows are read by nobody but the
  // MeasureGraph at its top, which wants the graph's sources.
  PlanPtr graph(std::uint16_t index) {
    const BoundGraph& graph = query_.graphs[index];
    std::vector<Slot> wanted;
    for (const BoundGraph::Source& source : graph.sources) wanted.push_back(source.slot);
    if (graph.weight) wanted.push_back(graph.weight_slot);
    std::vector<PlanPtr> inputs;
    double most = 0;
    for (const BoundPart& each : graph.parts) {
      PlannedRows rows = part(each, single_row(), false);
      if (graph.weight) {
        fill_subqueries({&*graph.weight}, rows);
        plan::Project project{{{graph.weight_slot, "weight", *graph.weight}}};
        add(std::move(project), rows, rows.tree->rows);
      }
      if (options_.optimise) rules::top_k(rows.tree);
      rules::prune(rows.tree, wanted);
      most = std::max(most, rows.tree->rows);
      inputs.push_back(std::move(rows.tree));
    }
    const GraphSize size = estimated_size(graph, query_, catalog_, most);
    PlanPtr out = make_node(plan::MeasureGraph{index, size.nodes, size.edges, size.arcs}, 0);
    out->inputs = std::move(inputs);
    return out;
  }

 private:
  static PlannedRows single_row() { return {make_node(plan::SingleRow{}, 1), {}}; }

  const BoundProjection& result_of(std::size_t part) const {
    return std::get<BoundProjection>(query_.parts[part].clauses.back());
  }

  // The set operation before part `i`, of what there is and that part.
  PlanPtr combine(std::size_t i, PlanPtr left, PlanPtr right) {
    plan::SetOperation op;
    op.op = query_.operators[i - 1];
    const auto slots_by_name = [&](std::size_t part) {
      std::vector<Slot> slots;
      for (const auto& [name, slot] : query_.columns) {
        for (const BoundColumn& column : result_of(part).columns) {
          if (column.name == name) slots.push_back(column.slot);
        }
      }
      return slots;
    };
    for (const auto& [name, slot] : query_.columns) op.slots.push_back(slot);
    op.column_slots = {i == 1 ? slots_by_name(0) : op.slots, slots_by_name(i)};
    if (query_.cite) {
      const auto cite_of = [&](std::size_t part) {
        return result_of(part).cite ? result_of(part).cite->slot : kNoSlot;
      };
      op.cite_slots = {i == 1 ? cite_of(0) : query_.cite->slot, cite_of(i)};
      op.cite_slot = query_.cite->slot;
    }
    double rows = left->rows + right->rows;
    if (op.op == SetOperator::Intersect || op.op == SetOperator::IntersectAll) {
      rows = std::min(left->rows, right->rows) / 2;
    } else if (op.op == SetOperator::Except || op.op == SetOperator::ExceptAll) {
      rows = left->rows / 2;
    }
    PlanPtr out = make_node(std::move(op), rows);
    out->inputs.push_back(std::move(left));
    out->inputs.push_back(std::move(right));
    return out;
  }

  // The question of each set as an input, side by side; then the order of the findings.
  PlanPtr compare(const BoundCompare& compare) {
    PlanPtr tree = make_node(plan::Compare{compare, query_.cite ? query_.cite->slot : kNoSlot}, 0);
    for (const BoundPart& one : query_.parts) {
      tree->inputs.push_back(part(one, single_row(), false).tree);
      tree->rows = std::max(tree->rows, tree->inputs.back()->rows);
    }
    // A product stands in the plan of every set, and is told of once.
    std::vector<Notice>& notices = out_.notices;
    for (auto it = notices.begin(); it != notices.end();) {
      const bool known = std::any_of(notices.begin(), it,
                                     [&](const Notice& other) { return other.text == it->text; });
      it = known ? notices.erase(it) : it + 1;
    }
    PlannedRows rows{std::move(tree), {}};
    std::vector<Slot> slots;
    for (const BoundColumn& column : compare.result.columns) slots.push_back(column.slot);
    order(compare.result, slots, false, rows);
    return std::move(rows.tree);
  }

  // `outermost`: rows of the RETURN come in the fixed order.
  PlannedRows part(const BoundPart& part, PlannedRows rows, bool outermost, bool inner = false) {
    const bool ordered_before = ordered_;
    const bool outermost_before = outermost_;
    const bool inner_before = inner_;
    std::vector<Slot> cited_before = std::move(cited_);
    ordered_ = false;
    cited_.clear();
    if (const auto* last = std::get_if<BoundProjection>(&part.clauses.back());
        last != nullptr && last->cite) {
      cited_ = last->cite->slots;
    }
    outermost_ = outermost;
    inner_ = inner;
    for (std::size_t i = 0; i < part.clauses.size(); ++i) {
      const BoundClause& clause = part.clauses[i];
      if (std::holds_alternative<BoundMatch>(clause)) {
        matches(part.clauses, i, rows);
      } else if (const auto* projection = std::get_if<BoundProjection>(&clause)) {
        this->projection(*projection, rows);
      } else if (const auto* list = std::get_if<BoundUnwind>(&clause)) {
        fill_subqueries({&list->list}, rows);
        add(plan::Unwind{list->list, list->slot}, rows, rows.tree->rows * 10);
        rows.bound.insert(list->slot);
      } else if (const auto* trace = std::get_if<BoundTrace>(&clause)) {
        this->trace(*trace, rows);
      } else {
        const auto& search = std::get<BoundSearch>(clause);
        fill_subqueries({&search.text}, rows);
        add(plan::SearchPassages{search}, rows, rows.tree->rows * 20);
        rows.bound.insert(search.passage);
        if (search.score != kNoSlot) rows.bound.insert(search.score);
      }
    }
    ordered_ = ordered_before;
    outermost_ = outermost_before;
    inner_ = inner_before;
    cited_ = std::move(cited_before);
    return rows;
  }

  void add(PlanOperator op, PlannedRows& rows, double estimate) {
    rows.tree = make_node(std::move(op), estimate, std::move(rows.tree));
  }

  // The MATCH at `i` with those behind it that can be planned with it; `i` becomes the last of
  // them.
  void matches(const std::vector<BoundClause>& clauses, std::size_t& i, PlannedRows& rows) {
    const BoundMatch* first = &std::get<BoundMatch>(clauses[i]);
    std::optional<BoundMatch> all;
    while (options_.optimise && i + 1 < clauses.size()) {
      const auto* next = std::get_if<BoundMatch>(&clauses[i + 1]);
      auto both = next == nullptr ? std::nullopt : taken_together(all ? *all : *first, *next);
      if (!both) break;
      all = std::move(both);
      ++i;
    }
    match(all ? *all : *first, rows);
  }

  void match(const BoundMatch& match, PlannedRows& rows) {
    PatternPlan pattern(match, query_, catalog_, options_.optimise, out_.notices);
    if (!match.optional) {
      rows = pattern.build(std::move(rows));
      conditions(pattern.subquery_predicates(), rows);
      return;
    }
    PlannedRows inner{make_node(plan::OuterRow{}, 1), rows.bound};
    inner = pattern.build(std::move(inner));
    conditions(pattern.subquery_predicates(), inner);
    plan::Apply apply;
    apply.kind = plan::Apply::Kind::Optional;
    const auto add_null = [&](Slot slot) {
      if (slot != kNoSlot && rows.bound.count(slot) == 0) apply.nulls.push_back(slot);
    };
    for (const PatternNode& node : match.nodes) add_null(node.slot);
    for (const PatternEdge& edge : match.edges) add_null(edge.slot);
    for (const PatternPath& path : match.paths) add_null(path.slot);
    if (match.shared) add_null(match.shared->alias);
    for (const Slot slot : apply.nulls) rows.bound.insert(slot);
    apply_inner(std::move(apply), std::move(inner.tree), rows);
  }

  // Chains come in their rank, and TOP cuts what WHERE leaves.
  void trace(const BoundTrace& trace, PlannedRows& rows) {
    std::vector<BoundExpression> of_chains;
    rows = plan_trace(trace, query_, catalog_, options_, out_.notices, of_chains);
    conditions(of_chains, rows);
    const double top = count_of(trace.top, query_, rows.tree->rows);
    add(plan::Slice{std::nullopt, trace.top}, rows, std::clamp(top, 0.0, rows.tree->rows));
    ranked_ = true;
    ordered_ = true;
  }

  void apply_inner(plan::Apply apply, PlanPtr inner, PlannedRows& rows) {
    const double outer = rows.tree->rows;
    double estimate = outer;
    switch (apply.kind) {
      case plan::Apply::Kind::Inner:
        estimate = outer * inner->rows;
        break;
      case plan::Apply::Kind::Optional:
        estimate = outer * std::max(1.0, inner->rows);
        break;
      case plan::Apply::Kind::Semi:
        estimate = outer * std::min(0.9, inner->rows);
        break;
      case plan::Apply::Kind::Anti:
        estimate = outer * std::max(0.1, 1 - inner->rows);
        break;
      default:
        break;
    }
    if (apply.slot != kNoSlot) rows.bound.insert(apply.slot);
    PlanPtr out = make_node(std::move(apply), estimate);
    out->inputs.push_back(std::move(rows.tree));
    out->inputs.push_back(std::move(inner));
    rows.tree = std::move(out);
  }

  PlanPtr inner_plan(const BoundSubquery& subquery, const std::set<Slot>& bound) {
    const auto plan_part = [&](const BoundPart& one) {
      return part(one, {make_node(plan::OuterRow{}, 1), bound}, false, true).tree;
    };
    PlanPtr tree = plan_part(subquery.part);
    std::vector<Slot> merged;
    for (const auto& [name, slot] : subquery.columns) merged.push_back(slot);
    for (std::size_t i = 0; i < subquery.more.size(); ++i) {
      const auto slots_of_part = [&](const BoundPart& one) {
        std::vector<Slot> slots;
        for (const auto& [name, slot] : subquery.columns) {
          for (const BoundColumn& column : std::get<BoundProjection>(one.clauses.back()).columns) {
            if (column.name == name) slots.push_back(column.slot);
          }
        }
        return slots;
      };
      plan::SetOperation op;
      op.op = subquery.operators[i];
      op.slots = merged;
      op.column_slots = {i == 0 ? slots_of_part(subquery.part) : merged,
                         slots_of_part(subquery.more[i])};
      PlanPtr right = plan_part(subquery.more[i]);
      PlanPtr both = make_node(std::move(op), tree->rows + right->rows);
      both->inputs.push_back(std::move(tree));
      both->inputs.push_back(std::move(right));
      tree = std::move(both);
    }
    return tree;
  }

  // Puts the results of the subqueries that the expressions read into their slots.
  void fill_subqueries(const std::vector<const BoundExpression*>& expressions, PlannedRows& rows) {
    std::vector<std::uint16_t> needed;
    for (const BoundExpression* e : expressions) collect_subqueries(*e, needed);
    for (const std::uint16_t index : needed) {
      const BoundSubquery& subquery = query_.subqueries[index];
      if (rows.bound.count(subquery.slot) != 0) continue;
      PlanPtr inner = inner_plan(subquery, rows.bound);
      plan::Apply apply;
      switch (subquery.kind) {
        case BoundSubquery::Kind::Exists:
          apply.kind = plan::Apply::Kind::Exists;
          break;
        case BoundSubquery::Kind::Count:
          apply.kind = plan::Apply::Kind::Count;
          break;
        case BoundSubquery::Kind::Collect:
          apply.kind = plan::Apply::Kind::Collect;
          apply.value = subquery.value;
          break;
      }
      apply.slot = subquery.slot;
      apply_inner(std::move(apply), std::move(inner), rows);
    }
  }

  // EXISTS and NOT EXISTS as conditions become semi and anti joins; others are computed, then
  // tested.
  void conditions(const std::vector<BoundExpression>& predicates, PlannedRows& rows) {
    plan::Filter rest;
    double share = 1;
    for (const BoundExpression& predicate : predicates) {
      const bool negated = predicate.kind == ExprKind::Not;
      const BoundExpression& e = negated ? predicate.operands[0] : predicate;
      if (e.kind == ExprKind::Subquery &&
          query_.subqueries[e.index].kind == BoundSubquery::Kind::Exists) {
        plan::Apply apply;
        apply.kind = negated ? plan::Apply::Kind::Anti : plan::Apply::Kind::Semi;
        PlanPtr inner = inner_plan(query_.subqueries[e.index], rows.bound);
        apply_inner(std::move(apply), std::move(inner), rows);
        continue;
      }
      fill_subqueries({&predicate}, rows);
      share *= estimate_.selectivity(predicate);
      rest.predicates.push_back(predicate);
    }
    if (!rest.predicates.empty()) add(std::move(rest), rows, rows.tree->rows * share);
  }

  void projection(const BoundProjection& projection, PlannedRows& rows) {
    bool one_row = std::holds_alternative<plan::SingleRow>(rows.tree->op);
    if (projection.aggregating) {
      aggregate(projection, rows);
      one_row = projection.keys.empty();
    }
    std::vector<Slot> slots;
    plan::Project project;
    std::vector<const BoundExpression*> expressions;
    for (const BoundColumn& column : projection.columns) {
      slots.push_back(column.slot);
      const bool passed =
          column.expression.kind == ExprKind::Variable && column.expression.slot == column.slot;
      if (passed) continue;
      expressions.push_back(&column.expression);
      project.columns.push_back(column);
    }
    fill_subqueries(expressions, rows);
    if (!project.columns.empty()) add(std::move(project), rows, rows.tree->rows);
    for (const Slot slot : slots) rows.bound.insert(slot);
    const bool cite_first = projection.cite && projection.distinct;
    if (cite_first) cite(projection, rows);
    if (projection.distinct) {
      plan::Distinct distinct{slots, cite_first ? projection.cite->slot : kNoSlot};
      add(std::move(distinct), rows, std::max(1.0, rows.tree->rows * 0.7));
    }
    order(projection, slots, one_row, rows);
    if (projection.cite && !cite_first) cite(projection, rows);
    conditions_after(projection, rows);
  }

  void conditions_after(const BoundProjection& projection, PlannedRows& rows) {
    if (projection.where.empty()) return;
    conditions(projection.where, rows);
  }

  void cite(const BoundProjection& projection, PlannedRows& rows) {
    rows.bound.insert(projection.cite->slot);
    add(plan::Cite{*projection.cite}, rows, rows.tree->rows);
  }

  void aggregate(const BoundProjection& projection, PlannedRows& rows) {
    plan::Aggregate op;
    std::vector<const BoundExpression*> expressions;
    for (const BoundColumn& key : projection.keys) {
      op.keys.push_back(key);
      expressions.push_back(&key.expression);
    }
    bool collects = false;
    for (const BoundAggregate& aggregate : projection.aggregates) {
      op.aggregates.push_back(aggregate);
      collects = collects || aggregate.function == FunctionId::Collect;
      for (const BoundExpression& argument : aggregate.arguments) expressions.push_back(&argument);
    }
    op.canonical = collects && !ordered_ && catalog_.ontology().closed();
    fill_subqueries(expressions, rows);
    const double groups =
        projection.keys.empty() ? 1 : std::max(1.0, std::pow(rows.tree->rows, 0.75));
    for (const BoundColumn& key : projection.keys) rows.bound.insert(key.slot);
    for (const BoundAggregate& aggregate : projection.aggregates) rows.bound.insert(aggregate.slot);
    add(std::move(op), rows, groups);
  }

  void order(const BoundProjection& projection, const std::vector<Slot>& slots, bool one_row,
             PlannedRows& rows) {
    const bool cut = projection.skip || projection.limit;
    // In a literature store rows come in the order of stable keys, so that what LIMIT leaves does
    // not depend on the plan (DECISIONS 6).
    const bool fixed = catalog_.ontology().closed() && !one_row && !inner_ && !ranked_ &&
                       (cut || (projection.is_return && outermost_));
    if (!projection.order_by.empty() || fixed) {
      plan::Sort sort;
      sort.items = projection.order_by;
      if (fixed) {
        sort.canonical = slots;
        // Rows that look alike may still cite different sources.
        for (const Slot slot : cited_) {
          if (rows.bound.count(slot) != 0) sort.canonical.push_back(slot);
        }
      }
      std::vector<const BoundExpression*> expressions;
      for (const BoundSortItem& item : projection.order_by) expressions.push_back(&item.expression);
      fill_subqueries(expressions, rows);
      add(std::move(sort), rows, rows.tree->rows);
    }
    if (!projection.order_by.empty()) ordered_ = true;
    if (!cut) return;
    double estimate = rows.tree->rows;
    if (projection.skip) estimate = std::max(0.0, estimate - count_of(*projection.skip, query_, 0));
    if (projection.limit) {
      estimate = std::min(estimate, std::max(0.0, count_of(*projection.limit, query_, estimate)));
    }
    add(plan::Slice{projection.skip, projection.limit}, rows, estimate);
  }

  const BoundQuery& query_;
  const Catalog& catalog_;
  const PlanOptions& options_;
  Estimator estimate_;
  Plan& out_;
  bool ordered_ = false;  // the part has an ORDER BY so far
  bool outermost_ = true;
  bool inner_ = false;
  bool ranked_ = false;      // rows come in the rank of a TRACE, which is as fixed as stable keys
  std::vector<Slot> cited_;  // what the part's CITE reads
};

}  // namespace

Plan make_plan(const BoundQuery& query, const Catalog& catalog, const PlanOptions& options) {
  Plan out;
  out.columns = query.columns;
  out.cite = query.cite;
  Planner planner(query, catalog, options, out);
  out.root = planner.whole();
  for (std::uint16_t i = 0; i < query.graphs.size(); ++i) out.graphs.push_back(planner.graph(i));
  if (options.optimise) {
    rules::top_k(out.root);
    rules::reach(out.root);
    rules::same_document(out.root, catalog);
    rules::intersection(out.root);
    rules::edge_test(out.root);
    rules::edge_count(out.root, query, catalog);
    rules::tree_count(out.root, query);
    rules::ring_count(out.root, query, catalog);
    rules::assertion_rows(out.root);
    rules::ascending(out.root, catalog);
    rules::neighbour_count(out.root, query, catalog);
  }
  std::vector<Slot> wanted;
  for (const auto& [name, slot] : out.columns) wanted.push_back(slot);
  if (out.cite) wanted.push_back(out.cite->slot);
  rules::prune(out.root, wanted);
  return out;
}

}  // namespace sarye
