// Brings the full-text index up to date. What is new goes into a segment of its own; what is gone
// or changed is marked in the segment that has it. So that segments stay few, a new one takes in
// the newest ones that are not larger than itself, and those of which more than half is gone: each
// text is indexed again a logarithmic number of times, and searching reads a logarithmic number of
// segments. Answers are the same for any division into segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_segment.h"
#include "engine/graph/view_rows.h"
#include "engine/store/row_sorter.h"
#include "engine/store/store.h"

namespace sarye {

struct PassageText {
  std::uint32_t passage = 0;  // offset of the Passage node
  std::string_view text;
};

class TextIndexWriter {
 public:
  // `known`: what the store's index consists of; nullptr: it is made anew, as one segment. Both are
  // borrowed. `scratch` is of the store.
  TextIndexWriter(const Snapshot& before, const TextStatistics* known,
                  std::filesystem::path scratch);

  // Texts are given once to be compared, where there is an index to go on from, and once to be
  // indexed, some passages at a time: in order of their offsets, each once, and all of a range of
  // offsets together. They are borrowed for the call.
  bool goes_on() const { return known_ != nullptr && !known_->segments.empty(); }
  void compare(std::span<const PassageText> texts);
  // Between the two. Errors: Damaged; those of the store.
  Result<void> choose();
  // Errors: those of the store.
  Result<void> index(std::span<const PassageText> texts);
  // Writes the sections of Table::Text. Returns what the manifest keeps. Errors: those of the
  // store.
  Result<TextStatistics> write(ViewWriter& writer);

 private:
  struct Text {
    std::uint32_t passage;
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
  bool is_pending(std::uint32_t passage);
  Result<void> write_postings(ViewWriter& writer);

  const Snapshot& before_;
  const TextStatistics* known_;
  std::vector<Text> texts_;           // of what goes on
  std::vector<Segment> segments_;     // in order of their numbers
  std::vector<std::size_t> pending_;  // indexes into texts_ for the new segment
  std::size_t next_pending_ = 0;
  std::uint32_t number_ = 0;   // of the new segment
  std::uint64_t indexed_ = 0;  // passages in it
  TextStatistics statistics_;
  std::vector<std::string> prefixes_;  // of what is written
  ViewRows rows_;
  // Of the new segment: rows of passages, and of each term in each part its postings, with the
  // part's first passage behind the key.
  RowSorter parts_;
};

}  // namespace sarye
