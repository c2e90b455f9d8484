#include "engine/executor/result.h"

#include <algorithm>

namespace sarye {

namespace {

void add(const Value& value, ResultGraph& out) {
  switch (value.type()) {
    case ValueType::Node:
      out.nodes.push_back(value.node());
      break;
    case ValueType::Edge:
      out.edges.push_back(value.edge());
      break;
    case ValueType::Path:
      out.nodes.insert(out.nodes.end(), value.path().nodes.begin(), value.path().nodes.end());
      out.edges.insert(out.edges.end(), value.path().edges.begin(), value.path().edges.end());
      break;
    case ValueType::List:
      for (const Value& item : value.items()) add(item, out);
      break;
    default:
      break;
  }
}

}  // namespace

ResultGraph graph_of(const QueryResult& result) {
  ResultGraph out;
  for (const auto& row : result.rows) {
    for (const Value& value : row) add(value, out);
  }
  for (const EdgeValue& edge : out.edges) {
    out.nodes.push_back(edge.source);
    out.nodes.push_back(edge.target);
  }
  std::sort(out.nodes.begin(), out.nodes.end());
  out.nodes.erase(std::unique(out.nodes.begin(), out.nodes.end()), out.nodes.end());
  std::sort(out.edges.begin(), out.edges.end(), [](const EdgeValue& a, const EdgeValue& b) {
    return a.id != b.id ? a.id < b.id : a.filter < b.filter;
  });
  out.edges.erase(std::unique(out.edges.begin(), out.edges.end()), out.edges.end());
  return out;
}

}  // namespace sarye
