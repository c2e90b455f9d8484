// The nodes of imported graphs: which of them are one, and their ids.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/graph/graph_builder.h"
#include "engine/graph/id_table.h"
#include "engine/graph/imported_graph.h"

namespace sarye {

// The nodes of one graph as it names them.
class ImportedIds {
 public:
  void add(std::int64_t id, std::string_view key) {
    if (!key.empty()) {
      keys_.resize(ids_.size());
      keys_.emplace_back(key);
    }
    ids_.push_back(id);
  }
  std::int64_t id(std::size_t node) const { return ids_[node]; }
  // Without the prefix of its type.
  std::string key(std::size_t node) const {
    return has_key(node) ? keys_[node] : std::to_string(ids_[node]);
  }
  void append_key(std::size_t node, std::string& out) const {
    if (has_key(node)) {
      out += keys_[node];
      return;
    }
    std::array<char, 24> digits;
    out.append(digits.data(),
               std::to_chars(digits.data(), digits.data() + digits.size(), ids_[node]).ptr);
  }
  // In the order of `key`.
  bool is_before(std::size_t a, std::size_t b) const {
    if (has_key(a) || has_key(b)) return key(a) < key(b);
    std::array<char, 24> x;
    std::array<char, 24> y;
    const auto text = [](std::array<char, 24>& room, std::int64_t id) {
      const char* end = std::to_chars(room.data(), room.data() + room.size(), id).ptr;
      return std::string_view(room.data(), static_cast<std::size_t>(end - room.data()));
    };
    return text(x, ids_[a]) < text(y, ids_[b]);
  }
  bool has_key(std::size_t node) const { return node < keys_.size() && !keys_[node].empty(); }

 private:
  std::vector<std::int64_t> ids_;
  std::vector<std::string> keys_;  // where ids are not numbers
};

// What edges ask of nodes: both by graph, then by index.
struct ImportedNodes {
  std::vector<ImportedIds> given;
  std::vector<std::vector<NodeId>> nodes;
  std::vector<std::uint64_t> edges_at;  // where the edges of each graph begin, for its reader
};

// Reads the nodes of all graphs, tells `input.ontology` what properties they have, and gives them
// ids. Where keys come ascending within their types, as bulk data has them, nodes are read again
// when they are asked for (`input.node_blocks`); else, and where several graphs have the same node,
// all are put together in memory (`input.nodes`). The snapshot is borrowed as long as `input`
// lives. Errors: Damaged; those of the store.
Result<std::shared_ptr<const ImportedNodes>> import_nodes(const Snapshot& snapshot,
                                                          const std::vector<ImportRecord>& graphs,
                                                          IdTable& ids, BuildInput& input);

}  // namespace sarye
