// A graph that was given: nodes and edges with properties, or bulk rows whose document columns make
// them assertions. It is truth of its own kind, with an open schema; identity is as given.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/result.h"
#include "engine/model/value.h"
#include "engine/store/sha256.h"
#include "engine/store/store.h"

namespace sarye {

using PropertyList = std::vector<std::pair<std::string, Value>>;

struct ImportedNode {
  std::uint16_t type = 0;  // index into ImportedGraph::types
  std::int64_t id = -1;    // as given; unique within the type
  std::string key;         // where ids are not numbers: the id as given; else empty
  PropertyList properties;
};

struct ImportedEdge {
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
  std::uint32_t source = 0;  // index into ImportedGraph::nodes
  std::uint32_t target = 0;
  std::uint16_t relation = 0;  // index into ImportedGraph::relations
  Language language = Language::Unknown;
  std::int16_t confidence = 1000;  // 0..1000
  std::int32_t year = 0;           // 0: not given
  std::uint32_t document = kNone;  // index of the Document node: the row is an assertion
  std::uint32_t passage = kNone;   // index of the Passage node
  std::int64_t id = -1;            // as given
  PropertyList properties;
};

struct ImportedGraph {
  std::vector<std::string> types;  // `Node` for nodes without a label
  std::vector<std::string> relations;
  std::vector<std::string> symmetric;  // names of relations that hold both ways
  std::vector<ImportedNode> nodes;
  std::vector<ImportedEdge> edges;

  // The index of a name, which is added when it is new.
  std::uint16_t type_number(std::string_view name);
  std::uint16_t relation_number(std::string_view name);
};

// The bytes of a graph as they are stored, piece by piece: behind each other they are one text.
class ImportPieces {
 public:
  virtual ~ImportPieces() = default;
  // From the first piece on, again.
  virtual void rewind() = 0;
  // The next piece in place of what `piece` holds. False: there is none. Errors: of what the graph
  // is read from.
  virtual Result<bool> next(std::string& piece) = 0;
  // Bytes that take about as long to compress as those behind them.
  virtual std::uint64_t half() const = 0;
  virtual std::uint64_t nodes() const = 0;
  // How many edges each relation has, by its index.
  virtual std::vector<std::uint64_t> edges() const = 0;
};

// All edges together.
std::uint64_t edge_count(const ImportPieces& pieces);

// The pieces of a graph in memory, whose indexes are good; they need it for the call alone.
std::unique_ptr<ImportPieces> encode_import(const ImportedGraph& graph);
// What all pieces begin with, up to the first node. Property names come in the order in which nodes
// and edges have them first.
std::string encode_import_head(const ImportedGraph& graph, const std::vector<std::string>& names,
                               std::uint64_t nodes);
// Errors: Damaged; indexes out of range are.
Result<ImportedGraph> decode_import(std::string_view bytes);

struct ImportOutcome {
  std::uint32_t number = 0;
  bool unchanged = false;  // the same graph is in the store already
};

// Stores the graph as truth; `publish` makes it visible. Over 8 MiB it is staged and becomes part
// of the store with its last commit. Errors: those of the store and of the pieces.
Result<ImportOutcome> commit_import(Store& store, ImportPieces& pieces);
// Errors: Usage too, for a graph with bad indexes.
Result<ImportOutcome> commit_import(Store& store, const ImportedGraph& graph);

// An import that was stored just now, and how many edges its relations have.
struct StoredImport {
  std::uint32_t number = 0;
  std::vector<std::uint64_t> edges;
};

struct ImportRecord {
  std::uint32_t number = 0;
  Sha256 sha256{};
};
Result<std::vector<ImportRecord>> list_imports(const Snapshot& snapshot);

}  // namespace sarye
