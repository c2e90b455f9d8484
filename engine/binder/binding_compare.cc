// COMPARE: the same question is bound once for each document set, as if FROM named it. So evidence
// words, EXISTS and functions mean in each set what they mean everywhere; what is new is which
// steps of a match count, and the columns that set the answers side by side.
#include <algorithm>
#include <utility>

#include "engine/binder/binding.h"

namespace sarye::binding {
namespace {

constexpr std::string_view kVerdict = "verdict";

bool is_of_evidence(FunctionId function) {
  switch (function) {
    case FunctionId::Assertions:
    case FunctionId::Support:
    case FunctionId::Docs:
    case FunctionId::Documents:
    case FunctionId::Langs:
    case FunctionId::Confidence:
    case FunctionId::Stances:
    case FunctionId::Quotes:
      return true;
    default:
      return false;
  }
}

// A part of the expression whose value depends on the set that is read; nullptr: none does.
const BoundExpression* set_dependent(const BoundExpression& e) {
  if (e.kind == ExprKind::Subquery || e.kind == ExprKind::Measure) return &e;
  if (e.kind == ExprKind::Call && is_of_evidence(e.function)) return &e;
  for (const BoundExpression& operand : e.operands) {
    if (const BoundExpression* found = set_dependent(operand)) return found;
  }
  return nullptr;
}

std::string name_of(const ast::Compare& written, std::size_t i) {
  const ast::DocumentSet& set = written.sets[i];
  return set.kind == ast::DocumentSet::Kind::Named ? set.name.text : written.set_texts[i];
}

}  // namespace

Result<BoundQuery> Binding::compare(const ast::Compare& written) {
  BoundCompare out;
  BoundProjection first;
  Scope before;
  for (std::size_t i = 0; i < written.sets.size(); ++i) {
    BoundCompare::Set& set = out.sets.emplace_back();
    set.place = written.sets[i].place;
    set.name = name_of(written, i);
    for (std::size_t k = 0; k < i; ++k) {
      if (out.sets[k].name != set.name) continue;
      return semantic("ColumnNameConflict", set.place, "two sets are called " + set.name,
                      "LET other = DOCUMENTS ... gives one of them a name of its own");
    }
    const std::size_t notices = out_.notices.size();
    auto result = compare_set(written, i, set);
    if (!result) return result.error();
    if (i == 0) {
      first = std::move(*result);
      before = scope_;
    }
    // What the question makes us say, it makes us say of every set.
    const auto said_before = [&](const Notice& notice) {
      return std::any_of(out_.notices.begin(),
                         out_.notices.begin() + static_cast<std::ptrdiff_t>(notices),
                         [&](const Notice& other) { return other.text == notice.text; });
    };
    out_.notices.erase(std::remove_if(out_.notices.begin() + static_cast<std::ptrdiff_t>(notices),
                                      out_.notices.end(), said_before),
                       out_.notices.end());
  }
  if (auto ok = compare_result(written.result, first, before, out); !ok) return ok.error();
  both_polarities(out);
  out_.compare = std::move(out);
  if (out_.slots.size() >= kNoSlot) {
    return semantic("UnsupportedStatement", written.place,
                    "the comparison has too many sets and variables");
  }
  return std::move(out_);
}

// The part that asks set i; leaves its variables in scope.
Result<BoundProjection> Binding::compare_set(const ast::Compare& written, std::size_t i,
                                             BoundCompare::Set& out) {
  scope_ = {};
  citable_.clear();
  auto documents = document_set(written.sets[i]);
  if (!documents) return documents.error();
  from_ = {intern(std::move(*documents))};
  EvidenceFilter own;
  own.document_sets = from_;
  own.drops_plain = true;
  out.documents = intern(own);
  BoundPart part;
  for (const ast::MatchClause& clause : written.matches) {
    auto bound = match(clause);
    if (!bound) return bound.error();
    compare_steps(*bound, out);
    part.clauses.emplace_back(std::move(*bound));
  }
  BoundProjection result;
  result.place = written.result.projection.place;
  result.is_return = true;
  if (auto ok = compare_items(written.result.projection, result); !ok) return ok.error();
  for (const BoundColumn& column : result.columns) out.columns.push_back(column.slot);
  if (written.result.cite) {
    BoundProjection cited;
    if (auto ok = bind_cite(*written.result.cite, scope_, {}, cited); !ok) return ok.error();
    out.cited = cited.cite->slots;
    if (i == 0) out_.cite = std::move(cited.cite);
  }
  part.clauses.emplace_back(result);
  out_.parts.push_back(std::move(part));
  return result;
}

Result<void> Binding::compare_items(const ast::Projection& written, BoundProjection& out) {
  for (const ast::ProjectionItem& item : written.items) {
    if (!contains_aggregate(item.expression)) continue;
    return semantic("InvalidAggregation", item.place,
                    "the columns of COMPARE say what a finding is: they cannot aggregate",
                    "each set's column counts works; for other numbers ask each set by itself: "
                    "FROM set MATCH ...");
  }
  const Scope before = scope_;
  if (written.star && before.empty()) {
    return semantic("NoVariablesInScope", written.place,
                    "* stands for all variables, and there are none",
                    "name something in MATCH: (f:Firm)");
  }
  if (auto ok = plain_columns(written, out); !ok) return ok.error();
  scope_ = before;
  for (const BoundColumn& column : out.columns) {
    const BoundExpression* found = set_dependent(column.expression);
    if (found == nullptr) continue;
    return semantic("InvalidEvidence", found->place,
                    "this differs from set to set, so the sets would share no finding",
                    "RETURN what a finding is about; each set has a column of its works, and CITE "
                    "quotes them");
  }
  return {};
}

void Binding::compare_steps(const BoundMatch& match, BoundCompare::Set& out) const {
  const auto add = [&](CompareStep::Kind kind, std::vector<Slot> slots, FilterId filter = 0) {
    if (!slots.empty()) out.steps.push_back({kind, std::move(slots), filter});
  };
  std::vector<Slot> edges;
  for (const PatternEdge& edge : match.edges) edges.push_back(edge.slot);
  if (!match.shared) {
    for (const Slot edge : edges) add(CompareStep::Kind::Edge, {edge});
  } else {
    if (match.shared->alias != kNoSlot) edges.push_back(match.shared->alias);
    add(match.shared->passage ? CompareStep::Kind::SamePassage : CompareStep::Kind::SameDocument,
        std::move(edges), out.documents);
  }
  for (const PatternNode& node : match.nodes) {
    if (node.mentions) add(CompareStep::Kind::Mention, {node.slot}, *node.mentions);
  }
}

// The columns of the whole, and what ORDER BY, SKIP and LIMIT say of them. `first` and `before` are
// of the first set.
Result<void> Binding::compare_result(const ast::ReturnClause& written, const BoundProjection& first,
                                     const Scope& before, BoundCompare& out) {
  out.result = first;
  out.result.distinct = true;  // ORDER BY sees the columns alone
  const auto add = [&](const std::string& name, Kind kind) {
    const Slot slot = new_slot(name, kind);
    out.result.columns.push_back({slot, name, variable(slot, kind)});
    return slot;
  };
  for (BoundCompare::Set& set : out.sets) set.count = add(set.name, Kind::Integer);
  out.verdict = add(std::string(kVerdict), Kind::String);
  Scope after;
  std::string names;
  const auto place_of = [&](std::size_t c) {
    const std::vector<ast::ProjectionItem>& items = written.projection.items;
    const std::size_t starred = first.columns.size() - items.size();
    if (c >= starred && c < first.columns.size()) return items[c - starred].place;
    if (c < first.columns.size()) return written.projection.place;
    return out.sets[c - first.columns.size()].place;
  };
  for (std::size_t c = 0; c < out.result.columns.size(); ++c) {
    const BoundColumn& column = out.result.columns[c];
    for (std::size_t other = 0; other < c; ++other) {
      if (out.result.columns[other].name != column.name) continue;
      const bool both_written = c < first.columns.size();
      return semantic("ColumnNameConflict", place_of(both_written ? c : other),
                      "two columns are called " + column.name,
                      both_written ? "give one of them another name with AS"
                                   : "each set has a column of its name, and the last column is "
                                     "verdict: take another name");
    }
    after.add(column.name, column.slot);
    names += (names.empty() ? "" : ", ") + column.name;
    out_.columns.emplace_back(column.name, column.slot);
  }
  if (out_.cite && out_.cite->named && after.find(out_.cite->column) != kNoSlot) {
    return semantic("ColumnNameConflict", written.cite->alias->place,
                    "two columns are called " + out_.cite->column,
                    "give the citations another name");
  }
  const std::size_t subqueries = out_.subqueries.size();
  auto ordered = order_and_where(written.projection, out.result, before, after, nullptr);
  if (!ordered) {
    Error error = ordered.error();
    if (error.name == "UndefinedVariable") {
      const std::size_t gone = error.message.find(" is gone after ");
      if (gone != std::string::npos) {
        error.message = error.message.substr(0, gone) + " is gone: the findings have columns alone";
      }
      error.hint = "ORDER BY reads " + names;
    }
    return error;
  }
  for (const BoundSortItem& item : out.result.order_by) {
    if (set_dependent(item.expression) == nullptr && out_.subqueries.size() == subqueries) continue;
    return semantic("UnsupportedStatement", item.expression.place,
                    "ORDER BY of COMPARE asks no question of its own", "ORDER BY reads " + names);
  }
  auto skip = row_count(written.projection.skip, "SKIP");
  if (!skip) return skip.error();
  out.result.skip = std::move(*skip);
  auto limit = row_count(written.projection.limit, "LIMIT");
  if (!limit) return limit.error();
  out.result.limit = std::move(*limit);
  return {};
}

// An edge is disputed when both polarities are left in the sets together: of each edge of the
// question, its words in every set, read both ways.
void Binding::both_polarities(BoundCompare& out) {
  const auto filters_of = [this](const BoundPart& part) {
    std::vector<FilterId> filters;
    for (const BoundClause& clause : part.clauses) {
      const auto* match = std::get_if<BoundMatch>(&clause);
      if (match == nullptr) continue;
      for (const PatternEdge& edge : match->edges) filters.push_back(edge.filter);
    }
    return filters;
  };
  std::vector<std::vector<FilterId>> by_set;
  for (const BoundPart& part : out_.parts) by_set.push_back(filters_of(part));
  for (std::size_t edge = 0; edge < by_set[0].size(); ++edge) {
    std::vector<FilterId> both;
    for (const std::vector<FilterId>& filters : by_set) {
      EvidenceFilter words = out_.filters[filters[edge]];
      words.polarity = kPolarityAsserted | kPolarityDenied;
      both.push_back(intern(words));
    }
    for (const std::vector<FilterId>& filters : by_set) {
      out.both_polarities.emplace_back(filters[edge], both);
    }
  }
  std::sort(out.both_polarities.begin(), out.both_polarities.end());
  out.both_polarities.erase(std::unique(out.both_polarities.begin(), out.both_polarities.end()),
                            out.both_polarities.end());
}

}  // namespace sarye::binding
