#include "engine/unknown_documents.h"

#include <algorithm>

#include "engine/model/suggestion.h"
#include "engine/node_listing.h"

namespace sarye {

namespace {

void collect_keys(const BoundDocumentSet& set, std::vector<std::string>& out) {
  for (const std::string& key : set.keys) {
    if (std::find(out.begin(), out.end(), key) == out.end()) out.push_back(key);
  }
  for (const BoundDocumentSet& operand : set.operands) collect_keys(operand, out);
}

}  // namespace

Result<std::vector<std::string>> unknown_documents(const BoundQuery& query,
                                                   const GraphView& graph) {
  std::vector<std::string> asked;
  for (const BoundDocumentSet& set : query.document_sets) collect_keys(set, asked);
  std::vector<std::string> out;
  const NodeType* type = graph.ontology().find_type("Document");
  if (asked.empty() || type == nullptr) return out;
  auto nodes = nodes_by_key(graph, type->id);
  if (!nodes) return nodes.error();
  std::vector<std::string> known;
  for (const auto& [stable_key, node] : *nodes) {
    auto key = graph.property(node, "key");
    if (!key) return key.error();
    if (key->type() == ValueType::String) known.push_back(key->string());
  }
  for (const std::string& key : asked) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string_view near = nearest_name(key, {known.begin(), known.end()});
    out.push_back("no document has the key '" + key + "'" +
                  (near.empty() ? "; SHOW documents lists them"
                                : "; did you mean '" + std::string(near) + "'?"));
  }
  return out;
}

}  // namespace sarye
