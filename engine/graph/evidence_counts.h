// First level of adjacency, beside the neighbours: how many default-visible assertions each edge
// has in each language, and of how many works. Evidence words that need no more (SUPPORTED BY
// DOCUMENTS or LANGUAGES, one IN LANGUAGE) are answered here, without the second level; topology
// queries read neither.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/result.h"
#include "engine/graph/evidence_columns.h"

namespace sarye {

// The edges of one source range of one table, in the order of AdjacencyChunk (Out). Columns have
// one length.
struct EvidenceCounts {
  static constexpr std::size_t kLanguages = 4;  // Korean, Chinese, English, all others together

  std::array<std::vector<std::uint32_t>, kLanguages> support;  // assertions
  std::array<std::vector<std::uint32_t>, kLanguages> works;    // distinct ones among them
  std::vector<std::uint32_t> all_works;  // distinct; one in two languages counts once
  std::vector<std::uint8_t> languages;   // bit 1 << Language of each that occurs

  // The place of a language that has counts of its own; nullopt: those of level 2 alone can tell.
  static std::optional<std::size_t> place_of(Language language);

  std::size_t edges() const { return languages.size(); }
  std::uint32_t all_support(std::size_t edge) const {
    return support[0][edge] + support[1][edge] + support[2][edge] + support[3][edge];
  }
  // Whether the edge has no assertion in sight: it is plain, or what is said of it is denied, only
  // possible, and the like.
  bool nothing_visible(std::size_t edge) const { return languages[edge] == 0; }

  // Adds one more edge, whose assertions are rows `begin` to `end` of `chunk`.
  void add(const AssertionChunk& chunk, std::size_t begin, std::size_t end);
  // Of all edges of `chunk`.
  static EvidenceCounts of(const AssertionChunk& chunk);
  std::uint64_t memory_bytes() const;
  bool operator==(const EvidenceCounts&) const = default;

 private:
  void make_room(std::size_t edges);  // for so many more, of which nothing is said yet
  void set(std::size_t edge, const AssertionChunk& chunk, std::size_t begin, std::size_t end);
};

// One bit an edge of a range, by its index.
struct EdgeBits {
  std::vector<std::uint64_t> words;
  std::uint64_t memory_bytes() const { return words.capacity() * sizeof(std::uint64_t); }
};

// Those of which something is said, in sight, in the language.
EdgeBits edges_in_language(const EvidenceCounts& counts, Language language);

std::string encode_counts(const EvidenceCounts& counts);
Result<EvidenceCounts> decode_counts(std::string_view bytes);  // Errors: Damaged

}  // namespace sarye
