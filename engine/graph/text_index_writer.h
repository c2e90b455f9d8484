// Brings the full-text index up to date. What is new goes into a segment of its own; what is gone
// or changed is marked in the segment that has it. So that segments stay few, a new one takes in
// the newest ones that are not larger than itself, and those of which more than half is gone: each
// text is indexed again a logarithmic number of times, and searching reads a logarithmic number of
// segments. Answers are the same for any division into segments.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_segment.h"
#include "engine/graph/view_rows.h"
#include "engine/store/store.h"

namespace sarye {

class TextIndexWriter {
 public:
  // `known`: what the store's index consists of; nullptr: it is made anew, as one segment. Both are
  // borrowed.
  TextIndexWriter(const Snapshot& before, const TextStatistics* known)
      : before_(before), known_(known) {}

  // Passages come in order of their offsets, each once; texts are borrowed until `build`.
  void add(std::uint32_t passage, std::string_view text) { texts_.push_back({passage, text}); }

  // Makes what is to be written; texts are not used any more. Errors: Damaged; those of the store.
  Result<void> build();
  // Writes the sections of Table::Text. Returns what the manifest keeps. Errors: those of the
  // store.
  Result<TextStatistics> write(ViewWriter& writer);

 private:
  struct Text {
    std::uint32_t passage;
    std::string_view text;
    std::uint64_t digest = 0;
    bool is_indexed = false;  // in a segment that stays
  };
  struct Segment {
    std::uint32_t number = 0;
    std::vector<IndexedPassage> passages;
    std::vector<std::uint32_t> removed;
    std::vector<std::size_t> live;  // indexes into texts_
    bool is_marked = false;         // passages were removed from it now
    bool is_absorbed = false;
  };

  Result<void> read_segments();
  Result<void> compare(Segment& segment);
  void choose_absorbed();
  void absorb(Segment& segment);
  void index_pending(std::uint32_t number);

  const Snapshot& before_;
  const TextStatistics* known_;
  std::vector<Text> texts_;
  std::vector<Segment> segments_;     // in order of their numbers
  std::vector<std::size_t> pending_;  // indexes into texts_ for the new segment
  TextStatistics statistics_;
  std::vector<std::string> prefixes_;  // of what is written
  ViewRows rows_;
};

}  // namespace sarye
