#include "engine/exchange/value_text.h"

namespace sarye {

namespace {

Result<std::string> node_text(NodeId node, const GraphView& graph) {
  auto name = graph.shown_name(node);
  if (!name) return name.error();
  if (!name->empty()) return name;
  return graph.stable_key(node);
}

std::string relation_name(const EdgeValue& edge, const GraphView& graph) {
  return graph.ontology().relation(graph.edge_table(edge.id.table()).family).name;
}

Result<std::string> path_text(const PathValue& path, const GraphView& graph) {
  std::string out;
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) {
      const EdgeValue& edge = path.edges[i - 1];
      const bool forward = edge.source == path.nodes[i - 1];
      const std::string name = relation_name(edge, graph);
      out += forward ? " -" + name + "-> " : " <-" + name + "- ";
    }
    auto node = node_text(path.nodes[i], graph);
    if (!node) return node;
    out += *node;
  }
  return out;
}

}  // namespace

Result<std::string> value_text(const Value& value, const GraphView& graph) {
  switch (value.type()) {
    case ValueType::Null:
      return std::string();
    case ValueType::Boolean:
      return std::string(value.boolean() ? "true" : "false");
    case ValueType::Integer:
      return std::to_string(value.integer());
    case ValueType::Float:
      return format_float(value.floating());
    case ValueType::String:
      return value.string();
    case ValueType::Date:
      return value.date().to_string();
    case ValueType::Node:
      return node_text(value.node(), graph);
    case ValueType::Edge:
      return relation_name(value.edge(), graph);
    case ValueType::Path:
      return path_text(value.path(), graph);
    case ValueType::Assertion:
      return std::string("assertion");
    case ValueType::List: {
      std::string out = "[";
      bool first = true;
      for (const Value& item : value.items()) {
        if (!first) out += ", ";
        first = false;
        auto text =
            item.is_null() ? Result<std::string>(std::string("null")) : value_text(item, graph);
        if (!text) return text;
        out += *text;
      }
      return out + "]";
    }
  }
  return std::string();
}

}  // namespace sarye
