// Where terms stand in the passages of the full-text index, over all of its segments and without
// the passages that are gone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/graph/manifest.h"
#include "engine/graph/text_segment.h"
#include "engine/store/store.h"
#include "engine/text/text_match.h"

namespace sarye {

class IndexedTerms final : public TermPlaces {
 public:
  // All borrowed; `budget` may be nullptr.
  IndexedTerms(const Snapshot& snapshot, const TextStatistics& statistics, Budget* budget)
      : snapshot_(snapshot), statistics_(statistics), budget_(budget) {}

  // Before anything else. Errors: those of reading.
  Result<void> open();

  // Documents are offsets of Passage nodes. Errors: those of reading; Cancelled, LimitReached.
  Result<Places> of_term(std::string_view term) override;
  Result<Places> of_beginning(std::string_view letters) override;
  // Reads every term of Hangul, Han and Kana: one character alone is asked for seldom, and the
  // index would hold a third more places of Korean texts if it answered at once.
  Result<Places> of_second_character(std::string_view character) override;

  // How many terms a passage has, with repetitions; 0: the index does not know it.
  Result<std::uint32_t> terms_of(std::uint32_t passage);

 private:
  // Places of the terms whose keys lie in `keys` and which `wanted` accepts, appended.
  template <typename Wanted>
  Result<void> scan(const TextSegment& segment, const KeyRange& keys, Wanted wanted, Places& out);
  Result<void> append(const TextSegment& segment, std::string_view key, Places& out);
  bool is_removed(std::uint32_t segment, std::uint32_t passage) const;

  const Snapshot& snapshot_;
  const TextStatistics& statistics_;
  Budget* budget_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> removed_;  // by segment
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<IndexedPassage>> ranges_;
};

}  // namespace sarye
