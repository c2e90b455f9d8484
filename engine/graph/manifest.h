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

inline constexpr std::uint32_t kViewFormat = 3;

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
  std::uint32_t document_limit = 0;         // offsets of documents with assertions are below it
  std::uint64_t qualified = 0;              // assertions with qualifiers
  std::vector<PropertyStatistics> columns;  // edge properties, sorted; not counted: distinct
};

// One segment of the text index.
struct TextSegment {
  std::uint32_t number = 0;    // ascending in order of making
  std::uint64_t passages = 0;  // that it has, those that are gone since then too
  std::uint64_t removed = 0;   // how many of them are gone
  bool operator==(const TextSegment&) const = default;
};

struct TextStatistics {
  std::uint64_t passages = 0;  // that are there and have terms
  std::uint64_t terms = 0;     // of all of them together, for the mean length
  std::vector<TextSegment> segments;
  bool operator==(const TextStatistics&) const = default;
};

struct Manifest {
  std::uint64_t generation = 0;
  bool literature = true;
  std::string truth_digest;  // of the truth that the views were made of
  Ontology ontology;
  std::vector<TypeStatistics> types;    // by TypeId
  std::vector<TableStatistics> tables;  // by EdgeTableId; sorted by family, from, to
  std::vector<std::string> document_properties;
  std::uint32_t attributions = 0;       // numbers are at most this
  std::uint32_t attribution_texts = 0;  // those that name a speaker
  TextStatistics text;
};

std::string encode_manifest(const Manifest& manifest);
// Errors: Damaged; VersionMismatch for views of a newer release.
Result<Manifest> decode_manifest(std::string_view bytes);

// nullopt: no views were written yet.
Result<std::optional<Manifest>> read_manifest(const Snapshot& snapshot);

}  // namespace sarye
