#include "engine/graph/text_index_writer.h"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/base/one_ahead.h"
#include "engine/graph/segment_builder.h"
#include "engine/store/packed_column.h"

namespace sarye {

namespace {

// Texts that are taken apart by one thread; the same for any number of threads.
constexpr std::size_t kPartPassages = 16384;

// Bytes of what is made that stay in memory.
constexpr std::size_t kMostInMemory = std::size_t{48} << 20;

// Postings that are put together by all threads at once.
constexpr std::size_t kTogether = std::size_t{4} << 20;

constexpr std::size_t kPassageBytes = 4;  // behind the key of a term

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

TextIndexWriter::TextIndexWriter(const Snapshot& before, const TextStatistics* known,
                                 std::filesystem::path scratch)
    : before_(before), known_(known), parts_(std::move(scratch), kMostInMemory) {}

void TextIndexWriter::compare(std::span<const PassageText> texts) {
  const std::size_t first = texts_.size();
  for (const PassageText& text : texts) texts_.push_back({text.passage});
  tbb::parallel_for(std::size_t{0}, texts.size(),
                    [&](std::size_t i) { texts_[first + i].digest = text_digest(texts[i].text); });
}

Result<void> TextIndexWriter::choose() {
  if (!goes_on()) return {};
  if (auto done = read_segments(); !done) return done;
  choose_absorbed();
  for (const Segment& segment : segments_) {
    number_ = std::max(number_, segment.number + 1);
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
  return {};
}

bool TextIndexWriter::is_pending(std::uint32_t passage) {
  if (!goes_on()) return true;
  while (next_pending_ < pending_.size() && texts_[pending_[next_pending_]].passage < passage) {
    ++next_pending_;
  }
  return next_pending_ < pending_.size() && texts_[pending_[next_pending_]].passage == passage;
}

Result<void> TextIndexWriter::index(std::span<const PassageText> texts) {
  std::vector<PassageText> wanted;
  for (const PassageText& text : texts) {
    if (is_pending(text.passage)) wanted.push_back(text);
  }
  if (wanted.empty()) return {};
  indexed_ += wanted.size();
  std::vector<SegmentBuilder> parts((wanted.size() + kPartPassages - 1) / kPartPassages);
  std::vector<ViewRows> rows(parts.size());
  tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t p) {
    const std::size_t end = std::min(wanted.size(), (p + 1) * kPartPassages);
    for (std::size_t i = p * kPartPassages; i < end; ++i) {
      parts[p].add(wanted[i].passage, wanted[i].text, text_digest(wanted[i].text));
    }
    parts[p].finish();
    rows[p] = parts[p].term_rows(number_);
  });
  for (std::size_t p = 0; p < parts.size(); ++p) {
    statistics_.passages += parts[p].passages_with_terms();
    statistics_.terms += parts[p].terms();
    for (const auto& [key, value] : rows[p]) {
      if (auto done = parts_.add(key, value); !done) return done;
    }
    ViewRows().swap(rows[p]);
  }
  for (const auto& [key, bytes] : SegmentBuilder::passage_chunks(parts, number_)) {
    ViewRows cut;
    add_parts(cut, key, bytes);
    for (const auto& [row, value] : cut) {
      if (auto done = parts_.add(row, value); !done) return done;
    }
  }
  return {};
}

namespace {

// A term with its postings in parts, and what they are together.
struct TermPostings {
  std::string key;
  std::vector<std::string> parts;
  std::string bytes;
  Result<void> read;

  void join() {
    if (parts.size() == 1) {
      bytes = std::move(parts.front());
      return;
    }
    std::vector<TextPosition> places;
    for (const std::string& part : parts) {
      if (auto done = append_places(part, places); !done) read = std::move(done);
    }
    bytes = encode_postings(places);
  }
};

}  // namespace

// Of each term the postings of all parts together: some terms are read while those before are
// written.
Result<void> TextIndexWriter::write_postings(ViewWriter& writer) {
  using Terms = std::vector<TermPostings>;
  SortedReader rows({&parts_}, KeyRange::prefix(postings_prefix(number_)));
  std::string_view key;
  std::string_view value;
  bool is_read = false;  // the row of key and value, but not taken yet
  OneAhead<Terms> ahead([&]() -> Result<std::optional<Terms>> {
    Terms terms;
    for (std::size_t bytes = 0;; is_read = false) {
      if (!is_read) {
        auto more = rows.next(key, value);
        if (!more) return more.error();
        if (!*more) break;
        key.remove_suffix(kPassageBytes);
      }
      if (terms.empty() || terms.back().key != key) {
        is_read = bytes > kTogether;
        if (is_read) break;
        terms.emplace_back().key = key;
      }
      terms.back().parts.emplace_back(value);
      bytes += key.size() + value.size();
    }
    return terms.empty() ? std::optional<Terms>() : std::optional(std::move(terms));
  });
  while (true) {
    auto terms = ahead.next();
    if (!terms) return terms.error();
    if (!*terms) return {};
    tbb::parallel_for(std::size_t{0}, (*terms)->size(),
                      [&](std::size_t t) { (**terms)[t].join(); });
    for (const TermPostings& term : **terms) {
      if (!term.read) return term.read;
      writer.parts(term.key, term.bytes);
    }
  }
}

Result<TextStatistics> TextIndexWriter::write(ViewWriter& writer) {
  if (indexed_ > 0) {
    statistics_.segments.push_back({number_, indexed_, 0});
    prefixes_.push_back(passages_prefix(number_));
    prefixes_.push_back(postings_prefix(number_));
    prefixes_.push_back(removed_key(number_));
    parts_.finish();
    SortedReader passages({&parts_}, KeyRange::prefix(passages_prefix(number_)));
    std::string_view key;
    std::string_view value;
    while (true) {
      auto more = passages.next(key, value);
      if (!more) return more.error();
      if (!*more) break;
      writer.row(key, value);
    }
    if (auto done = write_postings(writer); !done) return done.error();
  }
  if (known_ == nullptr) {
    prefixes_ = {view_prefix(View::IndexedPassages), view_prefix(View::Postings),
                 view_prefix(View::RemovedPassages)};
  }
  std::sort(prefixes_.begin(), prefixes_.end());
  writer.rows(rows_);
  if (auto done = writer.end_sections(Table::Text, prefixes_); !done) return done.error();
  return std::move(statistics_);
}

}  // namespace sarye
