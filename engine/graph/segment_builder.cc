#include "engine/graph/segment_builder.h"

#include "engine/base/strong_id.h"
#include "engine/text/terms.h"

namespace sarye {

void SegmentBuilder::add(std::uint32_t passage, std::string_view text, std::uint64_t digest) {
  const std::vector<Term> found = sarye::terms(text);
  for (const Term& term : found) {
    const auto [at, is_new] =
        numbers_.try_emplace(term.text, static_cast<std::uint32_t>(starts_.size()));
    if (is_new) starts_.push_back(0);
    ++starts_[at->second];
    occurrences_.push_back({at->second, passage, term.position});
  }
  passages_with_terms_ += found.empty() ? 0 : 1;
  all_.push_back({passage, static_cast<std::uint32_t>(found.size()), digest});
}

std::vector<std::pair<std::string, std::string>> SegmentBuilder::chunks(std::uint32_t segment) {
  std::vector<std::pair<std::string, std::string>> out;
  std::vector<IndexedPassage> of_range;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    of_range.push_back(all_[i]);
    const std::uint32_t range = all_[i].passage >> kRangeBits;
    if (i + 1 == all_.size() || all_[i + 1].passage >> kRangeBits != range) {
      out.emplace_back(passages_key(segment, range), encode_passages(of_range));
      of_range.clear();
    }
  }
  // By term, with passages and positions in the order in which they came.
  std::uint32_t sum = 0;
  for (std::uint32_t& start : starts_) sum += std::exchange(start, sum);
  std::vector<std::uint32_t> order(occurrences_.size());
  std::vector<std::uint32_t> next = starts_;
  for (std::uint32_t i = 0; i < order.size(); ++i) order[next[occurrences_[i].term]++] = i;
  std::vector<Posting> postings;
  for (const auto& [term, number] : numbers_) {
    postings.clear();
    for (std::uint32_t i = starts_[number]; i < next[number]; ++i) {
      const Occurrence& occurrence = occurrences_[order[i]];
      if (postings.empty() || postings.back().passage != occurrence.passage) {
        postings.push_back({occurrence.passage, {}});
      }
      postings.back().positions.push_back(occurrence.position);
    }
    out.emplace_back(postings_key(segment, term), encode_postings(postings));
  }
  return out;
}

}  // namespace sarye
