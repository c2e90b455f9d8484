// One segment of the full-text index: never changed once it is written, but for the set of its
// passages that are gone. Here are its rows in Table::Text and what they hold.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/store/store.h"
#include "engine/text/text_match.h"

namespace sarye {

// The passages that have one term.
struct Posting {
  std::uint32_t passage = 0;             // offset of the Passage node
  std::vector<std::uint32_t> positions;  // of the term in its text, ascending
};

// Of all places of one term, ascending.
std::string encode_postings(std::span<const TextPosition> places);
Result<std::vector<Posting>> decode_postings(std::string_view bytes);  // Errors: Damaged
// The same without a list for each passage: appends every place, ascending. Errors: Damaged.
Result<void> append_places(std::string_view bytes, std::vector<TextPosition>& out);

// What a segment knows of one passage that it has.
struct IndexedPassage {
  std::uint32_t passage = 0;
  std::uint32_t terms = 0;   // with repetitions
  std::uint64_t digest = 0;  // of the text: the passage is indexed again when it changes
};

std::uint64_t text_digest(std::string_view text);  // FNV-1a, 64 bits

std::string postings_key(std::uint32_t segment, std::string_view term);
std::string passages_key(std::uint32_t segment, std::uint32_t range);
std::string removed_key(std::uint32_t segment);
// The begin of all keys of one view in one segment.
std::string postings_prefix(std::uint32_t segment);
std::string passages_prefix(std::uint32_t segment);

// The passages of one range, which `passages` are all of, ascending.
std::string encode_passages(const std::vector<IndexedPassage>& passages);
Result<std::vector<IndexedPassage>> decode_passages(std::string_view bytes, std::uint32_t range);

// All passages of a segment, ascending. Errors: Damaged; those of the store.
Result<std::vector<IndexedPassage>> read_passages(const Snapshot& snapshot, std::uint32_t segment);
// Those of them that are gone, ascending. Errors: the same.
Result<std::vector<std::uint32_t>> read_removed(const Snapshot& snapshot, std::uint32_t segment);

}  // namespace sarye
