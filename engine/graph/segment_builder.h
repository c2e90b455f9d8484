// The chunks of a new segment of the full-text index, from the texts of its passages.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/graph/manifest.h"
#include "engine/graph/term_numbers.h"
#include "engine/graph/text_segment.h"
#include "engine/text/terms.h"

namespace sarye {

class SegmentBuilder {
 public:
  // Passages come ascending; the text is used for the call alone.
  void add(std::uint32_t passage, std::string_view text, std::uint64_t digest);
  // Call once behind the last passage: keeps what was added by term, in less memory.
  void finish();

  using Chunks = std::vector<std::pair<std::string, std::string>>;  // key, bytes

  // Each chunk of a segment, in any order, from its parts: finished, and ascending by their
  // passages.
  static Chunks chunks(std::span<const SegmentBuilder> parts, std::uint32_t segment);
  // Those of its passages alone.
  static Chunks passage_chunks(std::span<const SegmentBuilder> parts, std::uint32_t segment);
  // Those of the terms of this part alone, in any order; keys end in its first passage (u32).
  Chunks term_rows(std::uint32_t segment) const;

  std::uint64_t passages() const { return all_.size(); }
  std::uint64_t passages_with_terms() const { return passages_with_terms_; }
  std::uint64_t terms() const { return terms_; }

 private:
  struct Occurrence {
    std::uint32_t term;
    std::uint32_t passage;
    std::uint32_t position;
  };
  struct TermPart;

  std::vector<IndexedPassage> all_;
  std::uint64_t passages_with_terms_ = 0;
  std::uint64_t terms_ = 0;
  std::vector<Occurrence> occurrences_;  // until `finish`
  TermReader reader_;                    // until `finish`
  TermNumbers numbers_;
  std::vector<std::uint32_t> starts_;  // by number: counts, then where each term's places begin
  std::vector<TextPosition> places_;   // by number
};

}  // namespace sarye
