#include "engine/exchange/value_json.h"

#include <cmath>

#include "engine/exchange/json_text.h"

namespace sarye {

namespace {

using Properties = std::vector<std::pair<std::string, Value>>;

Result<void> append_properties(std::string& out, const Properties& properties,
                               const GraphView& graph) {
  out += "\"properties\":{";
  bool first = true;
  for (const auto& [name, value] : properties) {
    if (value.is_null()) continue;
    if (!first) out += ',';
    first = false;
    append_json_string(out, name);
    out += ':';
    if (auto done = append_json(out, value, graph); !done) return done;
  }
  out += '}';
  return {};
}

Result<void> append_node(std::string& out, NodeId node, const GraphView& graph) {
  auto id = graph.external_id(node);
  if (!id) return id.error();
  auto properties = graph.all_properties(node);
  if (!properties) return properties.error();
  out += "{\"$node\":" + std::to_string(*id) + ",\"labels\":[";
  append_json_string(out, graph.ontology().type(node.type()).name);
  out += "],";
  if (auto done = append_properties(out, *properties, graph); !done) return done;
  out += '}';
  return {};
}

Result<void> append_edge(std::string& out, const EdgeValue& edge, const GraphView& graph) {
  auto id = graph.external_edge_id(edge.id);
  if (!id) return id.error();
  auto source = graph.external_id(edge.source);
  if (!source) return source.error();
  auto target = graph.external_id(edge.target);
  if (!target) return target.error();
  auto properties = graph.all_edge_properties(edge.id);
  if (!properties) return properties.error();
  out += "{\"$edge\":" + std::to_string(*id) + ",\"type\":";
  append_json_string(out, graph.ontology().relation(graph.edge_table(edge.id.table()).family).name);
  out += ",\"src\":" + std::to_string(*source) + ",\"dst\":" + std::to_string(*target) + ',';
  if (auto done = append_properties(out, *properties, graph); !done) return done;
  out += '}';
  return {};
}

Result<void> append_path(std::string& out, const PathValue& path, const GraphView& graph) {
  out += "{\"$path\":[";
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) {
      out += ',';
      if (auto done = append_edge(out, path.edges[i - 1], graph); !done) return done;
      out += ',';
    }
    if (auto done = append_node(out, path.nodes[i], graph); !done) return done;
  }
  out += "]}";
  return {};
}

Result<void> append_assertion(std::string& out, const AssertionValue& assertion) {
  out += "{\"$assertion\":\"" + std::to_string(assertion.edge.value) + "." +
         std::to_string(assertion.row) + "\"}";
  return {};
}

}  // namespace

Result<void> append_json(std::string& out, const Value& value, const GraphView& graph) {
  switch (value.type()) {
    case ValueType::Null:
      out += "null";
      return {};
    case ValueType::Boolean:
      out += value.boolean() ? "true" : "false";
      return {};
    case ValueType::Integer:
      out += std::to_string(value.integer());
      return {};
    case ValueType::Float: {
      const std::string text = format_float(value.floating());
      out += std::isfinite(value.floating()) ? text : "{\"$float\":\"" + text + "\"}";
      return {};
    }
    case ValueType::String:
      append_json_string(out, value.string());
      return {};
    case ValueType::Date:
      out += "{\"$date\":\"" + value.date().to_string() + "\"}";
      return {};
    case ValueType::Node:
      return append_node(out, value.node(), graph);
    case ValueType::Edge:
      return append_edge(out, value.edge(), graph);
    case ValueType::Path:
      return append_path(out, value.path(), graph);
    case ValueType::Assertion:
      return append_assertion(out, value.assertion());
    case ValueType::List: {
      out += '[';
      bool first = true;
      for (const Value& item : value.items()) {
        if (!first) out += ',';
        first = false;
        if (auto done = append_json(out, item, graph); !done) return done;
      }
      out += ']';
      return {};
    }
  }
  return {};
}

}  // namespace sarye
