// The nodes of stored imports in the order of their ids, decoded block by block.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/graph/graph_builder.h"
#include "engine/graph/import_nodes.h"
#include "engine/graph/import_reader.h"

namespace sarye {

// Nodes of one type behind each other in one graph, whose ids ascend.
struct Stretch {
  std::size_t graph = 0;
  TypeId type;
  std::uint64_t place = 0;  // of the reader
  std::size_t begin = 0;    // index of the first node, and behind the last
  std::size_t end = 0;
};

// Passages of bulk data name their document by its id, in a column `doc`.
class PassageDocuments {
 public:
  // Of documents with one id the first one counts.
  void add(std::int64_t external_id, std::uint32_t offset) {
    documents_.emplace(external_id, offset);
  }
  void tell(BuildNode& passage) const;

 private:
  std::unordered_map<std::int64_t, std::uint32_t> documents_;
};

class StoredNodes final : public NodeBlocks {
 public:
  // Stretches in the order of their ids. The snapshot is borrowed.
  StoredNodes(const Snapshot& snapshot, const std::vector<ImportRecord>& graphs,
              std::vector<Stretch> stretches, std::shared_ptr<const ImportedNodes> nodes,
              PassageDocuments documents, const Ontology& ontology);

  void rewind() override;
  Result<std::vector<BuildNode>> next() override;

 private:
  // A node before its properties are decoded.
  struct RawNode {
    NodeId id;
    std::size_t graph;
    std::size_t index;
    std::size_t properties;  // in bytes_
    std::size_t properties_bytes;
  };
  struct TypeNames {
    std::string name;
    std::string prefix;
    bool is_passage;
  };

  Result<bool> read_node();
  void make(const RawNode& raw, BuildNode& out) const;

  const Snapshot& snapshot_;
  std::vector<std::uint32_t> numbers_;  // of the graphs
  std::vector<Stretch> stretches_;
  std::shared_ptr<const ImportedNodes> nodes_;
  PassageDocuments documents_;
  std::vector<TypeNames> types_;
  std::vector<std::unique_ptr<ImportReader>> readers_;  // by graph, from their first use on
  std::size_t stretch_ = 0;
  std::size_t at_ = 0;  // index of the next node
  bool is_begun_ = false;
  std::vector<RawNode> raw_;
  std::string bytes_;
  WrittenNode node_;
  std::vector<WrittenProperty> ignored_;
};

}  // namespace sarye
