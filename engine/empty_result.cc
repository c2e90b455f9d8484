#include "engine/empty_result.h"

#include <cstdint>
#include <variant>

#include "engine/text/text_query.h"

namespace sarye {

namespace {

// What may be spent on saying why there are no rows.
constexpr std::uint64_t kMemoryForReasons = std::uint64_t{256} << 20;
constexpr std::uint64_t kMillisecondsForReasons = 2'000;

std::string count_of(std::uint64_t n, const char* thing) {
  std::string out = std::to_string(n) + " " + thing;
  if (n == 1) return out;
  return out + (std::string_view(thing) == "match" ? "es" : "s");
}

std::string types_text(const std::vector<TypeId>& types, const GraphView& graph) {
  std::string out;
  for (std::size_t i = 0; i < types.size() && i < 3; ++i) {
    out += (i > 0 ? " or " : "") + graph.ontology().type(types[i]).name;
  }
  return out.empty() ? "node" : out;
}

std::string relations_text(const plan::EdgeAccess& access, const GraphView& graph) {
  std::string out;
  std::size_t named = 0;
  for (const plan::EdgeStep& step : access.steps) {
    const std::string& name = graph.ontology().relation(graph.edge_table(step.table).family).name;
    if (out.find(name) != std::string::npos) continue;
    if (++named > 3) return out + ", ...";
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string unit_text(SupportUnit unit, std::int64_t count) {
  const char* name = unit == SupportUnit::Documents   ? "document"
                     : unit == SupportUnit::Languages ? "language"
                     : unit == SupportUnit::Passages  ? "passage"
                                                      : "source";
  return std::to_string(count) + " " + name + (count == 1 ? "" : "s");
}

std::string support_text(const EdgeTests& tests) {
  if (tests.disputed) return "are disputed";
  std::string out;
  for (const SupportTest& test : tests.supported_by) {
    const char* sign = test.comparison == ComparisonKind::GreaterOrEqual ? ""
                       : test.comparison == ComparisonKind::Greater      ? "more than "
                       : test.comparison == ComparisonKind::Equal        ? "exactly "
                       : test.comparison == ComparisonKind::NotEqual     ? "other than "
                       : test.comparison == ComparisonKind::Less         ? "fewer than "
                                                                         : "at most ";
    if (!out.empty()) out += " and ";
    out += "are supported by " + std::string(sign) + unit_text(test.unit, test.count);
  }
  return out;
}

// "; 41 by 1": how near the best of the edges come.
std::string nearest_text(const EdgeTests& tests, const OperatorProfile& seen) {
  if (tests.disputed || tests.supported_by.size() != 1 || seen.edges_with_most == 0) return {};
  if (seen.most_units == 0 || seen.most_units > tests.supported_by[0].count) return {};
  return "; " + std::to_string(seen.edges_with_most) + " by " + std::to_string(seen.most_units);
}

std::string where_text(const std::vector<BoundExpression>& predicates, const BoundQuery& query) {
  std::string condition;
  for (const BoundExpression& predicate : predicates) {
    condition += (condition.empty() ? "" : " AND ") + to_text(predicate, query);
  }
  return condition;
}

// Why no edge came so far that the rest of the pattern could be looked at; empty: some did.
std::string edges_text(const EmptyStep& step, const plan::EdgeAccess& access, bool into,
                       const GraphView& graph) {
  const std::string relation = relations_text(access, graph);
  const OperatorProfile& seen = step.profile;
  if (access.steps.empty()) return "no relation of the store fits this step of the pattern";
  if (seen.edges_seen == 0 && into) {
    return "no edge " + relation + " joins the ends of " + count_of(step.rows_in, "row");
  }
  if (seen.edges_seen == 0) {
    return step.rows_in == 1 ? "the node before it has no edge " + relation
                             : "none of the " + count_of(step.rows_in, "node") +
                                   " before it has an edge " + relation;
  }
  if (seen.edges_left == 0) {
    return "none of the " + count_of(seen.edges_seen, "edge") + " " + relation +
           " has an assertion that the evidence words let through";
  }
  if (seen.edges_passed == 0 && !access.tests.empty()) {
    return "0 of " + count_of(seen.edges_left, "edge") + " " + relation + " " +
           support_text(access.tests) + nearest_text(access.tests, seen);
  }
  return {};
}

std::string hop_text(const EmptyStep& step, const plan::Expand& expand, const BoundQuery& query,
                     const GraphView& graph) {
  const std::string why = edges_text(step, expand.access, expand.into, graph);
  if (!why.empty()) return why;
  const std::string some =
      count_of(step.profile.edges_passed, "edge") + " " + relations_text(expand.access, graph);
  if (!expand.predicates.empty()) {
    return "of " + some + " none passes WHERE " + where_text(expand.predicates, query);
  }
  return "of " + some + " none is another edge than those of the pattern before it";
}

std::string hops_text(const EmptyStep& step, const plan::VarExpand& expand, const BoundQuery& query,
                      const GraphView& graph) {
  const std::string why = edges_text(step, expand.access, false, graph);
  if (!why.empty()) return why;
  std::string out = "over " + count_of(step.profile.edges_passed, "edge") + " " +
                    relations_text(expand.access, graph) + " no path of " +
                    std::to_string(expand.min_hops);
  if (expand.max_hops == kUnboundedHops) {
    out += " or more";
  } else if (expand.max_hops != expand.min_hops) {
    out += " to " + std::to_string(expand.max_hops);
  }
  out += " edges ends where the pattern wants it to";
  if (expand.hop_predicates.empty()) return out;
  return out + " with " + where_text(expand.hop_predicates, query) + " on each";
}

// Of the nodes that edges lead to, none has (or all have) the edge that is asked for.
std::string tested_text(const EmptyStep& step, const plan::EdgeAccess& access,
                        const plan::EdgeAccess& tested, bool wants_none, const GraphView& graph) {
  return "in none of " + count_of(step.rows_in, "row") + " does an edge " +
         relations_text(access, graph) + " lead to a node " + (wants_none ? "without" : "with") +
         " an edge " + relations_text(tested, graph) + ", as " +
         (wants_none ? "NOT EXISTS" : "EXISTS") + " asks";
}

std::string lost_in_sets(const plan::SetOperation& set, std::uint64_t rows_in) {
  const bool except = set.op == SetOperator::Except || set.op == SetOperator::ExceptAll;
  if (!except) return "no row is in both parts of INTERSECT";
  return rows_in == 1
             ? "the one row before EXCEPT is behind it too"
             : "each of the " + count_of(rows_in, "row") + " before EXCEPT is behind it too";
}

// Which of the words are nowhere, or that the words are there and something else is not.
std::string search_text(const BoundSearch& search, const BoundQuery& query,
                        const GraphView& graph) {
  const std::string nothing = "no passage has what SEARCH asks for";
  const bool is_parameter = search.text.kind == ExprKind::Parameter;
  const Value& text = is_parameter ? query.parameters[search.text.index].value : search.text.value;
  if (text.type() != ValueType::String) return nothing;
  const auto words = parse_text_query(text.string());
  if (!words) return nothing;
  Budget budget(Limits{kMemoryForReasons, 0, kMillisecondsForReasons});
  const auto hits = graph.search(*words, &budget);
  if (hits && !hits->empty()) {
    if (search.languages == 0 && search.document_sets.empty()) {
      return "LIMIT leaves none of " + count_of(hits->size(), "passage") + " that SEARCH finds";
    }
    return count_of(hits->size(), "passage") + (hits->size() == 1 ? " has" : " have") +
           " it, but not in the languages and documents that are asked for";
  }
  const auto counts = graph.passages_with(*words, &budget);
  if (!counts) return nothing;
  std::string missing;
  std::string present;
  for (std::size_t i = 0; i < words->words.size(); ++i) {
    const TextWord& word = words->words[i];
    if (!word.wanted) continue;
    const std::string name = "'" + word.written + "'";
    if ((*counts)[i] == 0) {
      missing += (missing.empty() ? "" : ", nor ") + name;
    } else {
      present += (present.empty() ? "" : ", ") + name + " is in " + std::to_string((*counts)[i]);
    }
  }
  if (missing.empty()) return "no passage has it all; " + present;
  return "no passage has " + missing + (present.empty() ? "" : "; " + present);
}

// Why the last row was lost there.
std::string why(const EmptyStep& step, const BoundQuery& query, const GraphView& graph) {
  const PlanOperator& op = step.node->op;
  if (const auto* none = std::get_if<plan::NoRows>(&op)) return none->reason;
  if (const auto* scan = std::get_if<plan::NodeScan>(&op)) {
    return "the store has no " + types_text(scan->types, graph);
  }
  if (const auto* lookup = std::get_if<plan::PropertyLookup>(&op)) {
    return "no " + types_text(lookup->types, graph) + " has this value of " +
           lookup->property.name + " (= compares letter by letter; (x \"name\") finds any name)";
  }
  if (const auto* lookup = std::get_if<plan::ColumnLookup>(&op)) {
    return "no " + types_text(lookup->types, graph) + " passes WHERE " +
           to_text(lookup->predicate, query);
  }
  if (const auto* check = std::get_if<plan::NodeByIds>(&op)) {
    return "of " + count_of(step.rows_in, "row") + " none leads to " + check->text;
  }
  if (const auto* test = std::get_if<plan::TypeTest>(&op)) {
    return "of " + count_of(step.rows_in, "node") + " none is a " + types_text(test->types, graph);
  }
  if (std::holds_alternative<plan::MentionTest>(op)) {
    return "none of the " + count_of(step.rows_in, "node") +
           " is mentioned in the documents that are asked for";
  }
  if (const auto* expand = std::get_if<plan::Expand>(&op)) {
    return hop_text(step, *expand, query, graph);
  }
  if (const auto* expand = std::get_if<plan::VarExpand>(&op)) {
    return hops_text(step, *expand, query, graph);
  }
  if (const auto* reach = std::get_if<plan::Reach>(&op)) {
    return hops_text(step, reach->expand, query, graph);
  }
  if (const auto* path = std::get_if<plan::Shortest>(&op)) {
    std::string out = "there is no path between the two ends";
    if (path->expand.max_hops != kUnboundedHops) {
      out += " of up to " + count_of(path->expand.max_hops, "edge");
    }
    return out;
  }
  if (std::holds_alternative<plan::SharedSourceTest>(op)) {
    return "in none of " + count_of(step.rows_in, "match") +
           " do all edges stand in one document or passage";
  }
  if (std::holds_alternative<plan::SameDocument>(op)) {
    return "no document states all edges of the pattern";
  }
  if (const auto* filter = std::get_if<plan::Filter>(&op)) {
    return "of " + count_of(step.rows_in, "row") + " none passes WHERE " +
           where_text(filter->predicates, query);
  }
  if (const auto* join = std::get_if<plan::Join>(&op)) {
    return join->keys.empty() ? std::string() : "the two sides of the pattern never meet";
  }
  if (const auto* apply = std::get_if<plan::Apply>(&op)) {
    if (apply->kind == plan::Apply::Kind::Semi) {
      return "of " + count_of(step.rows_in, "row") + " none has what EXISTS asks for";
    }
    if (apply->kind == plan::Apply::Kind::Anti) {
      return "of " + count_of(step.rows_in, "row") + " each has what NOT EXISTS excludes";
    }
    return {};
  }
  if (const auto* ring = std::get_if<plan::RingCount>(&op)) {
    const plan::RingCount::Way& way = ring->ways[1];
    if (ring->closing != plan::RingCount::Closing::Each) {
      return tested_text(step, way.last, ring->ways[0].last,
                         ring->closing == plan::RingCount::Closing::None, graph);
    }
    return "from none of " + count_of(step.rows_in, "row") + " do the edges " +
           relations_text(ring->ways[0].last, graph) + " and " + relations_text(way.last, graph) +
           " meet in one node";
  }
  if (std::holds_alternative<plan::Unwind>(op)) return "the list of UNWIND has no elements";
  if (std::holds_alternative<plan::Slice>(op) || std::holds_alternative<plan::TopK>(op)) {
    return "SKIP leaves none of " + count_of(step.rows_in, "row");
  }
  if (const auto* set = std::get_if<plan::SetOperation>(&op)) {
    return lost_in_sets(*set, step.rows_in);
  }
  if (const auto* search = std::get_if<plan::SearchPassages>(&op)) {
    return search_text(search->search, query, graph);
  }
  if (const auto* meeting = std::get_if<plan::Intersection>(&op)) {
    if (meeting->arms.size() == 1 && !meeting->tests.empty()) {
      return tested_text(step, meeting->arms.front().access, meeting->tests.front().access,
                         meeting->tests.front().wants_none, graph);
    }
    return "in none of " + count_of(step.rows_in, "row") + " do the edges " +
           relations_text(meeting->arms.front().access, graph) + " and " +
           relations_text(meeting->arms.back().access, graph) + " meet in one node";
  }
  if (std::holds_alternative<plan::Trace>(op)) return step.profile.why_empty;
  if (std::holds_alternative<plan::Compare>(op)) {
    return "of " + count_of(step.rows_in, "row") + " none rests on an edge or on a mention";
  }
  if (std::holds_alternative<plan::SingleRow>(op)) return "LIMIT 0 asks for none";
  return {};
}

// Of each set; said once where all sets have the same.
std::string sets_text(const QueryResult& result, const BoundQuery& query, const GraphView& graph) {
  std::string text;
  std::string first;
  bool same = true;
  for (std::size_t i = 0; i < result.emptied_sets.size(); ++i) {
    const std::string lost = why(result.emptied_sets[i], query, graph);
    if (lost.empty()) return {};
    if (i == 0) first = lost;
    same = same && lost == first;
    text += (i > 0 ? "; " : "") + query.compare->sets[i].name + ": " + lost;
  }
  return same && !first.empty() ? "in every set, " + first : text;
}

}  // namespace

std::string why_empty(const QueryResult& result, const BoundQuery& query, const GraphView& graph) {
  std::string reason;
  if (query.compare) reason = sets_text(result, query, graph);
  if (reason.empty() && result.emptied_by && result.emptied_by->node != nullptr) {
    reason = why(*result.emptied_by, query, graph);
  }
  return reason.empty() ? reason : "no rows: " + reason;
}

}  // namespace sarye
