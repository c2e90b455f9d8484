#include "engine/empty_result.h"

#include <variant>

namespace sarye {

namespace {

std::string count_of(std::uint64_t n, const char* thing) {
  return std::to_string(n) + " " + thing + (n == 1 ? "" : "s");
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

std::string support_text(const EdgeTests& tests) {
  if (tests.disputed) return "are disputed";
  std::string out;
  for (const SupportTest& test : tests.supported_by) {
    const char* unit = test.unit == SupportUnit::Documents   ? "documents"
                       : test.unit == SupportUnit::Languages ? "languages"
                       : test.unit == SupportUnit::Passages  ? "passages"
                                                             : "sources";
    const char* sign = test.comparison == ComparisonKind::GreaterOrEqual ? ""
                       : test.comparison == ComparisonKind::Greater      ? "more than "
                       : test.comparison == ComparisonKind::Equal        ? "exactly "
                                                                         : "the wanted number of ";
    if (!out.empty()) out += " and ";
    out += "are supported by " + std::string(sign) + std::to_string(test.count) + " " + unit;
  }
  return out;
}

std::string edges_text(const EmptyStep& step, const plan::EdgeAccess& access,
                       const GraphView& graph) {
  const std::string relation = relations_text(access, graph);
  const OperatorProfile& seen = step.profile;
  if (access.steps.empty()) return "no relation of the store fits this step of the pattern";
  if (seen.edges_seen == 0) {
    return "none of the " + count_of(step.rows_in, "node") + " before it has an edge " + relation;
  }
  if (seen.edges_left == 0) {
    return "none of the " + count_of(seen.edges_seen, "edge") + " " + relation +
           " has an assertion that the evidence words let through";
  }
  if (seen.edges_passed == 0 && !access.tests.empty()) {
    return "0 of " + count_of(seen.edges_left, "edge") + " " + relation + " " +
           support_text(access.tests);
  }
  return "none of the " + count_of(seen.edges_left, "edge") + " " + relation +
         " ends where the pattern wants it to";
}

// Why the last row was lost there.
std::string reason(const EmptyStep& step, const BoundQuery& query, const GraphView& graph) {
  const PlanOperator& op = step.node->op;
  if (const auto* none = std::get_if<plan::NoRows>(&op)) return none->reason;
  if (const auto* scan = std::get_if<plan::NodeScan>(&op)) {
    return "the store has no " + types_text(scan->types, graph);
  }
  if (const auto* lookup = std::get_if<plan::PropertyLookup>(&op)) {
    return "no " + types_text(lookup->types, graph) + " has this value of " +
           lookup->property.name + " (= compares letter by letter; (x \"name\") finds any name)";
  }
  if (std::holds_alternative<plan::MentionTest>(op)) {
    return "none of the " + count_of(step.rows_in, "node") +
           " is mentioned in the documents that are asked for";
  }
  if (const auto* expand = std::get_if<plan::Expand>(&op)) {
    return edges_text(step, expand->access, graph);
  }
  if (const auto* expand = std::get_if<plan::VarExpand>(&op)) {
    return edges_text(step, expand->access, graph);
  }
  if (const auto* reach = std::get_if<plan::Reach>(&op)) {
    return edges_text(step, reach->expand.access, graph);
  }
  if (std::holds_alternative<plan::Shortest>(op)) return "there is no path between the two ends";
  if (std::holds_alternative<plan::SharedSourceTest>(op)) {
    return "in none of " + count_of(step.rows_in, "match") +
           " do all edges stand in one document or passage";
  }
  if (const auto* filter = std::get_if<plan::Filter>(&op)) {
    std::string condition;
    for (const BoundExpression& predicate : filter->predicates) {
      condition += (condition.empty() ? "" : " AND ") + to_text(predicate, query);
    }
    return "of " + count_of(step.rows_in, "row") + " none passes WHERE " + condition;
  }
  if (std::holds_alternative<plan::SearchPassages>(op)) return "no passage has all the words";
  if (std::holds_alternative<plan::Compare>(op)) {
    return "of " + count_of(step.rows_in, "row") + " none rests on an edge or on a mention";
  }
  return {};
}

// Of each set; said once where all sets have the same.
std::string sets_text(const QueryResult& result, const BoundQuery& query, const GraphView& graph) {
  std::string text;
  std::string first;
  bool same = true;
  for (std::size_t i = 0; i < result.emptied_sets.size(); ++i) {
    const std::string why = reason(result.emptied_sets[i], query, graph);
    if (why.empty()) return {};
    if (i == 0) first = why;
    same = same && why == first;
    text += (i > 0 ? "; " : "") + query.compare->sets[i].name + ": " + why;
  }
  return same && !first.empty() ? "in every set, " + first : text;
}

}  // namespace

std::string why_empty(const QueryResult& result, const BoundQuery& query, const GraphView& graph) {
  std::string why;
  if (query.compare) why = sets_text(result, query, graph);
  if (why.empty() && result.emptied_by && result.emptied_by->node != nullptr) {
    why = reason(*result.emptied_by, query, graph);
  }
  return why.empty() ? why : "no rows: " + why;
}

}  // namespace sarye
