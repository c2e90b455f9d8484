// Functions on nodes, edges and paths, and access to their properties.
#include <array>
#include <string>
#include <vector>

#include "engine/executor/evidence.h"
#include "engine/executor/functions.h"
#include "engine/executor/runtime_error.h"

namespace sarye {

namespace {

using Arguments = std::span<const Value>;

Error wrong_value(const char* function, const char* takes, const Value& given) {
  Error error = wrong_type(function, takes, given);
  error.name = "InvalidArgumentValue";
  return error;
}

// A node of an open store that was given no label has the type `Node`, which is no label.
bool unlabelled(const GraphView& graph, const NodeType& type) {
  return !graph.ontology().closed() && type.name == "Node";
}

Result<Value> id(const FunctionContext& context, Arguments a) {
  if (a[0].type() == ValueType::Node) {
    auto given = context.graph.external_id(a[0].node());
    if (!given) return given.error();
    return Value(*given);
  }
  if (a[0].type() == ValueType::Edge) {
    auto given = context.graph.external_edge_id(a[0].edge().id);
    if (!given) return given.error();
    return Value(*given);
  }
  return wrong_value("id", "a node or an edge", a[0]);
}

Result<Value> type(const FunctionContext& context, Arguments a) {
  const Ontology& ontology = context.graph.ontology();
  // In an open store a node has a label and an edge a type, as in openCypher.
  if (a[0].type() == ValueType::Node && ontology.closed()) {
    return Value(ontology.type(a[0].node().type()).name);
  }
  if (a[0].type() == ValueType::Edge) {
    return Value(ontology.relation(context.graph.edge_table(a[0].edge().id.table()).family).name);
  }
  return wrong_value("type", ontology.closed() ? "an edge or a node" : "an edge", a[0]);
}

Result<Value> labels(const FunctionContext& context, Arguments a) {
  if (a[0].type() != ValueType::Node) return wrong_value("labels", "a node", a[0]);
  const NodeType& of = context.graph.ontology().type(a[0].node().type());
  if (unlabelled(context.graph, of)) return Value::list({});
  return Value::list({Value(of.name)});
}

using Properties = std::vector<std::pair<std::string, Value>>;

Result<Properties> properties_of(const FunctionContext& context, const char* function,
                                 const Value& v) {
  if (v.type() == ValueType::Node) return context.graph.all_properties(v.node());
  if (v.type() == ValueType::Edge) return context.graph.all_edge_properties(v.edge().id);
  return wrong_value(function, "a node or an edge", v);
}

Result<Value> keys(const FunctionContext& context, Arguments a) {
  auto all = properties_of(context, "keys", a[0]);
  if (!all) return all.error();
  std::vector<Value> names;
  for (auto& [name, value] : *all) {
    if (!value.is_null()) names.emplace_back(std::move(name));
  }
  return Value::list(std::move(names));
}

// There are no maps: pairs [name, value], in the order of the names.
Result<Value> properties(const FunctionContext& context, Arguments a) {
  auto all = properties_of(context, "properties", a[0]);
  if (!all) return all.error();
  std::vector<Value> pairs;
  for (auto& [name, value] : *all) {
    if (value.is_null()) continue;
    pairs.push_back(Value::list({Value(std::move(name)), std::move(value)}));
  }
  return Value::list(std::move(pairs));
}

Result<Value> nodes(const FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::Path) return wrong_value("nodes", "a path", a[0]);
  std::vector<Value> out;
  for (const NodeId node : a[0].path().nodes) out.emplace_back(node);
  return Value::list(std::move(out));
}

Result<Value> relationships(const FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::Path) return wrong_value("relationships", "a path", a[0]);
  std::vector<Value> out;
  for (const EdgeValue& edge : a[0].path().edges) out.emplace_back(edge);
  return Value::list(std::move(out));
}

Result<Value> length(const FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::Path) return wrong_value("length", "a path", a[0]);
  return Value(static_cast<std::int64_t>(a[0].path().edges.size()));
}

Result<Value> start_node(const FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::Edge) return Value(a[0].edge().source);
  if (a[0].type() == ValueType::Path) return Value(a[0].path().nodes.front());
  return wrong_value("startNode", "an edge or a path", a[0]);
}

Result<Value> end_node(const FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::Edge) return Value(a[0].edge().target);
  if (a[0].type() == ValueType::Path) return Value(a[0].path().nodes.back());
  return wrong_value("endNode", "an edge or a path", a[0]);
}

Result<Value> names(const FunctionContext& context, Arguments a) {
  if (a[0].type() != ValueType::Node) return wrong_value("names", "a node", a[0]);
  auto all = context.graph.names(a[0].node());
  if (!all) return all.error();
  std::vector<Value> out;
  for (EntityName& name : *all) out.emplace_back(std::move(name.text));
  return Value::list(std::move(out));
}

constexpr std::array kGraphFunctions = {
    FunctionEntry{FunctionId::Id, id},
    FunctionEntry{FunctionId::Type, type},
    FunctionEntry{FunctionId::Labels, labels},
    FunctionEntry{FunctionId::Keys, keys},
    FunctionEntry{FunctionId::Properties, properties},
    FunctionEntry{FunctionId::Nodes, nodes},
    FunctionEntry{FunctionId::Relationships, relationships},
    FunctionEntry{FunctionId::Length, length},
    FunctionEntry{FunctionId::StartNode, start_node},
    FunctionEntry{FunctionId::EndNode, end_node},
    FunctionEntry{FunctionId::Names, names},
};

}  // namespace

std::span<const FunctionEntry> graph_functions() {
  return kGraphFunctions;
}

Result<Value> property_of(const FunctionContext& context, const Value& subject,
                          std::string_view name) {
  switch (subject.type()) {
    case ValueType::Null:
      return Value();
    case ValueType::Node:
      return context.graph.property(subject.node(), name);
    case ValueType::Edge:
      return context.graph.edge_property(subject.edge().id, name);
    case ValueType::Assertion:
      return assertion_field(context.graph, context.evidence, subject.assertion(), name);
    case ValueType::Date:
      if (name == "year") return Value(std::int64_t{subject.date().year()});
      if (name == "month") return Value(std::int64_t{subject.date().month()});
      if (name == "day") return Value(std::int64_t{subject.date().day()});
      return Value();
    default:
      return runtime_error("InvalidArgumentType",
                           "a value of type " + std::string(value_type_name(subject.type())) +
                               " has no property '" + std::string(name) + "'",
                           "nodes, edges, assertions and dates have properties");
  }
}

}  // namespace sarye
