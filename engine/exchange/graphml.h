// GraphML in a strict profile that Gephi, Cytoscape, yEd, networkx, igraph and graph-tool all read:
// flat attributes with a declared type, nodes before edges, every identifier a name token, no
// defaults, nothing nested. Two exports of one generation are equal to the byte.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/exchange/subgraph.h"
#include "engine/graph/graph_view.h"

namespace sarye {

struct GraphmlOptions {
  bool with_evidence = false;  // quotes and their places as attributes of edges
  bool per_assertion = false;  // one edge an assertion instead of one a fact
};

// The whole file. Nodes are ordered by stable key, edges by source, relation, target.
// Errors: those of reading the graph.
Result<std::string> graphml(const Subgraph& subgraph, const GraphView& graph,
                            const ExportNote& note, const GraphmlOptions& options = {});

// `text` with what XML reserves escaped and what XML 1.0 cannot hold replaced by U+FFFD.
std::string xml_text(std::string_view text);
// A stable key as an XML name token: letters, digits and . - _ : of any script stay, all else
// becomes `_`, bidirectional controls go.
std::string name_token(std::string_view key);

}  // namespace sarye
