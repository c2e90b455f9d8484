// The chunks of a new segment of the full-text index, from the texts of its passages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/graph/manifest.h"
#include "engine/graph/text_segment.h"

namespace sarye {

class SegmentBuilder {
 public:
  // Passages come ascending; the text is used for the call alone.
  void add(std::uint32_t passage, std::string_view text, std::uint64_t digest);

  // Key and bytes of each chunk, in any order. Call once, at the end.
  std::vector<std::pair<std::string, std::string>> chunks(std::uint32_t segment);

  std::uint64_t passages() const { return all_.size(); }
  std::uint64_t passages_with_terms() const { return passages_with_terms_; }
  std::uint64_t terms() const { return occurrences_.size(); }

 private:
  struct Occurrence {
    std::uint32_t term;
    std::uint32_t passage;
    std::uint32_t position;
  };
  std::vector<IndexedPassage> all_;
  std::uint64_t passages_with_terms_ = 0;
  std::vector<Occurrence> occurrences_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> starts_;  // by number: counts, then where each term's begin
};

}  // namespace sarye
