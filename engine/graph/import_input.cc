#include "engine/graph/import_input.h"

#include <memory>
#include <set>
#include <string>
#include <utility>

#include "engine/graph/import_edges.h"
#include "engine/graph/import_nodes.h"
#include "engine/graph/import_reader.h"

namespace sarye {

namespace {

// Types and relations in the order of their names, so that the order of imports does not show.
Result<void> add_schema(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
                        Ontology& ontology) {
  std::set<std::string> types;
  std::set<std::string> relations;
  std::set<std::string> symmetric;
  for (const ImportRecord& graph : graphs) {
    auto reader = ImportReader::open(snapshot, graph.number);
    if (!reader) return reader.error();
    types.insert(reader->types().begin(), reader->types().end());
    relations.insert(reader->relations().begin(), reader->relations().end());
    symmetric.insert(reader->symmetric().begin(), reader->symmetric().end());
  }
  for (const std::string& name : types) ontology.add_type(name);
  for (const std::string& name : relations) ontology.add_relation(name);
  for (const std::string& name : symmetric) {
    if (relations.contains(name)) ontology.set_symmetric(ontology.add_relation(name));
  }
  return {};
}

}  // namespace

Result<BuildInput> import_input(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
                                IdTable& ids, const StoredImport* known) {
  BuildInput input;
  input.literature = false;
  input.ontology = Ontology::open_schema();
  if (auto done = add_schema(snapshot, graphs, input.ontology); !done) return done.error();
  auto nodes = import_nodes(snapshot, graphs, ids, input);
  if (!nodes) return nodes.error();
  input.edge_blocks = std::make_shared<StoredEdges>(snapshot, graphs, std::move(*nodes), known);
  return input;
}

}  // namespace sarye
