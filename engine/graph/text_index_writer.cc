#include "engine/graph/text_index_writer.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/graph/segment_builder.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

// Texts that are taken apart by one thread; the same for any number of threads.
constexpr std::size_t kPartPassages = 8192;

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

void TextIndexWriter::index_pending(std::uint32_t number) {
  const std::size_t count = (pending_.size() + kPartPassages - 1) / kPartPassages;
  std::vector<SegmentBuilder> parts(count);
  tbb::parallel_for(std::size_t{0}, count, [&](std::size_t p) {
    const std::size_t end = std::min(pending_.size(), (p + 1) * kPartPassages);
    for (std::size_t i = p * kPartPassages; i < end; ++i) {
      const Text& text = texts_[pending_[i]];
      parts[p].add(text.passage, text.text, text.digest);
    }
    parts[p].finish();
  });
  for (const SegmentBuilder& part : parts) {
    statistics_.passages += part.passages_with_terms();
    statistics_.terms += part.terms();
  }
  for (const auto& [key, bytes] : SegmentBuilder::chunks(parts, number)) {
    add_parts(rows_, key, bytes);
  }
}

Result<void> TextIndexWriter::build() {
  for (Text& text : texts_) text.digest = text_digest(text.text);
  if (auto done = read_segments(); !done) return done;
  choose_absorbed();

  std::uint32_t number = 0;
  for (const Segment& segment : segments_) {
    number = std::max(number, segment.number + 1);
    if (segment.is_absorbed) {  // its sections get no rows
      prefixes_.push_back(passages_prefix(segment.number));
      prefixes_.push_back(postings_prefix(segment.number));
      prefixes_.push_back(removed_key(segment.number));
      continue;
    }
    statistics_.segments.push_back(
        {segment.number, segment.passages.size(), segment.removed.size()});
    std::size_t removed = 0;
    for (const IndexedPassage& passage : segment.passages) {
      if (removed < segment.removed.size() && segment.removed[removed] == passage.passage) {
        ++removed;
        continue;
      }
      statistics_.passages += passage.terms > 0 ? 1 : 0;
      statistics_.terms += passage.terms;
    }
    if (!segment.is_marked) continue;
    std::string bytes;
    pack_sorted_u32(bytes, segment.removed);
    add_parts(rows_, removed_key(segment.number), bytes);
    prefixes_.push_back(removed_key(segment.number));
  }
  if (!pending_.empty()) {
    index_pending(number);
    statistics_.segments.push_back({number, pending_.size(), 0});
    prefixes_.push_back(passages_prefix(number));
    prefixes_.push_back(postings_prefix(number));
    prefixes_.push_back(removed_key(number));
  }
  if (known_ == nullptr) {
    prefixes_ = {view_prefix(View::IndexedPassages), view_prefix(View::Postings),
                 view_prefix(View::RemovedPassages)};
  }
  std::sort(prefixes_.begin(), prefixes_.end());
  return {};
}

Result<TextStatistics> TextIndexWriter::write(ViewWriter& writer) {
  writer.rows(std::move(rows_));
  if (auto done = writer.end_sections(Table::Text, prefixes_); !done) return done.error();
  return std::move(statistics_);
}

}  // namespace sarye
