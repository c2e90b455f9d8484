// Clauses in their order, and the parts that set operations join.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {

Binding::Binding(const Catalog& catalog, const BindOptions& options)
    : catalog_(catalog), ontology_(catalog.ontology()), options_(options) {
  out_.generation = catalog.generation();
  out_.filters.emplace_back();
}

Slot Binding::new_slot(std::string name, StaticType type) {
  out_.slots.push_back({std::move(name), std::move(type)});
  return static_cast<Slot>(out_.slots.size() - 1);
}

Result<BoundQuery> Binding::query(const ast::Query& written) {
  for (const ast::SingleQuery& single : written.parts) {
    auto bound = part(single, written.parts.size() == 1);
    if (!bound) return bound.error();
    out_.parts.push_back(std::move(*bound));
  }
  for (const ast::SetOperator op : written.operators) {
    out_.operators.push_back(static_cast<SetOperator>(op));
  }
  if (auto ok = set_columns(written); !ok) return ok.error();
  if (out_.slots.size() >= kNoSlot) {
    return semantic("UnsupportedStatement", written.place,
                    "the query has too many variables and parts");
  }
  return std::move(out_);
}

Result<BoundPart> Binding::part(const ast::SingleQuery& written, bool is_alone) {
  scope_ = {};
  from_.clear();
  citable_.clear();
  ranks_.clear();
  if (written.from) {
    auto set = document_set(*written.from);
    if (!set) return set.error();
    from_.push_back(intern(std::move(*set)));
  }
  BoundPart out;
  for (const ast::Clause& written_clause : written.clauses) {
    if (auto ok = clause(written_clause, out); !ok) return ok.error();
  }
  const ast::Cite* cite = written.result.cite ? &*written.result.cite : nullptr;
  auto result = projection(written.result.projection, true, nullptr, cite);
  if (!result) return result.error();
  if (is_alone) order_by_rank(*result);
  out.clauses.emplace_back(std::move(*result));
  return out;
}

Result<void> Binding::clause(const ast::Clause& written, BoundPart& out) {
  if (const auto* with = std::get_if<ast::WithClause>(&written)) {
    auto bound = projection(with->projection, false, &with->where, nullptr);
    if (!bound) return bound.error();
    keep_rank(*bound);
    out.clauses.emplace_back(std::move(*bound));
    return {};
  }
  if (const auto* list = std::get_if<ast::UnwindClause>(&written)) return unwind(*list, out);
  if (const auto* words = std::get_if<ast::SearchClause>(&written)) return search(*words, out);
  auto bound = match(std::get<ast::MatchClause>(written));
  if (!bound) return bound.error();
  out.clauses.emplace_back(std::move(*bound));
  return {};
}

Result<void> Binding::unwind(const ast::UnwindClause& written, BoundPart& out) {
  Place at;
  at.why_no_aggregate = "in UNWIND";
  auto list = expression(written.list, at);
  if (!list) return list.error();
  if (scope_.find(written.variable.text) != kNoSlot) {
    return semantic("VariableAlreadyBound", written.variable.place,
                    written.variable.text + " is bound already", "give the element another name");
  }
  BoundUnwind bound;
  bound.slot = new_slot(written.variable.text,
                        list->type.kind == Kind::List ? list->type.element_type() : list->type);
  scope_.add(written.variable.text, bound.slot);
  bound.list = std::move(*list);
  out.clauses.emplace_back(std::move(bound));
  return {};
}

// The columns of the result.
Result<void> Binding::set_columns(const ast::Query& written) {
  std::vector<const BoundProjection*> results;
  std::vector<TextPlace> places;
  for (std::size_t i = 0; i < out_.parts.size(); ++i) {
    results.push_back(&std::get<BoundProjection>(out_.parts[i].clauses.back()));
    places.push_back(written.parts[i].result.place);
    if (results[i]->cite && !out_.cite) out_.cite = results[i]->cite;
  }
  auto columns = merged_columns(results, places);
  if (!columns) return columns.error();
  out_.columns = std::move(*columns);
  if (results.size() > 1 && out_.cite) {
    out_.cite->slot = new_slot(out_.cite->column, StaticType::list_of({}));
  }
  return {};
}

// Of several parts: slots of their own. The parts of a set operation must agree on their names.
Result<std::vector<std::pair<std::string, Slot>>> Binding::merged_columns(
    std::span<const BoundProjection* const> parts, std::span<const TextPlace> places) {
  std::vector<std::pair<std::string, Slot>> out;
  const BoundProjection& first = *parts[0];
  if (parts.size() == 1) {
    for (const BoundColumn& column : first.columns) out.emplace_back(column.name, column.slot);
    return out;
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    for (const BoundColumn& column : parts[i]->columns) {
      const bool known =
          std::any_of(first.columns.begin(), first.columns.end(),
                      [&](const BoundColumn& other) { return other.name == column.name; });
      if (known && parts[i]->columns.size() == first.columns.size()) continue;
      std::string names;
      for (const BoundColumn& other : first.columns)
        names += (names.empty() ? "" : ", ") + other.name;
      return semantic("DifferentColumnsInUnion", places[i],
                      "both sides must have the same columns; the first has " + names,
                      "name them alike with AS");
    }
  }
  for (const BoundColumn& column : first.columns) {
    StaticType type = column.expression.type;
    for (const BoundProjection* part : parts.subspan(1)) {
      for (const BoundColumn& other : part->columns) {
        if (other.name == column.name) type = join_types(type, other.expression.type);
      }
    }
    out.emplace_back(column.name, new_slot(column.name, std::move(type)));
  }
  return out;
}

}  // namespace sarye::binding
