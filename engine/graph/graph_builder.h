// What the views of one generation are built from: nodes, edges and assertions with global identity
// already decided. Literature (truth + identity) and imports (given graphs, bulk rows) both arrive
// here; `write_views` turns it into chunks. Order of adding never matters: everything is sorted by
// offset, then value.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/result.h"
#include "engine/base/strong_id.h"
#include "engine/model/document.h"
#include "engine/model/ontology.h"
#include "engine/model/value.h"
#include "engine/store/store.h"

namespace sarye {

// Columns that are not properties of the language; their names start with a tab.
namespace internal_column {
inline constexpr std::string_view kKey = "\tkey";          // stable key; every node has it
inline constexpr std::string_view kDisplay = "\tdisplay";  // where it is not the stable key
inline constexpr std::string_view kSource = "\tsource";  // what texts write most, where it differs
inline constexpr std::string_view kNames = "\tnames";    // all names, encoded
inline constexpr std::string_view kMentions = "\tmentions";  // how many, where not 0
inline constexpr std::string_view kExternal = "\texternal";  // the id that an import gave
inline constexpr std::string_view kDocumentId = "\tid";      // of a Document node: its DocumentId
inline constexpr std::string_view kDocument = "\tdocument";  // of a Passage: offset of its Document
inline constexpr std::string_view kPage = "\tpage";
inline constexpr std::string_view kPageInferred = "\tpage_inferred";
inline constexpr std::string_view kLineBegin = "\tline_begin";
inline constexpr std::string_view kLineEnd = "\tline_end";
inline constexpr std::string_view kBegin = "\tbegin";  // of a Passage: bytes of the source
inline constexpr std::string_view kEnd = "\tend";
}  // namespace internal_column

struct BuildNode {
  NodeId id;        // from the id table: dense within the type, holes allowed
  std::string key;  // stable key with prefix
  std::string display;
  std::vector<EntityName> names;
  // Scalars and lists of scalars, in any order; nulls are left out. Internal columns too.
  std::vector<std::pair<std::string, Value>> properties;
  std::int64_t external_id = -1;  // imports: the id that was given
  std::uint64_t mentions = 0;
  static constexpr std::uint32_t kNoDocument = 0xFFFFFFFFu;
  std::uint32_t document = kNoDocument;  // imports, of a Passage: offset of its Document
};

struct BuildInput;

struct BuildAssertion {
  std::uint32_t document = 0;  // offset of the Document node
  std::uint32_t work = 0;      // offset of the first Document node of the same work
  std::uint32_t passage = 0xFFFFFFFFu;
  std::uint32_t attribution = 0;  // 0: the authors; else 1 + index into BuildInput::attributions
  RelationId kind;
  Language language = Language::Unknown;
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  std::uint16_t confidence = 1000;
  DateSpan time;
  bool time_is_stated = false;
  ByteRange quote;
};

// What few edges have.
struct BuildEdgeExtra {
  std::string discriminator;  // identifying qualifiers: part of what the edge is
  std::vector<std::pair<std::string, std::string>> qualifiers;  // of the assertion
  std::vector<std::pair<std::string, Value>> properties;        // of an imported edge
};

// One row: an assertion of the fact (source, family, target, discriminator, parallel), or a plain
// edge. An edge of a literature store is kept once; one with an exact duplicate assertion too.
struct BuildEdge {
  static constexpr std::uint32_t kNoExtra = 0xFFFFFFFFu;

  NodeId source;
  NodeId target;
  RelationId family;
  bool plain = false;
  std::uint32_t parallel = 0;      // tells parallel edges of an import apart
  std::uint32_t extra = kNoExtra;  // index into BuildInput::extras
  std::int64_t external_id = -1;
  BuildAssertion assertion;  // unless plain
};

// Nodes that are not in memory: in the order of their ids, a block at a time.
class NodeBlocks {
 public:
  virtual ~NodeBlocks() = default;
  virtual void rewind() = 0;
  // The next nodes, to the end of a range of offsets. Empty: there are no more. Errors: Damaged;
  // those of the store.
  virtual Result<std::vector<BuildNode>> next() = 0;
};

// All edges of one relation, packed.
struct RelationEdges {
  static constexpr std::uint32_t kNone = 0xFFFFFFFFu;
  struct Edge {
    std::uint32_t source;  // offsets
    std::uint32_t target;
    std::uint32_t document;  // kNone: the edge is plain
    std::uint32_t passage;   // kNone: not told
    std::uint32_t more;      // index into `more`, or kNone
    std::int32_t year : 17;
    std::uint32_t confidence : 10;
    std::uint32_t language : 3;
  };
  // What few edges have.
  struct More {
    std::int64_t id = -1;
    const char* properties = nullptr;  // as they were written
    std::uint32_t properties_bytes = 0;
    std::uint32_t graph = 0;
    std::int32_t year = 0;  // in place of the edge's
  };
  RelationId relation;
  std::map<std::pair<TypeId, TypeId>, std::vector<Edge>> edges;  // by types, in their order
  std::vector<More> more;
  std::vector<std::unique_ptr<char[]>> bytes;  // what `properties` points to
  std::size_t chunk_bytes = 0;                 // of the last of them
  std::size_t free_bytes = 0;                  // in it
};

// Edges that are not in memory all at once.
class EdgeBlocks {
 public:
  virtual ~EdgeBlocks() = default;
  // The edges of the next relation, in any order of relations; `ontology` is told which ends and
  // properties they have. False: there are no more. Errors: Damaged; those of the store.
  virtual Result<bool> next(Ontology& ontology, RelationEdges& out) = 0;
  // Adds the edge, which is the `number`th of its table, to `part`. Any thread.
  virtual void make(const RelationEdges& of, std::pair<TypeId, TypeId> ends,
                    const RelationEdges::Edge& edge, std::uint32_t number,
                    BuildInput& part) const = 0;
};

struct BuildInput {
  Ontology ontology;
  bool literature = true;  // else an open store
  std::vector<BuildNode> nodes;
  std::vector<BuildEdge> edges;
  std::vector<BuildEdgeExtra> extras;
  // In place of `nodes` and `edges`, where these are not held in memory.
  std::shared_ptr<NodeBlocks> node_blocks;
  std::shared_ptr<EdgeBlocks> edge_blocks;
  std::vector<std::string> attributions;                   // by number - 1; empty strings are holes
  std::vector<std::pair<std::string, std::string>> state;  // rows of kIdentityView, sorted
  std::uint64_t generation = 0;
  std::string truth_digest;  // what the views were made of; `publish` compares it
  std::vector<std::string> document_properties;  // beside those that Document nodes have
  std::function<Result<void>()> before_rows;  // called before the store is written to; may be empty
  WriteBatch after;  // changes that are committed when the views are there

  // Gives `edge` room for what few edges have.
  BuildEdgeExtra& extra_of(BuildEdge& edge) {
    if (edge.extra == BuildEdge::kNoExtra) {
      edge.extra = static_cast<std::uint32_t>(extras.size());
      extras.emplace_back();
    }
    return extras[edge.extra];
  }
};

struct ViewChanges {
  std::uint64_t nodes = 0;
  std::uint64_t edges = 0;
  std::uint64_t assertions = 0;
  std::uint64_t rows_written = 0;  // of the store
  std::uint64_t rows_erased = 0;
  std::uint64_t rows_kept = 0;
};

// Makes the Graph and Text tables of `store` hold exactly the views of `input`: rows that are the
// same already are left alone, those that are gone are erased. Commits at most 8 MiB at a time, the
// manifest last. Equal inputs give equal bytes, but for the text index, whose division into
// segments depends on what was written before; with `rebuild` it becomes one. Errors: Damaged;
// those of the store; Internal for a node twice or an edge whose end is no node.
Result<ViewChanges> write_views(BuildInput input, Store& store, bool rebuild = false);

}  // namespace sarye
