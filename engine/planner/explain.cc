// The plan as text: one operator a line, inputs indented, the estimate at the end of the line.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>
#include <string>

#include "engine/planner/measure_cost.h"
#include "engine/planner/plan.h"
#include "engine/text/text_query.h"

namespace sarye {
namespace {

class Explainer {
 public:
  Explainer(const BoundQuery& query, const Catalog& catalog)
      : query_(query), ontology_(catalog.ontology()), catalog_(catalog) {}

  void node(const PlanNode& node, std::size_t depth, std::string& out) {
    std::string line(depth * 2, ' ');
    line += std::visit([this](const auto& op) { return text(op); }, node.op);
    out += line;
    if (!std::holds_alternative<plan::MeasureGraph>(node.op)) out += "  ~" + number(node.rows);
    out += "\n";
    for (const PlanPtr& input : node.inputs) this->node(*input, depth + 1, out);
  }

 private:
  static std::string number(double rows) {
    if (rows >= 1e15) return "very many";
    return std::to_string(std::llround(std::ceil(rows - 1e-9)));
  }

  std::string slot(Slot s) const {
    if (s == kNoSlot) return "";
    const std::string& name = query_.slots[s].name;
    return name.empty() ? "_" + std::to_string(s) : name;
  }
  std::string slots(const std::vector<Slot>& several) const {
    std::string out;
    for (const Slot s : several) out += (out.empty() ? "" : ", ") + slot(s);
    return out;
  }
  std::string expression(const BoundExpression& e) const { return to_text(e, query_); }
  std::string all(const std::vector<BoundExpression>& several) const {
    std::string out;
    for (const BoundExpression& e : several) out += (out.empty() ? "" : " AND ") + expression(e);
    return out;
  }
  std::string where(const std::vector<BoundExpression>& several) const {
    return several.empty() ? std::string() : " WHERE " + all(several);
  }
  std::string types(const std::vector<TypeId>& several) const {
    if (several.empty()) return "";
    std::size_t concrete = 0;
    for (const NodeType& type : ontology_.types()) concrete += type.is_abstract ? 0 : 1;
    if (several.size() == concrete) return "";
    std::string out;
    for (const TypeId type : several) out += (out.empty() ? ":" : "|") + ontology_.type(type).name;
    return several.size() > 6 ? ":(" + std::to_string(several.size()) + " types)" : out;
  }
  std::string node_text(Slot s, const std::vector<TypeId>& of) const {
    return "(" + slot(s) + types(of) + ")";
  }

  std::string families(const plan::EdgeAccess& access) const {
    std::vector<std::string> names;
    for (const plan::EdgeStep& step : access.steps) {
      for (const EdgeTableInfo& table : catalog_.edge_tables()) {
        if (table.id != step.table) continue;
        const std::string& name = ontology_.relation(table.family).name;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
    }
    if (names.empty()) return ":(no such edges)";
    if (names.size() > 4) return ":(" + std::to_string(names.size()) + " relations)";
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? ":" : "|") + name;
    return out;
  }
  std::string evidence(const plan::EdgeAccess& access) const {
    std::string out = filter(access.filter);
    static const char* const kUnits[] = {"DOCUMENTS", "LANGUAGES", "PASSAGES", "SOURCES"};
    static const char* const kSigns[] = {"=", "<>", "<", "<=", ">", ">="};
    for (const SupportTest& test : access.tests.supported_by) {
      out += std::string(" SUPPORTED BY ") + kSigns[static_cast<int>(test.comparison)] + " " +
             std::to_string(test.count) + " " + kUnits[static_cast<int>(test.unit)];
    }
    if (access.tests.disputed) out += " DISPUTED";
    if (!access.distinct_from.empty()) out += " other than " + slots(access.distinct_from);
    return out;
  }
  static std::string languages(std::uint8_t mask) {
    if (mask == 0) return "";
    std::string codes;
    for (int i = 1; i < kLanguageCount; ++i) {
      if ((mask >> i & 1) == 0) continue;
      codes += (codes.empty() ? "" : ", ") + std::string(language_code(static_cast<Language>(i)));
    }
    return " IN LANGUAGE " + codes;
  }
  std::string documents(const std::vector<std::uint16_t>& sets) const {
    std::string out;
    for (const std::uint16_t set : sets) out += " IN DOCUMENTS " + query_.document_sets[set].text;
    return out;
  }
  // How the text was understood, where it is known already.
  std::string search_text(const BoundExpression& text) const {
    const Value& value =
        text.kind == ExprKind::Parameter ? query_.parameters[text.index].value : text.value;
    if (value.type() == ValueType::String) {
      if (const auto understood = parse_text_query(value.string())) return to_text(*understood);
    }
    return expression(text);
  }
  std::string filter(FilterId id) const {
    const EvidenceFilter& filter = query_.filters[id];
    std::string out;
    out += languages(filter.languages) + documents(filter.document_sets);
    if (filter.min_confidence > 0) out += " CONFIDENCE >= " + thousandths(filter.min_confidence);
    if (filter.max_confidence < 1000) out += " CONFIDENCE <= " + thousandths(filter.max_confidence);
    for (const DateSpan& time : filter.times) {
      out += " DURING " + Date{time.from}.to_string() + " TO " + Date{time.to}.to_string();
    }
    if (filter.polarity == kPolarityDenied) out += " DENIED";
    if (filter.polarity == (kPolarityAsserted | kPolarityDenied)) out += " ASSERTED DENIED";
    if (filter.modality == kModalityAny) {
      out += " MODALITY ANY";
    } else if (filter.modality != kModalityDefault) {
      static const char* const kNames[] = {"stated",   "planned",  "forecast",
                                           "possible", "required", "recommended"};
      std::string names;
      for (int i = 0; i < 6; ++i) {
        if ((filter.modality >> i & 1) != 0)
          names += (names.empty() ? "" : ", ") + std::string(kNames[i]);
      }
      out += " MODALITY " + names;
    }
    std::string kinds;
    for (const RelationId kind : filter.kinds) {
      kinds += (kinds.empty() ? "" : "|") + ontology_.relation(kind).name;
    }
    if (!kinds.empty()) out += " kind " + kinds;
    return out;
  }
  static std::string thousandths(int n) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%d.%03d", n / 1000, n % 1000);
    return buffer;
  }

  // The arrow as it is followed: of steps both ways it has no head.
  static std::pair<const char*, const char*> arrows(const plan::EdgeAccess& access) {
    bool forward = false;
    bool backward = false;
    for (const plan::EdgeStep& step : access.steps) (step.forward ? forward : backward) = true;
    return {backward && !forward ? "<-[" : "-[", forward && !backward ? "]->" : "]-"};
  }
  std::string hops(const plan::VarExpand& op) const {
    std::string out = "*" + std::to_string(op.min_hops) + "..";
    return op.max_hops == kUnboundedHops ? out : out + std::to_string(op.max_hops);
  }
  std::string several(const plan::VarExpand& op) const {
    const auto [open, close] = arrows(op.access);
    return "(" + slot(op.from) + ")" + open + slot(op.edges) + families(op.access) + hops(op) +
           close + node_text(op.to, op.end_types) + evidence(op.access) + where(op.hop_predicates) +
           (op.into ? " into" : "") + (op.trail ? "" : " WALK");
  }

  std::string text(const plan::SingleRow&) const { return "SingleRow"; }
  std::string text(const plan::NoRows& op) const { return "NoRows: " + op.reason; }
  std::string text(const plan::OuterRow&) const { return "OuterRow"; }
  std::string text(const plan::NodeScan& op) const {
    return "NodeScan " + node_text(op.slot, op.types);
  }
  std::string text(const plan::NodeByIds& op) const {
    return std::string(op.check ? "NodeCheck (" : "NodeByName (") + slot(op.slot) + " " + op.text +
           ")";
  }
  std::string text(const plan::PropertyLookup& op) const {
    return "PropertyLookup " + node_text(op.slot, op.types) + " " + op.property.name + " = " +
           expression(op.value);
  }
  std::string text(const plan::ColumnLookup& op) const {
    return "ColumnLookup " + node_text(op.slot, op.types) + " " + expression(op.predicate);
  }
  std::string text(const plan::MentionTest& op) const {
    return "MentionTest " + slot(op.slot) + filter(op.filter);
  }
  std::string text(const plan::TypeTest& op) const {
    return "TypeTest " + node_text(op.slot, op.types);
  }
  std::string text(const plan::SearchPassages& op) const {
    std::string out = "SearchPassages (" + slot(op.search.passage) + ") ";
    out += search_text(op.search.text) + languages(op.search.languages) +
           documents(op.search.document_sets);
    return op.search.limit ? out + " LIMIT " + expression(*op.search.limit) : out;
  }
  std::string text(const plan::Expand& op) const {
    const auto [open, close] = arrows(op.access);
    return std::string(op.into ? "ExpandInto (" : "Expand (") + slot(op.from) + ")" + open +
           slot(op.edge) + families(op.access) + close + node_text(op.to, op.access.to_types) +
           evidence(op.access) + where(op.predicates) + times_support(op.by_support) +
           (op.ascending ? ", in order of " + slot(op.to) : "") +
           (op.assertion == kNoSlot ? "" : " by its assertions " + slot(op.assertion));
  }
  std::string text(const plan::NeighbourCount& op) const {
    const auto [open, close] = arrows(op.access);
    return "NeighbourCount (" + slot(op.from) + ")" + open + families(op.access) + close +
           node_text(op.to, op.access.to_types) + evidence(op.access) + " as " + slot(op.count);
  }
  static const char* times_support(bool by_support) { return by_support ? " times support" : ""; }
  std::string text(const plan::Intersection& op) const {
    std::string out;
    for (const plan::Intersection::Arm& arm : op.arms) {
      const auto [open, close] = arrows(arm.access);
      out += (out.empty() ? "" : ", ") + std::string("(") + slot(arm.from) + ")" + open +
             slot(arm.edge) + families(arm.access) + close + node_text(op.to, arm.access.to_types) +
             evidence(arm.access) + times_support(arm.by_support);
    }
    for (const Slot other : op.other_than) out += " <> " + slot(other);
    out += where(op.predicates);
    for (const plan::Intersection::Test& test : op.tests) {
      const auto [open, close] = arrows(test.access);
      out += std::string(test.wants_none ? ", NOT EXISTS (" : ", EXISTS (") + slot(test.from) +
             ")" + open + families(test.access) + close + "(" + slot(op.to) + ")" +
             evidence(test.access);
    }
    return (op.arms.size() > 1 ? "Intersection " : "Expand ") + out;
  }
  std::string text(const plan::TreeCount& op) const {
    static const char* const kKinds[] = {"", "OPTIONAL ", "EXISTS ", "NOT EXISTS "};
    std::string out;
    std::set<std::uint16_t> begun;
    for (const plan::TreeCount::Hop& hop : op.hops) {
      const auto [open, close] = arrows(hop.access);
      const bool goes_on =
          hop.together != plan::TreeCount::kAlone && !begun.insert(hop.together).second;
      const std::string kind = goes_on ? "with " : kKinds[static_cast<int>(hop.kind)];
      out += (out.empty() ? "" : ", ") + kind + "(" + slot(hop.from) + ")" + open + slot(hop.edge) +
             families(hop.access) + close + node_text(hop.to, hop.access.to_types) +
             evidence(hop.access);
      for (const Slot other : hop.other_than) out += " <> " + slot(other);
      out += where(hop.predicates) + times_support(hop.by_support);
    }
    return "TreeCount " + out;
  }
  std::string text(const plan::RingCount& op) const {
    const auto edge = [&](plan::EdgeAccess access, Slot name, bool by_support, bool turned) {
      for (plan::EdgeStep& step : access.steps) step.forward = step.forward != turned;
      const auto [open, close] = arrows(access);
      return open + slot(name) + families(access) + close + evidence(access) +
             times_support(by_support);
    };
    std::string out;
    std::vector<BoundExpression> predicates;
    for (const plan::RingCount::Way& way : op.ways) {
      if (!out.empty()) out += ", ";
      if (way.middle == kNoSlot && op.closing != plan::RingCount::Closing::Each) {
        out += op.closing == plan::RingCount::Closing::Some ? "EXISTS " : "NOT EXISTS ";
      }
      out += "(" + slot(op.from) + ")";
      if (way.middle != kNoSlot) {
        out += edge(way.first, way.first_edge, way.first_by_support, false) +
               node_text(way.middle, way.first.to_types);
      }
      out += edge(way.last, way.last_edge, way.last_by_support, way.last_turned) + "(" +
             slot(op.to) + ")";
      predicates.insert(predicates.end(), way.predicates.begin(), way.predicates.end());
      predicates.insert(predicates.end(), way.last_predicates.begin(), way.last_predicates.end());
    }
    predicates.insert(predicates.end(), op.predicates.begin(), op.predicates.end());
    predicates.insert(predicates.end(), op.between.begin(), op.between.end());
    return "RingCount " + out + where(predicates) +
           (op.between.empty() ? "" : " in pairs of " + slot(op.ways[0].middle));
  }
  std::string text(const plan::VarExpand& op) const { return "VarExpand " + several(op); }
  std::string text(const plan::Reach& op) const { return "Reach " + several(op.expand); }
  std::string text(const plan::Shortest& op) const {
    return std::string(op.all ? "AllShortest " : "AnyShortest ") + several(op.expand);
  }
  std::string text(const plan::Trace& op) const {
    const auto [open, close] = arrows(op.access);
    std::string out = "Trace (" + slot(op.from) + ")" + open + slot(op.edges) +
                      families(op.access) + "*1.." + std::to_string(op.max_hops) + close + "(" +
                      slot(op.to) + ")";
    if (op.through) out += " THROUGH " + types(*op.through).substr(op.through->empty() ? 0 : 1);
    out += evidence(op.access);
    if (op.shared) {
      out += std::string(" IN SAME ") + (op.shared->passage ? "PASSAGE" : "DOCUMENT");
      if (op.shared->alias != kNoSlot) out += " AS " + slot(op.shared->alias);
    }
    return out + " from both ends, best first: weakest support, confidence, hops, keys";
  }
  std::string text(const plan::EdgeEnds& op) const {
    return "EdgeEnds " + slot(op.edge) + " of (" + slot(op.from) + "), (" + slot(op.to) + ")" +
           evidence(op.access);
  }
  std::string text(const plan::EdgeListEnds& op) const {
    return "EdgeListEnds " + several(op.expand);
  }
  std::string text(const plan::SharedSourceTest& op) const {
    std::string out = std::string("SharedSource ") + (op.shared.passage ? "PASSAGE" : "DOCUMENT");
    if (op.shared.alias != kNoSlot) out += " AS " + slot(op.shared.alias);
    return out + " of " + slots(op.edges);
  }
  std::string text(const plan::SameDocument& op) const {
    std::string out;
    for (const plan::SameDocument::Step& step : op.steps) {
      const auto [open, close] = arrows(step.access);
      out += (out.empty() ? "" : ", ") +
             node_text(step.from, out.empty() ? op.types : std::vector<TypeId>()) + open +
             slot(step.edge) + families(step.access) + close +
             node_text(step.to, step.access.to_types) + evidence(step.access);
    }
    return "SameDocument " + slot(op.document) + " of " + out + where(op.predicates);
  }
  std::string text(const plan::BuildPath& op) const { return "BuildPath " + slot(op.slot); }
  std::string text(const plan::Filter& op) const { return "Filter " + all(op.predicates); }
  std::string text(const plan::Project& op) const {
    std::string out;
    for (const BoundColumn& column : op.columns) {
      out += (out.empty() ? "" : ", ") + expression(column.expression) +
             (column.name.empty() ? "" : " AS " + column.name);
    }
    return "Project " + out;
  }
  std::string text(const plan::Aggregate& op) const {
    std::string out = "Aggregate";
    std::string keys;
    for (const BoundColumn& key : op.keys) {
      keys += (keys.empty() ? " by " : ", ") + expression(key.expression);
    }
    std::string calls;
    for (const BoundAggregate& aggregate : op.aggregates) {
      calls += calls.empty() ? ": " : ", ";
      if (aggregate.function == FunctionId::CountStar) {
        calls += "count(*)";
        continue;
      }
      calls += std::string(function_info(aggregate.function).name) + "(" +
               (aggregate.distinct ? "DISTINCT " : "");
      for (std::size_t i = 0; i < aggregate.arguments.size(); ++i) {
        calls += (i == 0 ? "" : ", ") + expression(aggregate.arguments[i]);
      }
      calls += ")";
    }
    if (op.ascending != kNoSlot) calls += ", in order of " + slot(op.ascending);
    return out + keys + calls;
  }
  std::string text(const plan::Distinct& op) const { return "Distinct " + slots(op.slots); }
  std::string sort_text(const plan::Sort& op) const {
    std::string out;
    for (const BoundSortItem& item : op.items) {
      out += (out.empty() ? "" : ", ") + expression(item.expression) +
             (item.descending ? " DESC" : "");
    }
    if (!op.canonical.empty()) out += (out.empty() ? "" : ", then ") + std::string("by stable key");
    return out;
  }
  std::string text(const plan::Sort& op) const { return "Sort " + sort_text(op); }
  std::string text(const plan::TopK& op) const {
    std::string out = "TopK " + sort_text(op.sort);
    if (op.skip) out += " SKIP " + expression(*op.skip);
    return out + " LIMIT " + expression(op.limit);
  }
  std::string text(const plan::Slice& op) const {
    std::string out = "Slice";
    if (op.skip) out += " SKIP " + expression(*op.skip);
    if (op.limit) out += " LIMIT " + expression(*op.limit);
    return out;
  }
  std::string text(const plan::Unwind& op) const {
    return "Unwind " + expression(op.list) + " AS " + slot(op.slot);
  }
  std::string text(const plan::Cite& op) const { return "Cite " + slots(op.cite.slots); }
  std::string text(const plan::EdgeCount& op) const {
    return "EdgeCount " + std::to_string(op.count) + " from statistics";
  }
  std::string text(const plan::Join& op) const {
    return op.keys.empty() ? std::string("Product") : "HashJoin on " + slots(op.keys);
  }
  std::string text(const plan::Apply& op) const {
    static const char* const kNames[] = {"Apply",       "Optional",   "Exists",      "NotExists",
                                         "ExistsValue", "CountValue", "CollectValue"};
    return kNames[static_cast<int>(op.kind)];
  }
  std::string text(const plan::SetOperation& op) const {
    static const char* const kNames[] = {"Union",        "UnionAll", "Intersect",
                                         "IntersectAll", "Except",   "ExceptAll"};
    return kNames[static_cast<int>(op.op)];
  }
  std::string text(const plan::Compare& op) const {
    std::string sets;
    for (const BoundCompare::Set& set : op.compare.sets) {
      sets += (sets.empty() ? " " : " WITH ") + set.name;
    }
    return "Compare" + sets;
  }
  std::string text(const plan::MeasureGraph& op) const {
    const BoundGraph& graph = query_.graphs[op.graph];
    const GraphSize size{op.nodes, op.edges, op.arcs};
    std::string out = "Graph " + std::to_string(op.graph + 1) + " ";
    out += graph.text.empty() ? "(the whole graph)" : "{ " + one_line(graph.text) + " }";
    if (!graph.weight_text.empty()) out += " BY " + one_line(graph.weight_text);
    out += ": about " + count_text(size.nodes) + " nodes, " + count_text(size.edges) + " edges";
    for (const FunctionId measure : graph.measures) {
      const bool search = measure == FunctionId::Distance || measure == FunctionId::CheapestPath;
      out += "; " + std::string(function_info(measure).name) + " about " +
             steps_text(measure_steps(measure, size, graph.weight.has_value())) + " steps" +
             (search ? " a start" : "");
    }
    return out;
  }
  // White space as it is in one line.
  static std::string one_line(const std::string& text) {
    std::string out;
    for (const char c : text) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space) {
        out += c;
      } else if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    }
    return out;
  }

  const BoundQuery& query_;
  const Ontology& ontology_;
  const Catalog& catalog_;
};

}  // namespace

std::string explain(const Plan& plan, const BoundQuery& query, const Catalog& catalog) {
  std::string out;
  Explainer explainer(query, catalog);
  explainer.node(*plan.root, 0, out);
  for (const PlanPtr& graph : plan.graphs) explainer.node(*graph, 0, out);
  return out;
}

}  // namespace sarye
