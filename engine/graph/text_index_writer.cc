#include "engine/graph/text_index_writer.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/base/strong_id.h"
#include "engine/store/packed_column.h"
#include "engine/text/terms.h"

namespace sarye {

namespace {

// The terms of many texts, turned round.
class Inverter {
 public:
  // Passages come ascending. Returns how many terms the text has.
  std::uint32_t add(std::uint32_t passage, std::string_view text) {
    const std::vector<Term> found = terms(text);
    for (const Term& term : found) {
      const auto [at, is_new] =
          numbers_.try_emplace(term.text, static_cast<std::uint32_t>(starts_.size()));
      if (is_new) starts_.push_back(0);
      ++starts_[at->second];
      occurrences_.push_back({at->second, passage, term.position});
    }
    return static_cast<std::uint32_t>(found.size());
  }

  void write(std::uint32_t segment, ViewWriter& writer) {
    // By term, with passages and positions in the order in which they came.
    std::uint32_t sum = 0;
    for (std::uint32_t& start : starts_) sum += std::exchange(start, sum);
    std::vector<std::uint32_t> order(occurrences_.size());
    std::vector<std::uint32_t> next = starts_;
    for (std::uint32_t i = 0; i < order.size(); ++i) order[next[occurrences_[i].term]++] = i;
    std::vector<Posting> postings;
    for (const auto& [term, number] : numbers_) {  // the writer sorts rows by their keys
      postings.clear();
      for (std::uint32_t i = starts_[number]; i < next[number]; ++i) {
        const Occurrence& occurrence = occurrences_[order[i]];
        if (postings.empty() || postings.back().passage != occurrence.passage) {
          postings.push_back({occurrence.passage, {}});
        }
        postings.back().positions.push_back(occurrence.position);
      }
      writer.parts(postings_key(segment, term), encode_postings(postings));
    }
  }

 private:
  struct Occurrence {
    std::uint32_t term;
    std::uint32_t passage;
    std::uint32_t position;
  };
  std::vector<Occurrence> occurrences_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> starts_;  // by number: counts, then where each term's begin
};

}  // namespace

Result<void> TextIndexWriter::read_segments() {
  if (known_ == nullptr) return {};
  for (const TextSegment& known : known_->segments) {
    Segment& segment = segments_.emplace_back();
    segment.number = known.number;
    auto passages = read_passages(before_, known.number);
    if (!passages) return passages.error();
    segment.passages = std::move(*passages);
    auto removed = read_removed(before_, known.number);
    if (!removed) return removed.error();
    segment.removed = std::move(*removed);
    if (segment.passages.size() != known.passages || segment.removed.size() != known.removed) {
      return Error{ErrorCode::Damaged, "a segment of the text index is not as large as it was",
                   "run `sarye rebuild`"};
    }
    if (auto done = compare(segment); !done) return done;
  }
  return {};
}

// Which passages of the segment are still what they were, and which are gone.
Result<void> TextIndexWriter::compare(Segment& segment) {
  const std::size_t before = segment.removed.size();
  std::size_t removed = 0;
  std::size_t text = 0;
  for (const IndexedPassage& passage : segment.passages) {
    while (removed < before && segment.removed[removed] < passage.passage) ++removed;
    if (removed < before && segment.removed[removed] == passage.passage) continue;
    while (text < texts_.size() && texts_[text].passage < passage.passage) ++text;
    const bool is_same = text < texts_.size() && texts_[text].passage == passage.passage &&
                         texts_[text].digest == passage.digest;
    if (!is_same) {
      segment.removed.push_back(passage.passage);
      segment.is_marked = true;
      continue;
    }
    if (texts_[text].is_indexed) {
      return Error{ErrorCode::Damaged, "a passage is in two segments of the text index",
                   "run `sarye rebuild`"};
    }
    texts_[text].is_indexed = true;
    segment.live.push_back(text);
  }
  std::sort(segment.removed.begin(), segment.removed.end());
  return {};
}

void TextIndexWriter::absorb(Segment& segment) {
  segment.is_absorbed = true;
  for (const std::size_t text : segment.live) texts_[text].is_indexed = false;
  pending_.insert(pending_.end(), segment.live.begin(), segment.live.end());
}

void TextIndexWriter::choose_absorbed() {
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    if (!texts_[i].is_indexed) pending_.push_back(i);
  }
  for (Segment& segment : segments_) {
    if (segment.live.size() * 2 < segment.passages.size()) absorb(segment);
  }
  if (pending_.empty()) return;
  for (auto segment = segments_.rbegin(); segment != segments_.rend(); ++segment) {
    if (segment->is_absorbed) continue;
    if (segment->live.size() > pending_.size()) break;
    absorb(*segment);
  }
  std::sort(pending_.begin(), pending_.end());
}

void TextIndexWriter::index_pending(std::uint32_t number, ViewWriter& writer,
                                    TextStatistics& statistics) const {
  Inverter inverter;
  std::vector<IndexedPassage> of_range;
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    const Text& text = texts_[pending_[i]];
    const std::uint32_t count = inverter.add(text.passage, text.text);
    statistics.passages += count > 0 ? 1 : 0;
    statistics.terms += count;
    of_range.push_back({text.passage, count, text.digest});
    const std::uint32_t range = text.passage >> kRangeBits;
    if (i + 1 == pending_.size() || texts_[pending_[i + 1]].passage >> kRangeBits != range) {
      writer.parts(passages_key(number, range), encode_passages(of_range));
      of_range.clear();
    }
  }
  inverter.write(number, writer);
}

Result<TextStatistics> TextIndexWriter::write(ViewWriter& writer) {
  for (Text& text : texts_) text.digest = text_digest(text.text);
  if (auto done = read_segments(); !done) return done.error();
  choose_absorbed();

  TextStatistics statistics;
  std::vector<std::string> prefixes;
  std::uint32_t number = 0;
  for (const Segment& segment : segments_) {
    number = std::max(number, segment.number + 1);
    if (segment.is_absorbed) {  // its sections get no rows
      prefixes.push_back(passages_prefix(segment.number));
      prefixes.push_back(postings_prefix(segment.number));
      prefixes.push_back(removed_key(segment.number));
      continue;
    }
    statistics.segments.push_back(
        {segment.number, segment.passages.size(), segment.removed.size()});
    std::size_t removed = 0;
    for (const IndexedPassage& passage : segment.passages) {
      if (removed < segment.removed.size() && segment.removed[removed] == passage.passage) {
        ++removed;
        continue;
      }
      statistics.passages += passage.terms > 0 ? 1 : 0;
      statistics.terms += passage.terms;
    }
    if (!segment.is_marked) continue;
    std::string bytes;
    pack_sorted_u32(bytes, segment.removed);
    writer.parts(removed_key(segment.number), bytes);
    prefixes.push_back(removed_key(segment.number));
  }
  if (!pending_.empty()) {
    index_pending(number, writer, statistics);
    statistics.segments.push_back({number, pending_.size(), 0});
    prefixes.push_back(passages_prefix(number));
    prefixes.push_back(postings_prefix(number));
    prefixes.push_back(removed_key(number));
  }
  if (known_ == nullptr) {
    prefixes = {view_prefix(View::IndexedPassages), view_prefix(View::Postings),
                view_prefix(View::RemovedPassages)};
  }
  std::sort(prefixes.begin(), prefixes.end());
  if (auto done = writer.end_sections(Table::Text, prefixes); !done) return done.error();
  return statistics;
}

}  // namespace sarye
