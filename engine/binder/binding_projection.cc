// WITH and RETURN: columns, grouping, and what ORDER BY and WHERE may see after them.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

bool contains(const std::vector<Slot>& slots, Slot slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

// The column or key that is exactly this expression.
const BoundColumn* same_column(const std::vector<BoundColumn>& columns, const BoundExpression& e) {
  for (const BoundColumn& column : columns) {
    if (same_expression(column.expression, e)) return &column;
  }
  return nullptr;
}

bool binds_a_slot(ExprKind kind) {
  return kind == ExprKind::ListComprehension || kind == ExprKind::All || kind == ExprKind::Any ||
         kind == ExprKind::None || kind == ExprKind::Single;
}

bool is_property_of_variable(const BoundExpression& e) {
  return e.kind == ExprKind::Property && e.operands[0].kind == ExprKind::Variable;
}

void read_column(BoundExpression& e, const BoundColumn& column) {
  const TextPlace place = e.place;
  StaticType type = std::move(e.type);
  e = variable(column.slot, std::move(type));
  e.place = place;
}

}  // namespace

Result<std::string> Binding::column_name(const ast::ProjectionItem& item, bool is_return) const {
  if (item.alias) return item.alias->text;
  if (item.expression.kind == ast::ExpressionKind::Variable) return item.expression.text;
  if (is_return) return item.source_text;
  return semantic("NoExpressionAlias", item.place,
                  "an expression in WITH needs a name for what follows",
                  item.source_text + " AS name");
}

Result<BoundProjection> Binding::projection(const ast::Projection& written, bool is_return,
                                            const std::optional<ast::Expression>* where,
                                            const ast::Cite* cite) {
  BoundProjection out;
  out.place = written.place;
  out.is_return = is_return;
  out.distinct = written.distinct;
  if (written.star && is_return && scope_.empty()) {
    return semantic("NoVariablesInScope", written.place,
                    "* stands for all variables, and there are none",
                    "name something in MATCH: (f:Firm)");
  }
  for (const ast::ProjectionItem& item : written.items) {
    out.aggregating = out.aggregating || contains_aggregate(item.expression);
  }
  const Scope before = scope_;
  auto columns = out.aggregating ? grouped_columns(written, out) : plain_columns(written, out);
  if (!columns) return columns.error();
  Scope after;
  for (const BoundColumn& column : out.columns) {
    if (after.find(column.name) != kNoSlot) {
      return semantic("ColumnNameConflict", written.place, "two columns are called " + column.name,
                      "give one of them another name with AS");
    }
    after.add(column.name, column.slot);
  }
  if (auto ok = order_and_where(written, out, before, after, where); !ok) return ok.error();
  auto skip = row_count(written.skip, "SKIP");
  if (!skip) return skip.error();
  out.skip = std::move(*skip);
  auto limit = row_count(written.limit, "LIMIT");
  if (!limit) return limit.error();
  out.limit = std::move(*limit);
  if (cite != nullptr) {
    if (auto ok = bind_cite(*cite, before, after, out); !ok) return ok.error();
  }
  scope_ = std::move(after);
  if (out.aggregating || out.distinct) {
    // What was not passed on is gone.
    std::erase_if(citable_, [&](Slot slot) {
      return std::none_of(out.columns.begin(), out.columns.end(),
                          [&](const BoundColumn& column) { return column.slot == slot; });
    });
  }
  return out;
}

Result<void> Binding::plain_columns(const ast::Projection& written, BoundProjection& out) {
  if (written.star) {
    for (const auto& [name, slot] : scope_.names()) {
      out.columns.push_back({slot, name, variable(slot, type_of(slot))});
    }
  }
  for (const ast::ProjectionItem& item : written.items) {
    Place at;
    auto bound = expression(item.expression, at);
    if (!bound) return bound.error();
    auto name = column_name(item, out.is_return);
    if (!name) return name.error();
    const bool passed = bound->kind == ExprKind::Variable;
    const Slot slot = passed ? bound->slot : new_slot(*name, bound->type);
    out.columns.push_back({slot, std::move(*name), std::move(*bound)});
  }
  return {};
}

Result<void> Binding::grouped_columns(const ast::Projection& written, BoundProjection& out) {
  const auto add_key = [&](BoundExpression e) {
    const bool passed = e.kind == ExprKind::Variable;
    const Slot slot = passed ? e.slot : new_slot("", e.type);
    const StaticType type = e.type;
    out.keys.push_back({slot, "", std::move(e)});
    return variable(slot, type);
  };
  if (written.star) {
    for (const auto& [name, slot] : scope_.names()) {
      out.columns.push_back({slot, name, add_key(variable(slot, type_of(slot)))});
    }
  }
  const std::size_t first = out.columns.size();
  out.columns.resize(first + written.items.size());
  // Keys first: an expression beside an aggregate may only use them.
  for (const bool aggregates : {false, true}) {
    for (std::size_t i = 0; i < written.items.size(); ++i) {
      const ast::ProjectionItem& item = written.items[i];
      if (contains_aggregate(item.expression) != aggregates) continue;
      Place at;
      if (aggregates) at.aggregates = &out.aggregates;
      auto bound = expression(item.expression, at);
      if (!bound) return bound.error();
      auto name = column_name(item, out.is_return);
      if (!name) return name.error();
      BoundExpression e = std::move(*bound);
      if (aggregates) {
        std::vector<Slot> inner;
        if (auto ok = regroup(e, out, inner); !ok) return ok.error();
      } else {
        e = add_key(std::move(e));
      }
      const Slot slot = e.kind == ExprKind::Variable ? e.slot : new_slot(*name, e.type);
      out_.slots[slot].name = out_.slots[slot].name.empty() ? *name : out_.slots[slot].name;
      out.columns[first + i] = {slot, std::move(*name), std::move(e)};
    }
  }
  return {};
}

// Of an expression beside an aggregate: its variables and the properties of its variables must be
// keys.
Result<void> Binding::regroup(BoundExpression& e, const BoundProjection& out,
                              std::vector<Slot>& inner) const {
  if (e.kind == ExprKind::Variable || is_property_of_variable(e)) {
    if (const BoundColumn* key = same_column(out.keys, e)) {
      read_column(e, *key);
      return {};
    }
  }
  std::vector<Slot> read;
  if (e.kind == ExprKind::Subquery) read = outer_slots(out_.subqueries[e.index]);
  if (e.kind == ExprKind::Variable) read.push_back(e.slot);
  for (const Slot slot : read) {
    const auto is_slot = [slot](const auto& of) { return of.slot == slot; };
    const bool known = contains(inner, slot) ||
                       std::any_of(out.aggregates.begin(), out.aggregates.end(), is_slot) ||
                       std::any_of(out.keys.begin(), out.keys.end(), is_slot) ||
                       std::any_of(out.columns.begin(), out.columns.end(), is_slot);
    if (known) continue;
    return semantic(
        "AmbiguousAggregationExpression", e.place,
        out_.slots[slot].name + " stands beside an aggregate, but is not a column of its own",
        "return it as a column too, or compute both in a WITH first");
  }
  const bool binds = binds_a_slot(e.kind);
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    if (binds && i == 1) inner.push_back(e.slot);
    if (auto ok = regroup(e.operands[i], out, inner); !ok) return ok.error();
  }
  if (binds && e.operands.size() > 1) inner.pop_back();
  return {};
}

// After DISTINCT or aggregation only what was projected is there: whole expressions that are
// columns count as their columns.
Result<void> Binding::only_projected(BoundExpression& e, const BoundProjection& out,
                                     std::vector<Slot>& inner) const {
  const BoundColumn* column = same_column(out.aggregating ? out.keys : out.columns, e);
  if (column != nullptr) {
    read_column(e, *column);
    return {};
  }
  std::vector<Slot> read;
  if (e.kind == ExprKind::Subquery) read = outer_slots(out_.subqueries[e.index]);
  if (e.kind == ExprKind::Variable) read.push_back(e.slot);
  for (const Slot slot : read) {
    const bool known = contains(inner, slot) ||
                       std::any_of(out.columns.begin(), out.columns.end(),
                                   [&](const BoundColumn& other) { return other.slot == slot; });
    if (known) continue;
    return semantic("UndefinedVariable", e.place,
                    out_.slots[slot].name + " is gone after " +
                        (out.aggregating ? "the aggregation" : "DISTINCT") +
                        ": only what was projected is there",
                    "add it to the columns");
  }
  const bool binds = binds_a_slot(e.kind);
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    if (binds && i == 1) inner.push_back(e.slot);
    if (auto ok = only_projected(e.operands[i], out, inner); !ok) return ok.error();
  }
  if (binds && e.operands.size() > 1) inner.pop_back();
  return {};
}

Result<void> Binding::order_and_where(const ast::Projection& written, BoundProjection& out,
                                      const Scope& before, const Scope& after,
                                      const std::optional<ast::Expression>* where) {
  const Scope both = Scope::over(after, before);
  const bool narrow = out.aggregating || out.distinct;
  const auto bind_in = [&](const Scope& scope, const ast::Expression& e,
                           bool is_condition) -> Result<BoundExpression> {
    std::vector<BoundAggregate> aggregates = out.aggregates;
    Place at;
    at.condition = is_condition;
    at.why_no_aggregate =
        is_condition ? "in WHERE" : "in ORDER BY of a projection without aggregates";
    if (!is_condition && out.aggregating) at.aggregates = &aggregates;
    scope_ = scope;
    auto bound = expression(e, at);
    if (bound && aggregates.size() != out.aggregates.size()) {
      return semantic("UndefinedVariable", e.place,
                      "this aggregate is not among the columns, and what it needs is gone",
                      "return it as a column, then order by that");
    }
    return bound;
  };
  const auto bind_after = [&](const ast::Expression& e,
                              bool is_condition) -> Result<BoundExpression> {
    if (!narrow) return bind_in(both, e, is_condition);
    const bool aggregates = contains_aggregate(e);
    // An expression that was projected as it stands is that column, also where a new name hides an
    // old one.
    if (e.kind != ast::ExpressionKind::Variable && !aggregates) {
      auto bound = bind_in(before, e, is_condition);
      const BoundColumn* column =
          bound ? same_column(out.aggregating ? out.keys : out.columns, *bound) : nullptr;
      if (column != nullptr) {
        read_column(*bound, *column);
        return bound;
      }
    }
    if (!aggregates) {
      auto bound = bind_in(after, e, is_condition);
      if (bound) return bound;
    }
    auto bound = bind_in(both, e, is_condition);
    if (!bound) return bound.error();
    std::vector<Slot> inner;
    auto ok = aggregates ? regroup(*bound, out, inner) : only_projected(*bound, out, inner);
    if (!ok) return ok.error();
    return bound;
  };
  for (const ast::SortItem& item : written.order_by) {
    auto bound = bind_after(item.expression, false);
    if (!bound) return bound.error();
    out.order_by.push_back({std::move(*bound), item.descending});
  }
  if (where == nullptr || !*where) return {};
  auto bound = bind_after(**where, true);
  if (!bound) return bound.error();
  if (auto ok = check_boolean(*bound, "WHERE"); !ok) return ok.error();
  add_conjuncts(std::move(*bound), out.where);
  return {};
}

Result<std::optional<BoundExpression>> Binding::row_count(const std::optional<ast::Expression>& e,
                                                          const char* word) {
  std::optional<BoundExpression> out;
  if (!e) return out;
  Place at;
  at.why_no_aggregate = "in SKIP or LIMIT";
  auto bound = expression(*e, at);
  if (!bound && bound.error().name != "UndefinedVariable") return bound.error();
  if (!bound || !is_constant(*bound)) {
    return semantic("NonConstantExpression", e->place,
                    std::string(word) + " is the same for all rows: it can read no variable",
                    "write a number or a parameter");
  }
  if (!bound->type.may_be(Kind::Integer)) {
    return semantic("InvalidArgumentType", e->place,
                    std::string(word) + " needs an Integer, this is " + describe(bound->type));
  }
  if (bound->kind == ExprKind::Literal && bound->value.type() == ValueType::Integer &&
      bound->value.integer() < 0) {
    return semantic("NegativeIntegerArgument", e->place, std::string(word) + " cannot be negative");
  }
  out = std::move(*bound);
  return out;
}

Result<void> Binding::bind_cite(const ast::Cite& cite, const Scope& before, const Scope& after,
                                BoundProjection& out) {
  BoundCite bound;
  bound.named = cite.alias.has_value();
  bound.column = cite.alias ? cite.alias->text : "citations";
  if (bound.named && after.find(bound.column) != kNoSlot) {
    return semantic("ColumnNameConflict", cite.alias->place,
                    "two columns are called " + bound.column, "give the citations another name");
  }
  scope_ = Scope::over(after, before);
  for (const ast::Name& name : cite.variables) {
    const Slot slot = scope_.find(name.text);
    if (slot == kNoSlot) {
      return semantic("UndefinedVariable", name.place, "nothing is called " + name.text + " here",
                      variable_hint(name.text));
    }
    const StaticType& type = type_of(slot);
    const StaticType& item = type.kind == Kind::List ? type.element_type() : type;
    if (!item.may_be(Kind::Edge) && !item.may_be(Kind::Node) && !item.may_be(Kind::Path) &&
        !item.may_be(Kind::Assertion)) {
      return semantic("InvalidArgumentType", name.place,
                      "CITE takes edges, nodes and paths; " + name.text + " is " + describe(type));
    }
    if (!contains(bound.slots, slot)) bound.slots.push_back(slot);
  }
  if (cite.variables.empty()) {
    bound.slots = citable_;
    for (const auto& [name, slot] : before.names()) {
      if (!citable_.empty()) break;
      if (type_of(slot).kind == Kind::Node) bound.slots.push_back(slot);
    }
  }
  if (bound.slots.empty()) {
    return semantic("InvalidEvidence", cite.place, "there is nothing to cite",
                    "name the edge in MATCH: -[r:PURSUES]->, then CITE r");
  }
  if (out.aggregating) {
    // A group cites what its rows cite.
    for (Slot& slot : bound.slots) {
      const bool is_result =
          std::any_of(out.columns.begin(), out.columns.end(),
                      [&](const BoundColumn& column) { return column.slot == slot; });
      if (is_result) continue;
      BoundAggregate gathered;
      gathered.function = FunctionId::Collect;
      gathered.distinct = true;
      gathered.slot = new_slot("", StaticType::list_of(type_of(slot)));
      gathered.arguments.push_back(variable(slot, type_of(slot)));
      slot = gathered.slot;
      out.aggregates.push_back(std::move(gathered));
    }
  }
  auto limit = row_count(cite.limit, "LIMIT of CITE");
  if (!limit) return limit.error();
  bound.limit = std::move(*limit);
  bound.slot = new_slot(bound.column, StaticType::list_of({}));
  out.cite = std::move(bound);
  return {};
}

}  // namespace sarye::binding
