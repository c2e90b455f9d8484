// What a reader must know before it touches a chunk: types, tables, counts, the ontology. One
// record a generation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/model/catalog.h"
#include "engine/model/ontology.h"
#include "engine/store/store.h"

namespace sarye {

inline constexpr std::uint32_t kViewFormat = 1;

struct PropertyStatistics {
  std::string name;            // internal columns start with a tab
  std::uint64_t values = 0;    // nodes that have it
  std::uint64_t distinct = 0;  // 0: not counted
};

struct TypeStatistics {
  std::uint32_t limit = 0;                  // offsets are below it
  std::uint64_t count = 0;                  // nodes that exist
  bool offsets_in_key_order = false;        // so no ranks are needed
  std::vector<PropertyStatistics> columns;  // sorted by name
};

struct TableStatistics {
  EdgeTableInfo info;
  std::uint32_t source_limit = 0;  // source offsets with edges are below it
  std::uint32_t target_limit = 0;
  bool has_qualifiers = false;
  std::vector<std::string> columns;  // edge properties, sorted
};

struct TextStatistics {
  std::uint64_t passages = 0;
  std::uint64_t terms = 0;  // of all passages together, for the mean length
};

struct Manifest {
  std::uint64_t generation = 0;
  bool literature = true;
  std::string truth_digest;  // of the truth that the views were made of
  Ontology ontology;
  std::vector<TypeStatistics> types;    // by TypeId
  std::vector<TableStatistics> tables;  // by EdgeTableId; sorted by family, from, to
  std::vector<std::string> document_properties;
  std::uint32_t attributions = 0;  // numbers are at most this
  TextStatistics text;
};

std::string encode_manifest(const Manifest& manifest);
// Errors: Damaged; VersionMismatch for views of a newer release.
Result<Manifest> decode_manifest(std::string_view bytes);

// nullopt: no views were written yet.
Result<std::optional<Manifest>> read_manifest(const Snapshot& snapshot);

}  // namespace sarye
