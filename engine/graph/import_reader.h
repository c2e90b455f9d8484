// An imported graph as it is stored, read record by record in a few blocks of memory: first all
// nodes, then all edges.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/one_ahead.h"
#include "engine/base/result.h"
#include "engine/graph/imported_graph.h"
#include "engine/graph/truth_rows.h"
#include "engine/model/value.h"
#include "engine/store/byte_codec.h"

namespace sarye {

inline constexpr std::uint64_t kImportRecordVersion = 1;

// A property as it is written: the value is decoded when it is asked for.
struct WrittenProperty {
  std::uint32_t name = 0;  // index into ImportReader::property_names
  ValueType type = ValueType::Null;
};

// Texts are borrowed until the following record is read.
struct WrittenNode {
  std::uint16_t type = 0;
  std::int64_t id = -1;
  std::string_view key;
  std::string_view properties;  // for `read_properties`
};
// As an ImportedEdge has it.
struct WrittenEdge {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  std::uint16_t relation = 0;
  Language language = Language::Unknown;
  std::int16_t confidence = 1000;
  std::int32_t year = 0;
  std::uint32_t document = ImportedEdge::kNone;
  std::uint32_t passage = ImportedEdge::kNone;
  std::int64_t id = -1;
  std::string_view properties;  // for `read_properties`
};

class ImportReader {
 public:
  // Errors: Damaged, VersionMismatch; those of the store. The snapshot is borrowed.
  static Result<ImportReader> open(const Snapshot& snapshot, std::uint32_t number);
  // Blocks are read by a helper, one step ahead, for those who wait for them with nothing beside.
  // Does not go to other places.
  static Result<ImportReader> open_ahead(const Snapshot& snapshot, std::uint32_t number);
  // Of bytes that are there, which are borrowed.
  static Result<ImportReader> over(std::string_view bytes);

  const std::vector<std::string>& types() const { return types_; }
  const std::vector<std::string>& relations() const { return relations_; }
  const std::vector<std::string>& symmetric() const { return symmetric_; }
  const std::vector<std::string>& property_names() const { return names_; }
  std::uint64_t nodes() const { return nodes_; }

  // The next node, and what properties it has, in their order. False: behind the last one. Errors:
  // Damaged; those of the store.
  Result<bool> next_node(WrittenNode& node, std::vector<WrittenProperty>& properties);
  // The same of edges, once all nodes were read.
  Result<bool> next_edge(WrittenEdge& edge, std::vector<WrittenProperty>& properties);

  // Where the next record starts, and going on there. Nodes alone; `node` is its number.
  std::uint64_t place() const { return buffer_begin_ + at_; }
  Result<void> go_to(std::uint64_t place, std::uint64_t node);

 private:
  ImportReader() = default;
  Result<void> read_head();
  Result<void> begin_edges();
  template <typename Read>
  Result<void> record(Read read);
  Result<bool> fill();
  Result<bool> take_ahead();

  std::unique_ptr<TruthBlocks> blocks_;  // none: all bytes are in the buffer
  std::unique_ptr<OneAhead<std::string>> ahead_;  // reads them, in some
  std::unique_ptr<std::string> own_;              // what blocks gave
  std::string_view buffer_;
  std::uint64_t buffer_begin_ = 0;  // in the whole
  std::size_t at_ = 0;
  bool ended_ = false;  // no bytes behind the buffer
  std::vector<std::string> types_, relations_, symmetric_, names_;
  std::uint64_t nodes_ = 0;
  std::uint64_t nodes_read_ = 0;
  bool in_edges_ = false;
  std::uint64_t edges_ = 0;
  std::uint64_t edges_read_ = 0;
};

// The properties of a node or edge. Empty and not `ok` when the bytes are damaged.
PropertyList read_properties(ByteReader& in, const std::vector<std::string>& names);

}  // namespace sarye
